import type { HLJSApi, Language } from 'highlight.js';
import hljs from 'highlight.js/lib/core';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import sql from 'highlight.js/lib/languages/sql';

hljs.registerLanguage('sql', sql);
hljs.registerLanguage('python', python);
hljs.registerLanguage('json', json);
hljs.registerLanguage('jinja', jinjaSql);

/** SQL with Jinja in it: tags and expressions stand out, the rest is SQL. */
function jinjaSql(api: HLJSApi): Language {
  const inner = [
    api.APOS_STRING_MODE,
    api.QUOTE_STRING_MODE,
    api.NUMBER_MODE,
    { className: 'title', begin: /\b[a-z_]\w*(?=\s*\()/i },
    {
      className: 'keyword',
      begin:
        /\b(if|elif|else|endif|for|in|endfor|set|endset|macro|endmacro|do|call|endcall|filter|endfilter|is|not|and|or|test|endtest|snapshot|endsnapshot|materialization|endmaterialization|return|true|false|none)\b/i,
    },
  ];
  return {
    name: 'jinja',
    case_insensitive: true,
    subLanguage: 'sql',
    contains: [
      api.COMMENT(/\{#/, /#\}/),
      { className: 'template', begin: /\{%[-+]?/, end: /[-+]?%\}/, contains: inner },
      { className: 'template', begin: /\{\{-?/, end: /-?\}\}/, contains: inner },
    ],
  };
}

/** Longer code is shown as it is: colouring it would hold up the page. */
const MAX_LENGTH = 200_000;

/** HTML of the code in colours; its text is escaped. Undefined for what has no colours. */
export function highlight(code: string, language: string): string | undefined {
  if (code.length > MAX_LENGTH || hljs.getLanguage(language) === undefined) return undefined;
  return hljs.highlight(code, { language, ignoreIllegals: true }).value;
}
