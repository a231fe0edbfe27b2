import createDOMPurify from 'dompurify';
import { Marked } from 'marked';

const marked = new Marked({ gfm: true, breaks: false });
const purifier = createDOMPurify(window);

/** Only what text needs: no forms, no media, no styles, no ids that could hide the page's own. */
const ALLOWED_TAGS = [
  ...[
    'a',
    'b',
    'blockquote',
    'br',
    'code',
    'dd',
    'del',
    'details',
    'div',
    'dl',
    'dt',
    'em',
    'h1',
    'h2',
    'h3',
  ],
  ...[
    'h4',
    'h5',
    'h6',
    'hr',
    'i',
    'img',
    'kbd',
    'li',
    'mark',
    'ol',
    'p',
    'pre',
    's',
    'small',
    'span',
    'strong',
  ],
  ...['sub', 'summary', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'u', 'ul'],
];
const ALLOWED_ATTR = [
  'href',
  'src',
  'alt',
  'title',
  'align',
  'colspan',
  'rowspan',
  'start',
  'open',
  'width',
  'height',
];

/** Addresses that a link may have: other pages, mail, and places within the site. */
const SAFE_LINK = /^(https?:|mailto:|#|[^:]*$|[./])/i;
/** Pictures come with the site; loading one from elsewhere would tell that place who reads what. */
const LOCAL_IMAGE = /^(?![a-z][a-z0-9+.-]*:|\/\/)|^data:image\/(png|jpeg|gif|webp);base64,/i;

purifier.addHook('afterSanitizeAttributes', (node) => {
  if (node.tagName === 'A') makeLinkSafe(node);
  if (node.tagName === 'IMG') makeImageLocal(node);
});

function makeLinkSafe(node: Element): void {
  const address = node.getAttribute('href');
  if (address === null) return;
  if (!SAFE_LINK.test(address.trim())) {
    node.removeAttribute('href');
    return;
  }
  if (/^(https?:)?\/\//i.test(address.trim())) {
    node.setAttribute('target', '_blank');
    node.setAttribute('rel', 'noopener noreferrer nofollow');
  }
}

function makeImageLocal(node: Element): void {
  const source = node.getAttribute('src') ?? '';
  if (LOCAL_IMAGE.test(source.trim())) return;
  const replacement = document.createElement('span');
  replacement.className = 'remote-image';
  replacement.textContent = `[picture: ${node.getAttribute('alt') || source}]`;
  node.replaceWith(replacement);
}

/** HTML that is safe to show. `inline` leaves out the paragraph around a short text. */
export function renderMarkdown(text: string, inline: boolean): string {
  const html = inline ? marked.parseInline(text) : marked.parse(text);
  return purifier.sanitize(html as string, {
    ALLOWED_TAGS,
    ALLOWED_ATTR,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
  });
}
