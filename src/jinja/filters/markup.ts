import { jsonDumps } from '../modules/json.js';
import { findIterable, iterate } from '../values/iterate.js';
import { entriesOf, isMapping } from '../values/mapping.js';
import { asInteger, clampToSafe } from '../values/numbers.js';
import { raise } from '../values/raise.js';
import { splitWords } from '../values/strings.js';
import { pyStr } from '../values/text.js';
import type { Value } from '../values/types.js';
import { Undefined } from '../values/undefined.js';
import type { FilterRows } from './filter.js';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&#39;',
  '"': '&#34;',
};
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};
const JSON_ESCAPES: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  "'": '\\u0027',
};

function escapeHtml(value: Value): string {
  return pyStr(value).replace(/[&<>'"]/g, (char) => ESCAPES[char]!);
}

/** JSON safe inside HTML: keys sorted, `< > & '` escaped. */
function toJson(value: Value, indent: Value = null): string {
  const spaces =
    indent === null ? undefined : clampToSafe(asInteger(indent) ?? raise('indent must be an int'));
  return jsonDumps(value, { sortKeys: true, indent: spaces }).replace(
    /[<>&']/g,
    (char) => JSON_ESCAPES[char]!,
  );
}

/** Text without comments and tags; a `<` that nothing closes stays. */
function withoutTags(text: string): string {
  let plain = '';
  let from = 0;
  for (let open = text.indexOf('<'); open >= 0; open = text.indexOf('<', from)) {
    const comment = text.startsWith('<!--', open) ? text.indexOf('-->', open) : -1;
    const close = comment < 0 ? text.indexOf('>', open) : comment + 2;
    if (close < 0) break;
    plain += text.slice(from, open);
    from = close + 1;
  }
  return plain + text.slice(from);
}

function stripTags(value: Value): string {
  const plain = withoutTags(pyStr(value));
  const resolved = plain.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w{1,32}));/gi,
    (entity, hex, decimal, name) => {
      if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (decimal) return String.fromCodePoint(Number(decimal));
      return ENTITIES[name] ?? entity;
    },
  );
  return splitWords(resolved).join(' ');
}

function xmlAttributes(value: Value, autospace: Value = true): string {
  if (!isMapping(value)) raise('xmlattr needs a mapping');
  const parts: string[] = [];
  for (const [key, item] of entriesOf(value)) {
    if (item === null || item instanceof Undefined) continue;
    const name = pyStr(key);
    if (/[\s/>=]/.test(name)) raise(`Invalid character in attribute name: '${name}'`);
    parts.push(`${escapeHtml(name)}="${escapeHtml(item)}"`);
  }
  return parts.length > 0 && autospace !== false ? ` ${parts.join(' ')}` : parts.join(' ');
}

/** Percent-encoding as Python's urllib quotes; `/` stays in paths. */
function quote(value: Value, inQuery: boolean): string {
  const encoded = encodeURIComponent(pyStr(value).replace(LONE_SURROGATE, '\ufffd')).replace(
    /[!'()*]/g,
    (char) => {
      return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
    },
  );
  return inQuery ? encoded.replaceAll('%20', '+') : encoded.replaceAll('%2F', '/');
}

function urlEncode(value: Value): string {
  if (typeof value === 'string' || !findIterable(value)) return quote(value, false);
  const pairs: string[] = [];
  const source = isMapping(value) ? entriesOf(value) : iterate(value);
  for (const pair of source) {
    const [key, item] = [...iterate(pair)];
    pairs.push(`${quote(key, true)}=${quote(item, true)}`);
  }
  return pairs.join('&');
}

const LONE_SURROGATE = /\p{Surrogate}/gu;
const LINK =
  /(^|[\s(<])((?:https?:\/\/|www\.)(?:[\w%-]+\.)*[a-z]{2,63}(?=[\s/?#:.,;!)]|$)(?:[/?#:][^\s<>]*[^\s<>.,:;!?)])?)/gi;

function urlize(value: Value): string {
  return escapeHtml(value).replace(LINK, (_match, before: string, link: string) => {
    const href = link.startsWith('www.') ? `https://${link}` : link;
    return `${before}<a href="${href}" rel="noopener">${link}</a>`;
  });
}

/** Filters for HTML, URLs and JSON. Nothing is escaped unless asked for, so `safe` changes nothing. */
export const MARKUP_FILTERS: FilterRows = {
  escape: ['', escapeHtml],
  e: ['', escapeHtml],
  forceescape: ['', escapeHtml],
  safe: ['', pyStr],
  tojson: ['indent?', toJson],
  striptags: ['', stripTags],
  xmlattr: ['autospace?', xmlAttributes],
  urlencode: ['', urlEncode],
  urlize: ['trim_url_limit? nofollow? target? rel? extra_schemes?', urlize],
};
