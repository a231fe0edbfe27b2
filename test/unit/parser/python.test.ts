import { describe, expect, it } from 'vitest';
import { pyRepr } from '../../../src/jinja/values/text.js';
import { readPythonModel } from '../../../src/parser/python/readPythonModel.js';

const read = (body: string) => readPythonModel(`def model(dbt, session):\n${body}`, 'models/m.py', 'm');

describe('Python models, read without running them', () => {
  it('find refs, sources and config', () => {
    const facts = readPythonModel(
      `import pandas as pd  # dbt.ref("comment")
text = """dbt.ref('in a text')"""


def model(dbt, session):
    dbt.config(
        materialized="table", packages=['numpy==1.26', "pandas"],
        meta={"a": 1, 'b': [1.0, -2, None, True], 'c': (1,)},
    )
    a = dbt.ref("a")
    b = dbt.ref("pkg", 'b')
    c = dbt.ref('c', v=2).limit(10)
    d = dbt.source("s" "rc", 't')
    x = dbt.config.get("threshold")
    y = dbt.config.get('other', 3)
    if dbt.is_incremental:
        z = other.dbt.ref("not ours")
    return a
`,
      'models/m.py',
      'm',
    );
    expect(facts.refs).toEqual([
      { name: 'a', package: null, version: null },
      { name: 'b', package: 'pkg', version: null },
      { name: 'c', package: null, version: 2 },
    ]);
    expect(facts.sources).toEqual([['src', 't']]);
    expect(pyRepr(facts.configCalls[0])).toBe(
      "{'materialized': 'table', 'packages': ['numpy==1.26', 'pandas'], 'meta': {'a': 1, 'b': [1.0, -2, None, True], 'c': (1,)}}",
    );
    expect(facts.configCalls[1]).toEqual({
      config_keys_used: ['threshold', 'other'],
      config_keys_defaults: [null, 3],
      meta_keys_used: [],
      meta_keys_defaults: [],
    });
  });

  const MISTAKES: readonly (readonly [body: string, message: RegExp, line: number | undefined])[] = [
    ['    x = dbt.ref(name)\n', /not a literal/, 2],
    ['    x = dbt.ref("a" + "b")\n', /not a literal/, 2],
    ['    x = dbt.ref(f"a{b}")\n', /not a literal/, 2],
    ['    dbt.config(\n        tags=[x for x in y])\n', /not a literal/, 3],
    ['    dbt.source("a")\n', /exactly two arguments/, 2],
    ['    dbt.ref()\n', /one or two arguments/, 2],
    ['    x = "open\n', /does not end/, 2],
  ];
  for (const [body, message, line] of MISTAKES) {
    it(`say what is wrong: ${body.trim()}`, () => {
      let caught: unknown;
      try {
        read(body);
      } catch (error) {
        caught = error;
      }
      expect(caught).toMatchObject({
        message: expect.stringMatching(message),
        place: { file: 'models/m.py', line },
      });
    });
  }

  it('need one function model(dbt, session)', () => {
    expect(() => readPythonModel('x = 1', 'm.py', 'm')).toThrow(/exactly one function/);
    expect(() =>
      readPythonModel('def model(dbt, s):\n  pass\ndef model(dbt, s):\n  pass', 'm.py', 'm'),
    ).toThrow(/has 2/);
    expect(() => readPythonModel('def model(session, dbt):\n  pass', 'm.py', 'm')).toThrow(/not named dbt/);
  });
});
