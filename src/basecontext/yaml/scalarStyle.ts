export type ScalarStyle = 'plain' | 'single' | 'double';

/** Texts that YAML 1.1 reads as something else than a string. */
const NOT_A_STRING: readonly RegExp[] = [
  /^(?:|~|null|Null|NULL|<<|=)$/,
  /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
  /^[-+]?(?:0b[01_]+|0[0-7_]+|0|[1-9][\d_]*|0x[\da-fA-F_]+|[1-9][\d_]*(?::[0-5]?\d)+)$/,
  /^[-+]?\d[\d_]*\.[\d_]*(?:[eE][-+]\d+)?$/,
  /^\.\d[\d_]*(?:[eE][-+]\d+)?$/,
  /^[-+]?\d[\d_]*(?::[0-5]?\d)+\.[\d_]*$/,
  /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  /^\d{4}-\d\d-\d\d$/,
  /^\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?$/,
];

const UNPRINTABLE = /[^\n\x20-\x7e]/;
const SPACE_AROUND_BREAK = / \n|\n /;
const INDICATOR_AT_START = /^(?:[#,[\]{}&*!|>'"%@`]|[-?:](?:[ \n]|$)|---|\.\.\.)/;
const INDICATOR_INSIDE = /:(?:[ \n]|$)|[ \n]#/;

/** How PyYAML writes a string in block context. `key`: it must fit on one line. */
export function scalarStyle(text: string, key: boolean): ScalarStyle {
  if (UNPRINTABLE.test(text) || SPACE_AROUND_BREAK.test(text)) return 'double';
  const multiline = text.includes('\n');
  if (key && multiline) return 'double';
  if (multiline || text.startsWith(' ') || text.endsWith(' ')) return 'single';
  if (INDICATOR_AT_START.test(text) || INDICATOR_INSIDE.test(text)) return 'single';
  return NOT_A_STRING.some((pattern) => pattern.test(text)) ? 'single' : 'plain';
}
