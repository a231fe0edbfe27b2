import { describe, expect, it } from 'vitest';
import { XformError } from '../../src/errors/error.js';
import { callable } from '../../src/jinja/values/types.js';
import { render } from './renderHelpers.js';

const variables = () => ({ plain: { a: 1, list: [1] }, f: callable('f', () => 1) });

describe('the inside of JavaScript', () => {
  it.each([
    '{{ plain.constructor }}{{ plain["constructor"] }}{{ plain.__proto__ }}{{ plain.hasOwnProperty }}{{ plain.toString }}',
    '{{ plain.list.constructor }}{{ plain.list.map }}{{ plain.list.length }}{{ "".constructor }}{{ (5).toFixed }}',
    '{{ f.constructor }}{{ f.call }}{{ f.apply }}{{ f.bind }}{{ f.prototype }}{{ range.constructor }}{{ "a".upper.constructor }}',
    '{{ process }}{{ globalThis }}{{ require }}{{ Function }}{{ Object }}{{ R }}{{ K }}{{ U }}{{ C }}{{ this }}',
    "{{ '{0.constructor}{0.__class__}{0[constructor]}'.format(plain) }}{{ plain | attr('constructor') }}{{ plain | attr('__proto__') }}",
    '{{ namespace().constructor }}{{ dict.constructor }}{{ loop }}{{ {}.__proto__ }}{{ [].__proto__ }}',
  ])('is out of reach: %s', async (template) => {
    expect(await render(template, variables())).toBe('');
  });

  it('is not changed by templates', async () => {
    await render(
      "{% do plain.update({'__proto__': {'polluted': 1}}) %}{% set x = dict(__proto__={'polluted': 1}) %}",
      variables(),
    );
    await render(
      "{% set ns = namespace(__proto__={'polluted': 1}) %}{% set ns.__proto__ = {'polluted': 1} %}",
      variables(),
    );
    await render(
      "{% macro m() %}{{ kwargs.polluted }}{% endmacro %}{{ m(__proto__={'polluted': 1}) }}",
      variables(),
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(await render('{{ {}.polluted is defined }}{{ plain.polluted is defined }}', variables())).toBe(
      'FalseFalse',
    );
  });

  it('is not reached by text that looks like code', async () => {
    const nasty = '`$' + '{1}` \' " \\ */ </script> \u2028 $' + '{process.exit()} });';
    expect(await render(`${nasty}{{ "x" }}`, {})).toBe(`${nasty}x`);
    expect(await render('{% set q = \'"];process.exit();["\' %}{{ q }}', {})).toBe('"];process.exit();["');
    expect(await render('{{ {"a\\"];x": 1} }}', {})).toBe(`{'a"];x': 1}`);
  });
});

describe('runaway templates', () => {
  it.each([
    "{{ 'a' * 10**9 }}",
    "{{ 'a'.center(10**9) }}{{ 'a'.ljust(10**9) }}",
    "{{ 'a'.zfill(10**9) }}",
    "{{ '\\t'.expandtabs(10**9) }}",
    "{{ '%999999999d' % 1 }}",
    "{{ '%.999999999f' % 1 }}",
    "{{ '{:999999999}'.format(1) }}",
    "{{ 'a' | center(10**9) }}",
    "{{ 'a\\nb' | indent(10**9) }}",
    "{{ ('a' * 10000000).replace('a', 'bbbbbbbbbb') }}",
    "{% set ns = namespace(x='ab') %}{% for i in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
    '{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = ns.x + ns.x %}{% endfor %}',
    '{% set x = [1] %}{% for i in range(60) %}{% do x.extend(x) %}{% endfor %}',
    '{% set ns = namespace(x=10) %}{% for i in range(60) %}{% set ns.x = ns.x * ns.x %}{% endfor %}',
    '{{ [0] * 10**9 }}',
    '{{ 2 ** (10**9) }}',
    '{{ range(10**9) }}',
    '{% for i in [[]] recursive %}{{ loop([i]) }}{% endfor %}',
    '{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}',
    '{% set a = [] %}{% set b = [] %}{% do a.append(b) %}{% do b.append(a) %}{{ a == b }}',
  ])('end with an error: %s', async (template) => {
    for (const mode of ['sync', 'async'] as const) {
      const error = await render(template, {}, { mode }).then(
        (value) => expect.fail(`gave ${value.length} characters`),
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(XformError);
      expect((error as XformError).kind).toBe('compilation');
    }
  });

  it.each([
    ['brackets', `{{ ${'('.repeat(5000)}1${')'.repeat(5000)} }}`],
    ['operators', `{{ 1${' + 1'.repeat(20000)} }}`],
    ['blocks', `${'{% if 1 %}'.repeat(5000)}${'{% endif %}'.repeat(5000)}`],
  ])('with too many %s are refused', async (_what, template) => {
    await expect(render(template)).rejects.toMatchObject({
      kind: 'compilation',
      place: { file: 'models/t.sql' },
    });
  });

  it.each([
    ['striptags of many brackets', "{{ ('<' * 100000) | striptags | length }}"],
    ['a number with many underscores', "{{ ('1_' * 50000) | float }}{{ ('1_' * 50000 ~ 'x') | int }}"],
    ['a format with many brackets', "{{ ('%(' * 100000) | length }}{{ ('{' * 100000) | length }}"],
    [
      'trimming long whitespace',
      "{{ (' ' * 200000 ~ 'x') | trim }}{{ ('x' ~ ' ' * 200000 ~ 'x') | trim | length }}",
    ],
    ['words of a long text', "{{ ('a ' * 100000) | wordcount }}{{ ('a' * 200000) | title | length }}"],
  ])('of texts stay linear: %s', async (_name, template) => {
    // What is not linear runs into the time limit of the test.
    expect(await render(template)).toBeDefined();
  });
});
