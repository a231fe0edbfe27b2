import { describe, expect, it } from 'vitest';
import { createMacroRegistry } from '../../../src/context/macroRegistry.js';
import type { LoadedMacro } from '../../../src/context/types.js';
import { compileMacros } from '../../../src/jinja/engine.js';
import type { Macro } from '../../../src/manifest/types.js';
import type { Package, Project } from '../../../src/project/types.js';

/** Macros of a package, by nothing but their blocks. */
type Sources = Readonly<Record<string, string>>;

interface Layout {
  readonly sources: Sources;
  /** The engine's type and what it inherits from. */
  readonly engine?: readonly [string, string?];
  readonly dispatch?: Project['root']['config']['dispatch'];
}

const BUILTIN = ['dbt_duckdb', 'dbt_postgres', 'dbt'];

/** Packages of the given names; `shop` is the root project. */
function createRegistry({ sources, engine = ['duckdb'], dispatch = [] }: Layout) {
  const packages = Object.keys(sources).map(
    (name) =>
      ({
        name,
        kind: name === 'shop' ? 'root' : BUILTIN.includes(name) ? 'builtin' : 'package',
        config: { dispatch },
      }) as unknown as Package,
  );
  const macros = Object.entries(sources).flatMap(([packageName, source]) =>
    compileMacros(source, { file: `${packageName}.sql` }).map((template): LoadedMacro => {
      const unique_id = `macro.${packageName}.${template.name}`;
      return { template, macro: { name: template.name, package_name: packageName, unique_id } as Macro };
    }),
  );
  const [type, parent] = engine;
  const root = packages.find((entry) => entry.kind === 'root')!;
  const project = { root, packages, target: { plugin: { type, parent } } } as unknown as Project;
  return createMacroRegistry({ project, macros });
}

function macro(...names: string[]): string {
  return names.map((name) => `{% macro ${name}() %}{% endmacro %}`).join('\n');
}

function materialization(...headings: string[]): string {
  return headings.map((heading) => `{% materialization ${heading} %}{% endmaterialization %}`).join('\n');
}

describe('macros by name', () => {
  const registry = createRegistry({
    sources: {
      shop: macro('both', 'only_shop', 'default__run'),
      tools: macro('both', 'only_tools', 'run', 'default__run', 'date_trunc'),
      dbt_duckdb: macro('date_trunc', 'engine'),
      dbt: macro('date_trunc', 'both', 'base', 'engine'),
    },
  });
  const found = (name: string, searchPackage: string) => registry.find(name, searchPackage)?.macro.unique_id;

  it('come from the own package, then the root project, then the built-in ones', () => {
    expect(found('both', 'shop')).toBe('macro.shop.both');
    expect(found('both', 'tools')).toBe('macro.tools.both');
    expect(found('only_shop', 'tools')).toBe('macro.shop.only_shop');
    expect(found('date_trunc', 'tools')).toBe('macro.tools.date_trunc');
    expect(found('base', 'tools')).toBe('macro.dbt.base');
  });

  it('finds what adapters call in any installed package, before the built-in one', () => {
    const called = (name: string) => registry.findForAdapter(name)?.macro.unique_id;
    expect(called('both')).toBe('macro.shop.both');
    expect(called('date_trunc')).toBe('macro.tools.date_trunc');
    expect(called('engine')).toBe('macro.dbt_duckdb.engine');
    expect(called('absent')).toBeUndefined();
  });

  it('of other packages are not found without their package', () => {
    expect(found('only_tools', 'shop')).toBeUndefined();
    expect(registry.findInPackage('tools', 'only_tools')?.macro.unique_id).toBe('macro.tools.only_tools');
  });

  it('of the engine go before those of dbt, and `dbt.` reaches both', () => {
    expect(found('engine', 'shop')).toBe('macro.dbt_duckdb.engine');
    expect(registry.findInPackage('dbt', 'engine')?.macro.unique_id).toBe('macro.dbt_duckdb.engine');
    expect(registry.findInPackage('dbt', 'base')?.macro.unique_id).toBe('macro.dbt.base');
    expect(registry.findInPackage('dbt_duckdb', 'engine')).toBeUndefined();
  });

  it('are listed as they are found', () => {
    expect(registry.packageNames).toEqual(['shop', 'tools']);
    expect([...registry.names('shop')]).not.toContain('only_tools');
    expect([...registry.namesInPackage('tools')]).toContain('only_tools');
  });
});

