import { describe, expect, it } from 'vitest';
import { compileMacros } from '../../src/jinja/engine.js';
import type { MacroTemplate, RenderContext } from '../../src/jinja/types.js';
import { callable, NO_KWARGS } from '../../src/jinja/values/types.js';
import { createContext, createMacroContext, render } from './renderHelpers.js';

const FILE = { file: 'macros/m.sql' };

function only(source: string): MacroTemplate {
  const [macro, ...rest] = compileMacros(source, FILE);
  expect(rest).toEqual([]);
  return macro!;
}

describe('compileMacros', () => {
  it('registers blocks under the names dbt gives them', () => {
    const macros = compileMacros(
      `text outside
{% macro plain() %}{% endmacro %}
{% materialization my_table, default %}{% endmaterialization %}
{% materialization my_table, adapter='duckdb', supported_languages=['sql', 'python'] %}{% endmaterialization %}
{% test positive(model, column_name) %}{% endtest %}
{% data_test small(model) %}{% enddata_test %}
{% docs ignored %}{% enddocs %}`,
      FILE,
    );
    expect(macros.map(({ name, kind, supportedLanguages }) => [name, kind, supportedLanguages])).toEqual([
      ['plain', 'macro', undefined],
      ['materialization_my_table_default', 'materialization', ['sql']],
      ['materialization_my_table_duckdb', 'materialization', ['sql', 'python']],
      ['test_positive', 'test', undefined],
      ['test_small', 'test', undefined],
    ]);
    expect(macros.map(({ place }) => [place.line, place.column])).toEqual([
      [2, 1],
      [3, 1],
      [4, 1],
      [5, 1],
      [6, 1],
    ]);
  });

  it('keeps the text of the block and its arguments with annotations', () => {
    const source = '{% macro m(a, b: str, c: Dict[str, List[int]] = none) -%} x {%- endmacro %}';
    const macro = only(`\n  ${source} tail`);
    expect(macro.source).toBe(source);
    expect(macro.place).toEqual({ file: 'macros/m.sql', line: 2, column: 3 });
    expect(macro.arguments).toEqual([
      { name: 'a', annotation: undefined, hasDefault: false },
      { name: 'b', annotation: 'str', hasDefault: false },
      { name: 'c', annotation: 'Dict[str, List[int]]', hasDefault: true },
    ]);
  });

  it('leaves the whitespace at the ends of the file out, as dbt strips files', () => {
    const [first, second] = compileMacros(
      '\n\n{%- macro a() -%}x{%- endmacro -%}\n\n{%- macro b() -%}y{%- endmacro -%}\n',
      FILE,
    );
    expect(first!.source).toBe('{%- macro a() -%}x{%- endmacro -%}\n\n');
    expect(first!.place).toEqual({ file: 'macros/m.sql', line: 3, column: 1 });
    expect(second!.source).toBe('{%- macro b() -%}y{%- endmacro -%}');
  });

  it('finds the macros that are called in plain sight', () => {
    const macro = only(`{% macro m() %}
      {{ a() }}{{ pkg.b(1) }}{{ a(2) }}{{ x.y.z() }}{{ f()() }}{{ context['d']() }}
      {{ adapter.dispatch('e', 'pkg')() }}{{ adapter.dispatch('f')(1) }}
      {{ adapter.dispatch(macro_name='g', macro_namespace='ns')() }}
      {{ adapter.dispatch('h', packages=ns())() }}{{ adapter.dispatch(name)() }}{{ adapter.get_relation() }}
      {% call wrapped() %}{{ inside() }}{% endcall %}{% set q = [in_list(), {'k': in_dict()}] %}
      {% if cond() %}{% for i in items() if test() %}{{ i | filtered(arg()) }}{% endfor %}{% endif %}
    {% endmacro %}`);
    const names = macro.calls.map(({ name, package: from, dispatch }) =>
      [dispatch ? 'dispatch' : '', from ?? '', name].filter(Boolean).join(' '),
    );
    expect(new Set(names)).toEqual(
      new Set([
        'a',
        'pkg b',
        'f',
        'dispatch pkg e',
        'dispatch f',
        'dispatch ns g',
        'dispatch h',
        'ns',
        'wrapped',
        'inside',
        'in_list',
        'in_dict',
        'cond',
        'items',
        'test',
        'arg',
      ]),
    );
  });

  it('tells of tags outside of the blocks, which are ignored', () => {
    const tags: [string, number | undefined][] = [];
    const source =
      '{% set x = 1 %}\n{% macro a() %}{% set y = 2 %}{% endmacro %}\n{% if x %}{% endif %}{# {% set %} #}{% docs d %}{% enddocs %}';
    compileMacros(source, { ...FILE, onUnexpectedTag: (name, place) => tags.push([name, place.line]) });
    expect(tags).toEqual([
      ['set', 1],
      ['if', 3],
      ['endif', 3],
      ['docs', 3],
      ['enddocs', 3],
    ]);
  });

  it.each([
    ['{% macro a() %}{% if x %}{% endmacro %}', 1, 29],
    ['\n{% macro a( %}{% endmacro %}', 2, 14],
    ['{% macro a() %}\n  {{ 1 + }}\n{% endmacro %}', 2, 10],
    ['{% macro a() %}\n  text {{ "é" | upper } }}\n{% endmacro %}', 2, 23],
    ['{% materialization a, adapter=x %}{% endmaterialization %}', 1, 31],
  ])('gives the place of a mistake in %j', (source, line, column) => {
    expect(() => compileMacros(source, FILE)).toThrowError(
      expect.objectContaining({ place: { file: 'macros/m.sql', line, column } }),
    );
  });
});

