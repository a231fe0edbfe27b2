import { describe, expect, it } from 'vitest';
import { PyDict } from '../../src/jinja/values/dict.js';
import { callable, PyFloat, PyObject, type Value } from '../../src/jinja/values/types.js';
import { render } from './renderHelpers.js';

class Relation extends PyObject {
  readonly pyType = 'Relation';
  readonly secret = 'not for templates';
  override pyAttr(name: string): Value | undefined {
    const attributes: Record<string, Value> = {
      name: 'orders',
      items: callable('items', () => ['from a method']),
      include: callable('include', (_args, kwargs) => `include ${JSON.stringify(kwargs)}`),
    };
    return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  }
  override pyItem(key: Value): Value | undefined {
    return key === 'name' || key === 'items' ? `item ${key}` : undefined;
  }
  override pyStr(): string {
    return '"db"."orders"';
  }
  override pyKind(): 'mapping' {
    return 'mapping';
  }
  override pyHash(): string {
    return 'orders';
  }
  override pyEquals(other: Value): boolean {
    return other instanceof Relation;
  }
}

describe('records and lists of the host', () => {
  it('are changed in place by templates', async () => {
    const node = { config: { tags: ['a'] as Value[] }, columns: {} as Record<string, Value> };
    await render(
      "{% do node.config.tags.append('b') %}{% do node.config.update({'meta': 1}) %}{% do node.columns.update(x={'n': 2}) %}",
      { node },
    );
    expect(node.config.tags).toEqual(['a', 'b']);
    expect(node.config).toHaveProperty('meta', 1);
    expect(node.columns['x']).toBeInstanceOf(PyDict);
  });

  it('have the dict methods, before their items', async () => {
    const record = { items: 'mine', b: 2 };
    expect(
      await render("{{ r.items() | list }}{{ r['items'] }}{{ r.b }}{{ r.zz is defined }}", { r: record }),
    ).toBe("[('items', 'mine'), ('b', 2)]mine2False");
  });

  it('print like Python', async () => {
    const value = { a: [1, 2.5, null, true, "it's"], b: new PyFloat(1), c: { d: {} } };
    expect(await render('{{ v }}', { v: value })).toBe(
      `{'a': [1, 2.5, None, True, "it's"], 'b': 1.0, 'c': {'d': {}}}`,
    );
  });

  it('equal dicts made by templates', async () => {
    expect(await render("{{ v == {'a': 1} }}{{ {'a': 1} == v }}{{ v == {} }}", { v: { a: 1 } })).toBe(
      'TrueTrueFalse',
    );
  });

  it('take keys that JavaScript treats specially', async () => {
    const record: Record<string, Value> = {};
    await render("{% do r.update({'__proto__': 1}) %}{% do r.setdefault('constructor', 2) %}", { r: record });
    expect(Object.keys(record)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
  });
});

describe('objects of the host', () => {
  it('answer only what they list', async () => {
    const template =
      "{{ r }}|{{ r.name }}|{{ r['name'] }}|{{ r.items() }}|{{ r['items'] }}|{{ r.secret }}|{{ r.pyAttr }}|{{ r is mapping }}|{{ r.include(schema=false) }}";
    expect(await render(template, { r: new Relation() })).toBe(
      '"db"."orders"|orders|item name|[\'from a method\']|item items|||True|include {"schema":false}',
    );
  });

  it('can be dict keys and members of sets by their hash', async () => {
    const template =
      '{{ [r, s] | unique | list | length }}{{ {r: 1}[s] }}{{ r in [s] }}{{ r == s }}{{ r != 1 }}';
    expect(await render(template, { r: new Relation(), s: new Relation() })).toBe('11TrueTrueTrue');
  });
});

describe('values of other kinds', () => {
  it('have no attributes and cannot be called', async () => {
    const opaque = { date: new Date(0), map: new Map([['a', 1]]), raw: () => 'called', regex: /x/ };
    expect(await render('{{ date.getTime }}|{{ map.size }}|{{ raw.name }}|{{ regex.source }}', opaque)).toBe(
      '|||',
    );
    await expect(render('{{ raw() }}', opaque)).rejects.toThrow('not callable');
    await expect(render('{{ date() }}', opaque)).rejects.toThrow('not callable');
  });
});
