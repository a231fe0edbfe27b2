import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorsOf } from '../../../src/errors/error.js';
import type { Value } from '../../../src/jinja/values/types.js';
import { type ConfigResource, defaultConfig, misspeltConfigKeys } from '../../../src/manifest/configKeys.js';
import {
  type ConfigLayer,
  findConfigLayers,
  mergeConfigCalls,
  mergeConfigLayers,
  unusedConfigPaths,
} from '../../../src/manifest/configMerge.js';
import type { ResourceBlock } from '../../../src/project/types.js';
import { parseYaml } from '../../../src/project/yaml.js';
import { load, projectFolder } from './projectFolder.js';

interface Case {
  readonly name: string;
  readonly resource: ConfigResource;
  readonly block: ResourceBlock;
  readonly fqn: readonly string[];
  readonly project: string;
  readonly properties?: string;
  readonly calls?: readonly Record<string, Value>[];
  readonly config?: unknown;
  readonly unrendered?: unknown;
  /** dbt's last line. */
  readonly error?: string;
}

const cases = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/config.json'), 'utf8')) as Case[];

function merge({ resource, block, fqn, project, properties, calls }: Case) {
  const folder = projectFolder({ 'dbt_project.yml': `name: p\n${project}` });
  const loaded = load(folder);
  if (loaded.project === undefined) throw loaded.errors[0];
  const { root } = loaded.project;
  const layers = findConfigLayers(loaded.project, root, block, fqn);
  const own: ConfigLayer[] = [];
  if (properties) own.push({ values: parseYaml(properties, 'p.yml').value });
  if (calls) own.push({ values: mergeConfigCalls(resource, calls) });
  return mergeConfigLayers(resource, [...layers.own, ...own, ...layers.root]);
}

/** As manifest.json has it. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** dbt loses a hook that is given to a test; here it stays, as any unknown key does. */
const KEPT_HERE = 'test pre_hook: x';

describe('merged config', () => {
  it.each(
    cases.filter((each) => each.error === undefined && each.name !== KEPT_HERE),
  )('$name: as dbt merges it', (each) => {
    const merged = merge(each);
    expect(asJson(merged.config)).toEqual(each.config);
  });

  it.each(
    cases.filter((each) => each.error === undefined && each.calls === undefined),
  )('$name: unrendered as dbt has it', (each) => {
    expect(asJson(merge(each).unrendered)).toEqual(each.unrendered);
  });

  it.each(cases.filter((each) => each.error !== undefined))('$name: refused, with its place', (each) => {
    const [error] = errorsOf(catching(() => merge(each)));
    expect(error).toMatchObject({ kind: 'parse' });
    const key = /(?:\+|^)(?:models:|\s)*(\w[\w-]*):/m.exec(each.project.split('+')[1] ?? '')?.[1];
    if (each.project !== '') {
      expect(error!.message).toContain(key!.replace('_hook', '-hook'));
      expect(error!.place).toMatchObject({ file: 'dbt_project.yml', line: 4 });
    }
  });
});

function catching(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('the table', () => {
  it.each(
    cases.filter(({ name }) => name.startsWith('defaults of') && !name.endsWith('snapshot')),
  )('$name are in the order of manifest.json', ({ resource, config }) => {
    expect(JSON.stringify(defaultConfig(resource))).toBe(JSON.stringify(config));
  });

  it('gives each node its own lists', () => {
    const one = defaultConfig('model');
    one['tags'].push('x');
    one['docs'].show = false;
    expect(defaultConfig('model')).toMatchObject({ tags: [], docs: { show: true } });
  });

  it('tells misspelt keys from own ones', () => {
    expect(
      misspeltConfigKeys('model', ['materialised', 'tags', 'pre_hook', 'my_own_key', 'unique_keys']),
    ).toEqual([
      { key: 'materialised', hint: "Did you mean 'materialized'?" },
      { key: 'unique_keys', hint: "Did you mean 'unique_key'?" },
    ]);
  });
});

describe('layers', () => {
  const q = {
    'dbt_packages/q/dbt_project.yml':
      'name: q\nmodels: {q: {+materialized: table, +tags: [qt], +meta: {a: 1}}}\n',
  };
  const rootFile =
    'name: p\nmodels:\n  +tags: everywhere\n  q:\n    +materialized: view\n    +tags: [rt]\n    +meta: {b: 2}\n' +
    '    sub: {+schema: rs, qn: {+materialized: incremental}}\n';

  it('lets the root project override an installed package, as dbt does', () => {
    const { project } = load(projectFolder({ 'dbt_project.yml': rootFile, ...q }));
    const owner = project!.packages.find((each) => each.name === 'q')!;
    const { own, root } = findConfigLayers(project!, owner, 'models', ['q', 'sub', 'qn']);
    const file: ConfigLayer = { values: { materialized: 'ephemeral', tags: 'file', schema: 'fs' } };
    const { config, unrendered } = mergeConfigLayers('model', [...own, file, ...root]);
    // dbt-core 1.11's manifest for this project and such a file.
    expect(config).toMatchObject({
      materialized: 'incremental',
      schema: 'rs',
      tags: ['qt', 'file', 'everywhere', 'rt'],
      meta: { a: 1, b: 2 },
    });
    expect(unrendered).toEqual({ materialized: 'ephemeral', tags: 'file', meta: { b: 2 }, schema: 'fs' });
  });

  it('lists paths that no resource uses', () => {
    const text =
      'name: p\nmodels:\n  q: {+meta: {a: 1}}\n  r: {}\n  s: {t: {u: {+tags: x}}, +tags: y}\n' +
      "  p: {sub: {zz: {+enabled: false}, a: {}}, '+ tags': k, other: {meta: {c: 1}}}\n  w: {x: {}}\n";
    const { project } = load(projectFolder({ 'dbt_project.yml': text }));
    const unused = unusedConfigPaths(project!, { models: [['p', 'sub', 'a']] });
    expect(unused.sort()).toEqual([
      'models.p.other.meta',
      'models.p.sub.zz',
      'models.q',
      'models.s',
      'models.s.t.u',
    ]);
  });
});
