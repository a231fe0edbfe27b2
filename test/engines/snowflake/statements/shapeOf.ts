const NAME = /(?:"[^"]+"|[\w$]+)(?:\.(?:"[^"]+"|[\w$]+))*/.source;
const KINDS = '(?:secure |temporary |transient |dynamic )*(?:table|view|schema)';

/** Verb and object kind, then the name of a relation; first match wins. */
const SHAPES: readonly RegExp[] = [
  new RegExp(`^(create (?:or replace )?${KINDS}) (?:if not exists )?(${NAME})`, 'i'),
  new RegExp(`^(drop (?:dynamic )?(?:table|view|schema)) (?:if exists )?(${NAME})`, 'i'),
  new RegExp(`^(alter (?:dynamic )?(?:table|view)) (?:if exists )?(${NAME})`, 'i'),
  new RegExp(
    `^(insert(?: overwrite)? into|merge into|delete from|truncate table|describe table) (${NAME})`,
    'i',
  ),
  new RegExp(
    `^(comment on (?:dynamic )?(?:table|view)|grant \\w+ on|revoke \\w+ on|show grants on) (${NAME})`,
    'i',
  ),
  /^(alter session (?:un)?set) (query_tag)/i,
  /^(use warehouse) (\w+)/i,
  /^(begin|commit|rollback|select|with|show)()/i,
];

/** `merge into ANALYTICS.MAIN.T`: what a statement does to which relation, without its text. */
export function shapeOf(sql: string): string {
  const text = sql
    .replace(/\/\*[\s\S]*?\*\/|--[^\n]*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  for (const shape of SHAPES) {
    const match = shape.exec(text);
    if (match === null) continue;
    return `${match[1]} ${match[2]!.replaceAll('"', '').toUpperCase()}`.toLowerCase().trim();
  }
  throw new Error(`A statement of an unknown shape: ${text}`);
}

/** Reads only: how much is asked is each program's own affair. */
export function isReading(shape: string): boolean {
  return /^(select|with|show|describe)\b/.test(shape);
}

/** Statements of which every word is compared, without blanks, capitals and quotes of names; others: undefined. */
export function wholeText(sql: string): string | undefined {
  const text = sql.replace(/\/\*[\s\S]*?\*\/|--[^\n]*/g, ' ').trim();
  if (
    !/^(create (or replace )?|alter |drop )dynamic table|^alter session|^use warehouse|\sclone\s/i.test(text)
  ) {
    return undefined;
  }
  return text
    .replaceAll('"', '')
    .replace(/[\s;]+/g, ' ')
    .trim()
    .replace(/ ?([()]) ?/g, '$1')
    .toLowerCase();
}