describe('dispatch', () => {
  const sources = {
    shop: macro('default__a', 'postgres__b'),
    tools: macro(
      'default__a',
      'default__b',
      'default__c',
      'duckdb__c',
      'redshift__d',
      'postgres__d',
      'default__d',
    ),
    dbt_duckdb: '',
    dbt: macro('default__e'),
  };
  const ids = (registry: ReturnType<typeof createRegistry>, name: string, namespace: string | null) =>
    registry.dispatch(name, namespace, 'shop').found?.macro.unique_id;

  it('tries the root project, then the namespace, the engine before default', () => {
    const registry = createRegistry({ sources });
    expect(ids(registry, 'a', 'tools')).toBe('macro.shop.default__a');
    expect(ids(registry, 'b', 'tools')).toBe('macro.tools.default__b');
    expect(ids(registry, 'c', 'tools')).toBe('macro.tools.duckdb__c');
    expect(ids(registry, 'e', 'dbt')).toBe('macro.dbt.default__e');
  });

  it('without a namespace finds what the node finds', () => {
    const registry = createRegistry({ sources });
    expect(ids(registry, 'a', null)).toBe('macro.shop.default__a');
    expect(ids(registry, 'c', null)).toBeUndefined();
    expect(registry.dispatch('c', null, 'shop').attempts).toEqual(['duckdb__c', 'default__c']);
  });

  it('takes the macros that the engine inherits', () => {
    const registry = createRegistry({
      sources: { shop: sources.shop, tools: sources.tools, dbt: sources.dbt },
      engine: ['redshift', 'postgres'],
    });
    expect(ids(registry, 'b', 'tools')).toBe('macro.shop.postgres__b');
    expect(ids(registry, 'd', 'tools')).toBe('macro.tools.redshift__d');
    expect(registry.dispatch('nope', 'tools', 'shop').attempts).toEqual([
      'shop.redshift__nope',
      'shop.postgres__nope',
      'shop.default__nope',
      'tools.redshift__nope',
      'tools.postgres__nope',
      'tools.default__nope',
    ]);
  });

  it('follows the search order of the project', () => {
    const dispatch = [{ macro_namespace: 'tools', search_order: ['absent', 'tools', 'shop'] }];
    const registry = createRegistry({ sources, dispatch });
    expect(ids(registry, 'a', 'tools')).toBe('macro.tools.default__a');
  });
});

// What dbt-core 1.11 used, with a project, a package `tools` and dbt-duckdb, for the same definitions.
describe('materializations', () => {
  const used = (shop: string, tools: string, name: string) =>
    createRegistry({
      sources: {
        shop,
        tools,
        dbt_duckdb: materialization("table, adapter='duckdb'"),
        dbt: materialization('view, default', 'table, default'),
      },
    }).findMaterialization(name)?.macro.unique_id;

  it('of a package do not replace built-in ones', () => {
    const tools = materialization('view, default', 'table, default', "view, adapter='duckdb'");
    expect(used('', tools, 'view')).toBe('macro.dbt.materialization_view_default');
    expect(used('', tools, 'table')).toBe('macro.dbt_duckdb.materialization_table_duckdb');
  });

  it('of the root project replace built-in ones that are as specific', () => {
    const shop = materialization('view, default', 'table, default');
    const tools = materialization("view, adapter='duckdb'");
    expect(used(shop, tools, 'view')).toBe('macro.shop.materialization_view_default');
    expect(used(shop, tools, 'table')).toBe('macro.dbt_duckdb.materialization_table_duckdb');
    expect(used(materialization("table, adapter='duckdb'"), '', 'table')).toBe(
      'macro.shop.materialization_table_duckdb',
    );
  });

  it('of other names are taken from packages, the most specific first', () => {
    expect(used('', materialization('custom, default'), 'custom')).toBe(
      'macro.tools.materialization_custom_default',
    );
    expect(
      used(materialization('custom, default'), materialization("custom, adapter='duckdb'"), 'custom'),
    ).toBe('macro.tools.materialization_custom_duckdb');
    expect(used('', materialization("custom, adapter='postgres'"), 'custom')).toBeUndefined();
  });
});
