import { describe, expect, it } from 'vitest';
import { renderNative } from '../../src/jinja/engine.js';
import { callable, PyObject, type Value } from '../../src/jinja/values/types.js';
import { createContext, render, renderWithMacros } from './renderHelpers.js';

/** A call that is answered a turn later, and notes the order of answers. */
function slowly(log: Value[] = []) {
  return callable('slow', async (args) => {
    await new Promise((resolve) => setImmediate(resolve));
    log.push(args[0]);
    return args[0];
  });
}

class Owner extends PyObject {
  readonly pyType = 'Owner';
  override pyAttr(name: string): Value | undefined {
    return name === 'query' ? slowly() : undefined;
  }
}

describe('calls that have to be waited for', () => {
  it.each([
    ['{{ slow(1) }}{{ slow(2) }}', '12'],
    ['a{{ slow("b") }}c{{ slow("d") ~ slow("e") }}', 'abcde'],
    ['{{ slow(slow(1) + slow(2)) + slow(3) }}', '6'],
    ['{{ slow(1) and slow(2) or slow(3) }}{{ slow(0) or slow("x") }}{{ not slow(0) }}', '2xTrue'],
    ['{{ slow(1) < slow(2) < slow(3) }}{{ slow(1) < slow(0) < zz.y }}', 'TrueFalse'],
    ['{{ slow(1) if slow(true) else slow(2) }}', '1'],
    ['{% if slow(false) %}a{% elif slow(true) %}b{% endif %}', 'b'],
    [
      '{% for i in slow([1, 2]) %}{{ slow(i) }}{{ loop.index }}{{ "," if not loop.last }}{% endfor %}',
      '11,22',
    ],
    ['{% for i in [1, 2, 3] if slow(i) > 1 %}{{ slow(i) }}{% endfor %}', '23'],
    ['{% for i in [1, 2, 3] if slow(i) > 1 %}{{ loop.index }}/{{ loop.length }} {% endfor %}', '1/2 2/2 '],
    ['{% for i in [] %}{% else %}{{ slow("none") }}{% endfor %}', 'none'],
    ['{% for i in [1, [2]] recursive %}{{ loop(i) if i is iterable else slow(i) }}{% endfor %}', '12'],
    ['{% set x = slow(1) %}{% set y %}<{{ slow(x) }}>{% endset %}{{ y }}{{ y | length }}', '<1>3'],
    ['{% set x, y = slow([1, 2]) %}{{ y }}{{ x }}', '21'],
    ['{% set ns = namespace(n=slow(1)) %}{% set ns.n = ns.n + slow(2) %}{{ ns.n }}', '3'],
    [
      '{% filter upper %}a{{ slow("b") }}{% endfilter %}{{ slow("c") | upper | replace("C", slow("d")) }}',
      'ABd',
    ],
    [
      '{{ [slow(1), {"k": slow(2)}, (slow(3),)] }}{{ [1, 2, 3][slow(1):] }}{{ {"a": 5}[slow("a")] }}',
      "[1, {'k': 2}, (3,)][2, 3]5",
    ],
    [
      '{{ slow(4) is divisibleby slow(2) }}{{ slow(3) in slow([3]) }}{{ -slow(1) }}{{ slow({"a": 1}).a }}',
      'TrueTrue-11',
    ],
    ['{{ owner.query("q") }}{{ slow("a,b").split(slow(",")) }}', "q['a', 'b']"],
    [
      '{% macro m(a, b=slow(2)) %}{{ slow(a) }}{{ b }}{{ caller() if caller }}{% endmacro %}{{ m(1) }}{{ m(1, 3) }}',
      '1213',
    ],
    [
      '{% macro m() %}[{{ caller(slow(1)) }}]{% endmacro %}{% call(x) m() %}{{ slow(x) }}{% endcall %}',
      '[1]',
    ],
    ['{% macro m() %}{{ return(slow([1])) }}{% endmacro %}{{ m()[0] + 1 }}', '2'],
    [
      '{% with x = slow(1) %}{{ x }}{% endwith %}{% do slow(1) %}{{ slow(*[1]) }}{{ f(**slow({"a": 7})) }}',
      '117',
    ],
    ['{% for i in [1, 2, 3] %}{% if slow(i) == 2 %}{% continue %}{% endif %}{{ i }}{% endfor %}', '13'],
    ['{% for i in [1, 2, 3] %}{% if slow(i) == 2 %}{% break %}{% endif %}{{ i }}{% endfor %}', '1'],
  ])('%s', async (template, expected) => {
    const f = callable('f', (_args, kwargs) => kwargs['a']);
    expect(await render(template, { slow: slowly(), owner: new Owner(), f }, { mode: 'async' })).toBe(
      expected,
    );
  });

  it('happen one after the other, in the order of the text', async () => {
    const log: Value[] = [];
    const template =
      '{{ slow(1) }}{% for i in [2, 3] %}{{ slow(i) }}{% endfor %}{{ f(slow(4), x=slow(5)) }}{{ slow(6) }}';
    const f = callable('f', () => '');
    await render(template, { slow: slowly(log), f }, { mode: 'async' });
    expect(log).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('leave the rest of the template untouched after an error', async () => {
    const log: Value[] = [];
    const outcome = render('{{ slow(1) }}{{ zz.y }}{{ slow(2) }}', { slow: slowly(log) }, { mode: 'async' });
    await expect(outcome).rejects.toThrow("'zz' is undefined");
    expect(log).toEqual([1]);
  });

  it('keep renders apart that run at the same time', async () => {
    const macros = '{% macro m(n) %}{% set x = n %}{{ slow(x) }}{{ slow(x) }}{{ x }}{% endmacro %}';
    const renders = Array.from({ length: 20 }, (_, i) =>
      renderWithMacros(
        macros,
        `{% set v = ${i} %}{{ m(v) }}{{ slow(v) }}{{ v }}`,
        { slow: slowly() },
        { mode: 'async' },
      ),
    );
    expect(await Promise.all(renders)).toEqual(Array.from({ length: 20 }, (_, i) => String(i).repeat(5)));
  });

  it('give native values too', async () => {
    const context = createContext({ slow: slowly() }, { mode: 'async' });
    expect(await renderNative('{{ slow([1, 2]) }}', context, { file: 'm.yml' })).toEqual([1, 2]);
    expect(await renderNative('{{ slow(1) }}x', context, { file: 'm.yml' })).toBe('1x');
  });
});
