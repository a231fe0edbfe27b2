import { describe, expect, it } from 'vitest';
import { XformError } from '../../src/errors/error.js';
import { compileTemplate } from '../../src/jinja/engine.js';
import { callable } from '../../src/jinja/values/types.js';
import { createContext, recordedVariables, render, renderWithMacros } from './renderHelpers.js';

async function errorOf(outcome: Promise<unknown>): Promise<XformError> {
  const reason = await outcome.then(
    (value) => expect.fail(`gave ${JSON.stringify(value)}`),
    (thrown: unknown) => thrown,
  );
  expect(reason).toBeInstanceOf(XformError);
  return reason as XformError;
}

describe('places', () => {
  it.each([
    ['{{ foo.bar }}', 1, 8],
    ['a\n  {{ foo() }}', 2, 6],
    ['{% if true %}\n{{ 1 + none }}{% endif %}', 2, 6],
    ["{{ x\n  | map('nope') | list }}", 2, 5],
    ['{% for i in 5 %}{% endfor %}', 1, 13],
    ['{% set a, b = [1] %}', 1, 8],
    ['{{ d.a.b.c }}', 1, 10],
    ["{{ d['z'].y }}", 1, 11],
    ['{{ "a" ~ (1 < "b") }}', 1, 13],
    ['{% set ns = 1 %}{% set ns.x = 2 %}', 1, 24],
    ['{{ f(1,\n     zz.y) }}', 2, 9],
    ['{% filter indent %}{% endfilter %}{{ 5 | indent }}', 1, 42],
    ['😀{{ zz.y }}', 1, 9],
    ['{# x\n #}{{ zz.y }}', 2, 10],
    ['{% set a %}\n\n{{ zz.y }}{% endset %}', 3, 7],
    ['x\r\ny\r\n{{ zz.y }}', 3, 7],
    ['{{ range(1, 2,\n 0) }}', 1, 4],
  ])('%j fails at %i:%i', async (template, line, column) => {
    for (const mode of ['sync', 'async'] as const) {
      const error = await errorOf(render(template, recordedVariables(), { mode }));
      expect(error.place).toEqual({ file: 'models/t.sql', line, column });
    }
  });

  it('count from where the text starts in its file', async () => {
    const template = compileTemplate('a {{ zz.y }}\n{{ 1 }}', {
      file: 'f.sql',
      start: { line: 7, column: 5 },
    });
    expect(() => template.renderSync(createContext())).toThrowError(
      expect.objectContaining({ place: { file: 'f.sql', line: 7, column: 13 } }),
    );
    expect(() =>
      compileTemplate('a\n{{ ! }}', { file: 'f.sql', start: { line: 7, column: 5 } }),
    ).toThrowError(expect.objectContaining({ place: { file: 'f.sql', line: 8, column: 4 } }));
  });
});

describe('the macro stack', () => {
  const macros = `{% macro outer(x) %}
  {{ inner(x) }}
{% endmacro %}
{% macro inner(x) %}{{ x.y.z }}{% endmacro %}
{% macro wrap() %}<{{ caller() }}>{% endmacro %}`;

  it('lists the macros innermost first, each with where it was, and the template last', async () => {
    for (const mode of ['sync', 'async'] as const) {
      const error = await errorOf(renderWithMacros(macros, 'select\n  {{ outer({}) }}', {}, { mode }));
      expect(error.message).toBe("'dict object' has no attribute 'y'");
      expect(error.place).toEqual({ file: 'macros/m.sql', line: 4, column: 28 });
      expect(error.macroStack).toEqual([
        { macro: 'inner', place: { file: 'macros/m.sql', line: 4, column: 28 } },
        { macro: 'outer', place: { file: 'macros/m.sql', line: 2, column: 6 } },
      ]);
      expect(error.calledFrom).toEqual({ file: 'models/t.sql', line: 2, column: 6 });
    }
  });

  it('places an error of a call block in the block, below the macro that ran it', async () => {
    const error = await errorOf(renderWithMacros(macros, '{% call wrap() %}\n{{ zz.y }}{% endcall %}'));
    expect(error.place).toEqual({ file: 'models/t.sql', line: 2, column: 7 });
    expect(error.macroStack).toEqual([
      { macro: 'wrap', place: { file: 'macros/m.sql', line: 5, column: 23 } },
    ]);
  });

  it('places wrong arguments where the macro is called', async () => {
    const error = await errorOf(renderWithMacros(macros, 'a\n{{ inner(1, 2) }}'));
    expect(error.message).toBe("macro 'inner' takes not more than 1 argument(s)");
    expect(error.place).toEqual({ file: 'models/t.sql', line: 2, column: 4 });
    expect(error.macroStack).toEqual([]);
  });
});

describe('errors of host functions', () => {
  it('get the place of the call', async () => {
    const fail = callable('fail', () => {
      throw new XformError('database', 'no such table', { hint: 'Create it.' });
    });
    const error = await errorOf(
      renderWithMacros('{% macro m() %}{{ fail() }}{% endmacro %}', '{{ m() }}', { fail }),
    );
    expect(error).toMatchObject({
      kind: 'database',
      message: 'no such table',
      hint: 'Create it.',
      place: { file: 'macros/m.sql', line: 1, column: 19 },
      macroStack: [{ macro: 'm' }],
    });
  });

  it('keep a place of their own', async () => {
    const place = { file: 'seeds/a.csv', line: 3 };
    const fail = callable('fail', async () => {
      throw new XformError('runtime', 'bad row', { place });
    });
    const error = await errorOf(render('{{ fail() }}', { fail }, { mode: 'async' }));
    expect(error.place).toEqual(place);
  });

  it('of other kinds are internal, with their cause', async () => {
    const cause = new Error('driver broke');
    const fail = callable('fail', () => {
      throw cause;
    });
    const error = await errorOf(render('{{ fail() }}', { fail }));
    expect(error).toMatchObject({
      kind: 'internal',
      message: 'driver broke',
      cause,
      place: { line: 1, column: 4 },
    });
  });
});

describe('messages', () => {
  it.each([
    ['{{ cents_to_dolars(1) }}', "'cents_to_dolars' is undefined", "Did you mean 'cents_to_dollars'?"],
    ['{{ unknown_macro() }}', "'unknown_macro' is undefined", expect.stringContaining('xform deps')],
    ['{{ none.table }}{{ none.table.columns }}', "'None' has no attribute 'table'", undefined],
    ['{{ x | uper }}', "No filter named 'uper'.", "Did you mean 'upper'?"],
    ['{{ x is strin }}', "No test named 'strin'.", "Did you mean 'string'?"],
    ['{{ a && b }}', "unexpected char '&'", "Write 'and' instead of '&&'."],
    [
      '{% if x = 1 %}{% endif %}',
      "expected end of statement block '%}', got '='",
      expect.stringContaining('=='),
    ],
    [
      '{% if x %}',
      "unexpected end of template: the block 'if' is not closed",
      expect.stringContaining("'endif'"),
    ],
    [
      '{% macro m(a, b) %}{% endmacro %}{{ m(c=1) }}',
      "macro 'm' takes no keyword argument 'c'",
      'Its parameters are: a, b.',
    ],
    ["{{ ['a'] + 'b' }}", 'can only concatenate list (not "str") to list', undefined],
  ])('%s', async (template, message, hint) => {
    const cents_to_dollars = callable('cents_to_dollars', () => '');
    const error = await errorOf(render(template, { x: 1, cents_to_dollars }));
    expect(error.message).toBe(message);
    if (hint === undefined) expect(error.hint).toBeUndefined();
    else expect(error.hint).toEqual(hint);
  });
});