describe('calling macros from the host', () => {
  it('gives text synchronously, and a promise only when something waits', async () => {
    const source =
      "{% macro m(a, b='z') %}{{ a }}{{ b }}{% endmacro %}{% macro w() %}{{ wait() }}!{% endmacro %}";
    const sync = createMacroContext(source, {}, { mode: 'sync' });
    expect(sync.lookup('m')([1], NO_KWARGS)).toBe('1z');
    expect(sync.lookup('m')([], { a: 1, b: 2 })).toBe('12');
    const wait = callable('wait', async () => 'waited');
    const later = createMacroContext(source, { wait }, { mode: 'async' });
    expect(await later.lookup('w')([], NO_KWARGS)).toBe('waited!');
  });

  it('tells the context which macros are entered', () => {
    const entered: string[] = [];
    const source = '{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{% endmacro %}';
    const names = new Map();
    const context: RenderContext = {
      ...createContext(),
      lookup: (name) => names.get(name),
      onMacroCall: (macro) => entered.push(macro.name),
    };
    for (const macro of compileMacros(source, FILE)) names.set(macro.name, macro.bind(context));
    names.get('a')([], NO_KWARGS);
    expect(entered).toEqual(['a', 'b']);
  });

  it('stops endless recursion and names the cycle', async () => {
    const source = `{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ c() }}{% endmacro %}
{% macro c() %}{{ b() }}{% endmacro %}`;
    for (const mode of ['sync', 'async'] as const) {
      const { lookup } = createMacroContext(source, {}, { mode });
      const outcome = (async () => lookup('a')([], NO_KWARGS))();
      await expect(outcome).rejects.toThrowError(/macro recursion is too deep .*: (b -> c -> b|c -> b -> c)/);
      await expect((async () => lookup('a')([], NO_KWARGS))()).rejects.toMatchObject({ kind: 'compilation' });
    }
  });

  it('allows the depth that dbt allows', async () => {
    const source = '{% macro f(n) %}{% if n <= 0 %}0{% else %}{{ f(n - 1) }}{% endif %}{% endmacro %}';
    const { lookup } = createMacroContext(source);
    expect(lookup('f')([140], NO_KWARGS)).toBe('0');
  });

  it('counts depth again after an error', () => {
    const context = createMacroContext(
      '{% macro f() %}{{ nope.x }}{% endmacro %}{% macro ok() %}ok{% endmacro %}',
    );
    for (let i = 0; i < 300; i++)
      expect(() => context.lookup('f')([], NO_KWARGS)).toThrow("'nope' is undefined");
    expect(context.lookup('ok')([], NO_KWARGS)).toBe('ok');
  });
});

describe('macros of a template', () => {
  it('are called by name and see the names around them', async () => {
    expect(await render('{% set x = 1 %}{% macro m() %}{{ x }}{% endmacro %}{{ m() }}')).toBe('1');
  });

  it('may return values', async () => {
    const template = '{% macro m() %}{{ return([1, 2]) }}{% endmacro %}{{ m()[1] }}';
    expect(await render(template)).toBe('2');
    expect(await render(template, {}, { mode: 'async' })).toBe('2');
  });

  it('a return outside of them is an error', async () => {
    await expect(render('{{ return(1) }}')).rejects.toMatchObject({
      message: 'return() was called outside of a macro',
      place: { file: 'models/t.sql', line: 1, column: 4 },
    });
  });
});
