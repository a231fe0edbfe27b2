/** What the page consists of: links to files beside it, or everything inside of it. */
export type SiteShell =
  | {
      readonly kind: 'linked';
      readonly title: string /** Tells browsers that files changed. */;
      readonly version: string;
    }
  | {
      readonly kind: 'inline';
      readonly title: string;
      readonly style: string;
      readonly code: string;
      /** `sha256-…` of style and code, which the page's policy lets in. */
      readonly styleHash: string;
      readonly codeHash: string;
    };

/** The page in two halves; data elements of a self-contained page go between them. */
export function siteShell(shell: SiteShell): { readonly start: string; readonly end: string } {
  const { kind, title } = shell;
  const style =
    kind === 'linked'
      ? `<link rel="stylesheet" href="style.css?v=${shell.version}">`
      : `<style>${shell.style}</style>`;
  const code =
    kind === 'linked'
      ? `<script src="app.js?v=${shell.version}" data-version="${shell.version}"></script>`
      : `<script>${shell.code}</script>`;
  return {
    start: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(shell)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(ICON)}">
${style}
</head>
<body>
<noscript>This documentation needs JavaScript. It loads nothing from other places.</noscript>
<div id="app"></div>
`,
    end: `${code}
</body>
</html>
`,
  };
}

/**
 * Nothing comes from elsewhere and nothing goes out; texts of the project cannot bring scripts or styles with them.
 * `file:` is for pages opened from a disk, whose origin browsers do not agree on. The layout worker is a Blob.
 */
function contentPolicy(shell: SiteShell): string {
  const own = "'self' file:";
  const scripts = shell.kind === 'linked' ? own : `'${shell.codeHash}'`;
  const styles = shell.kind === 'linked' ? own : `'${shell.styleHash}'`;
  return [
    "default-src 'none'",
    `script-src ${scripts}`,
    `style-src ${styles}`,
    `img-src ${own} data:`,
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#4f46e5"/><path d="M9 9l14 14M23 9L9 23" stroke="#fff" stroke-width="4" stroke-linecap="round"/></svg>`;

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** Goes to the site from where dbt has its index.html, with the place that the address names. */
export const REDIRECT_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Documentation</title>
<script>location.replace('site/index.html' + location.hash)</script>
</head>
<body><a href="site/index.html">Documentation</a></body>
</html>
`;
