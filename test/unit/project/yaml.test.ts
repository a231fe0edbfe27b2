import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { XformError } from '../../../src/errors/error.js';
import { PyDate } from '../../../src/jinja/modules/datetime/date.js';
import { PyDateTime } from '../../../src/jinja/modules/datetime/dateTime.js';
import { PyDict } from '../../../src/jinja/values/dict.js';
import { pyRepr, pyStr } from '../../../src/jinja/values/operations.js';
import { PyFloat, PyTuple, type Value } from '../../../src/jinja/values/types.js';
import { parseYaml } from '../../../src/project/yaml.js';

interface Case {
  readonly text: string;
  readonly value?: unknown;
  /** Python's class of the error. */
  readonly error?: string;
}

const cases = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/yaml.json'), 'utf8')) as Case[];

/** As record/recordYaml.py writes values. */
function encode(value: Value): unknown {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return { int: String(value) };
  if (value instanceof PyFloat) return { float: pyRepr(value) };
  if (value instanceof PyDateTime) return { datetime: pyStr(value) };
  if (value instanceof PyDate) return { date: pyStr(value) };
  if (value instanceof PyTuple) return { tuple: [...value].map(encode) };
  if (Array.isArray(value)) return value.map(encode);
  const entries = value instanceof PyDict ? [...value.entries()] : Object.entries(value as object);
  return { dict: entries.map(([key, item]) => [encode(key), encode(item)]) };
}

/** Where xform differs: it reads what PyYAML refuses, or the other way round. Each with its reason. */
const READ_HERE = new Map([
  ['a:\tb\n', 'js-yaml allows a tab between a key and its value'],
  ['a: b\t\n', 'js-yaml allows a tab at the end of a line'],
  ['a: <<\n', 'only as a key does << mean anything'],
  ['a: \u0085b\n', 'js-yaml does not take U+0085 for a line break'],
]);
const REFUSED_HERE = new Map([['a: [# c\n 1]\n', 'js-yaml wants a space before a comment']]);

function errorOf(run: () => unknown): XformError {
  try {
    run();
  } catch (error) {
    if (error instanceof XformError) return error;
    throw error;
  }
  throw new Error('no error was thrown');
}

describe('parseYaml', () => {
  it.each(
    cases.filter((each) => each.error === undefined && !REFUSED_HERE.has(each.text)),
  )('reads $text as PyYAML does', ({ text, value }) => {
    expect(encode(parseYaml(text, 'f.yml').value)).toEqual(value);
  });

  it.each(
    cases.filter((each) => each.error !== undefined && !READ_HERE.has(each.text)),
  )('refuses $text, with a place', ({ text }) => {
    const error = errorOf(() => parseYaml(text, 'f.yml'));
    expect(error.kind).toBe('parse');
    expect(error.place).toMatchObject({
      file: 'f.yml',
      line: expect.any(Number),
      column: expect.any(Number),
    });
  });

  it('gives places of keys, values and items, also below anchors and merges', () => {
    const text = 'a: &x\n  b: 1\nc:\n  - d: "{\n}"\n    e: 2\nf:\n  <<: *x\n  g: 3\n';
    const { placeOf } = parseYaml(text, 'f.yml');
    expect(placeOf(['a', 'b'])).toEqual({ file: 'f.yml', line: 2, column: 3 });
    expect(placeOf(['a', 'b'], 'value')).toEqual({ file: 'f.yml', line: 2, column: 6 });
    expect(placeOf(['c', 0, 'e'], 'value')).toEqual({ file: 'f.yml', line: 6, column: 8 });
    expect(placeOf(['f', 'b'])).toEqual({ file: 'f.yml', line: 2, column: 3 });
    expect(placeOf(['f', 'g'])).toEqual({ file: 'f.yml', line: 9, column: 3 });
    expect(placeOf(['f', 'nothing'])).toEqual({ file: 'f.yml', line: 7, column: 1 });
  });

  it('warns of a key that is given twice, at its second place', () => {
    const { value, warnings } = parseYaml('a:\n  b: 1\n  b: 2\n', 'f.yml');
    expect(value).toEqual({ a: { b: 2 } });
    expect(warnings).toEqual([
      { message: expect.stringContaining("'b'"), place: { file: 'f.yml', line: 3, column: 3 } },
    ]);
  });

  it('leaves prototypes alone', () => {
    const { value } = parseYaml('__proto__: {x: 1}\nb: 2\n', 'f.yml');
    expect(value).toBeInstanceOf(PyDict);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('bounds what aliases expand to', () => {
    let text = 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n';
    for (let i = 1; i < 9; i++)
      text += `a${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join(', ')}]\n`;
    expect(errorOf(() => parseYaml(text, 'f.yml')).message).toContain('more than a million');
  });

  it('bounds nesting', () => {
    expect(errorOf(() => parseYaml('['.repeat(5000), 'f.yml')).kind).toBe('parse');
  });

  const mistakes: [text: string, line: number, column: number, says: RegExp, hint: RegExp][] = [
    ['a:\n\tb: 1\n', 2, 1, /tab/, /spaces/],
    ['a: "x\nb: 1\n', 1, 4, /never closed/, /Close/],
    ["a: 'x\nb: 'it''s'\n", 1, 4, /goes on to line 2/, /missing on line 1/],
    ['a: {{ x }}\n', 1, 4, /cannot start with \{\{/, /quotes/],
    ['- {{ x }}\n', 1, 3, /cannot start with \{\{/, /quotes/],
    ['a: "{{ x }}" y\n', 1, 14, /ends before/, /one pair of quotes/],
    ["a: 'it's'\n", 1, 8, /ends before/, /''/],
    ['a: @x\n', 1, 4, /cannot start with @/, /quotes/],
    ['a: b: c\n', 1, 5, /second/, /quotes/],
    ['a: 1\nkey\nb: 2\n', 2, 1, /':' is missing/, /key: value/],
    ['a:1\nb: 2\n', 1, 1, /no space after 'a:'/, /key: value/],
    ['a: [1, 2\nb: 3\n', 1, 4, /\[ is opened/, /\]/],
    ['a: [1, "2" 3]\n', 1, 12, /comma|ends before/, /./],
    ['a:\n  b: 1\n c: 2\n', 3, 2, /fits nothing/, /column 1, 3/],
    ['a:\n  - x\n  b: 1\n', 3, 3, /list item/, /- /],
    ['a: - b\n', 1, 4, /cannot start on the line/, /line of its own/],
    ['a: "\\q"\n', 1, 6, /escape/, /\\\\/],
    ['a: *x\n', 1, 4, /no anchor/, /quotes/],
    ['a: * 1\n', 1, 5, /alias/, /quotes/],
    ['a: !ref x\n', 1, 4, /'!ref' is not known/, /quotes/],
    ['a: | x\n', 1, 6, /follows \|/, /next line/],
    ['a: 2020-02-30\n', 1, 4, /calendar/, /$/],
    ['a: 1\n---\nb: 2\n', 2, 1, /second document/, /$/],
  ];
  it.each(mistakes)('explains %j', (text, line, column, says, hint) => {
    const error = errorOf(() => parseYaml(text, 'f.yml'));
    expect(error.message).toMatch(says);
    expect(error.place).toEqual({ file: 'f.yml', line, column });
    expect(error.hint ?? '').toMatch(hint);
  });
});
