import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PyDict } from '../../../src/jinja/values/dict.js';
import { PyFloat, PyTuple } from '../../../src/jinja/values/types.js';
import { writeManifest } from '../../../src/manifest/artifact.js';
import { genericTestHash, genericTestName } from '../../../src/manifest/genericTestName.js';
import { jsonText } from '../../../src/manifest/jsonText.js';
import { readManifest } from '../../../src/manifest/readManifest.js';
import { createResolver } from '../../../src/manifest/resolver.js';
import type { Flags } from '../../../src/project/types.js';
import { createProject } from './support.js';

const folder = mkdtempSync(join(tmpdir(), 'xform-manifest-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('JSON of values', () => {
  it('keeps what Python would write', () => {
    const value = {
      float: new PyFloat(1),
      fraction: 0.5,
      big: 123456789012345678901n,
      tuple: PyTuple.fromArray<number | string>([1, 'a']),
      dict: new PyDict([
        [1, 'one'],
        ['b', null],
      ]),
      text: 'a "b"\n\\ é \u{1f600}',
      gone: undefined,
      nan: Number.NaN,
    };
    expect(jsonText(value)).toBe(
      '{"float":1.0,"fraction":0.5,"big":123456789012345678901,"tuple":[1,"a"],"dict":{"1":"one","b":null},' +
        '"text":"a \\"b\\"\\n\\\\ é 😀","nan":null}',
    );
  });
});

describe('manifest.json', () => {
  it('is written in one step and read again', () => {
    const project = createProject({
      'models/a.sql': 'select 1',
      'models/b.sql': "select * from {{ ref('a') }}",
    });
    const parsed = project.parse();
    writeManifest(parsed, join(folder, 'deep', 'target'));
    project.remove();
    expect(readdirSync(join(folder, 'deep', 'target'))).toEqual(['manifest.json', 'semantic_manifest.json']);
    const read = readManifest(join(folder, 'deep', 'target', 'manifest.json'));
    expect(Object.keys(read.nodes)).toEqual(['model.p.a', 'model.p.b']);
    expect(read.nodes['model.p.b']!.raw_code).toBe("select * from {{ ref('a') }}");
  });

  it('of an older version is brought up to date', () => {
    const path = join(folder, 'old.json');
    const node = { unique_id: 'model.p.a', raw_sql: 'select 1', refs: [['a'], ['p', 'b']] };
    const schema = 'https://schemas.getdbt.com/dbt/manifest/v6.json';
    writeFileSync(
      path,
      JSON.stringify({ metadata: { dbt_schema_version: schema }, nodes: { 'model.p.a': node } }),
    );
    expect(readManifest(path).nodes['model.p.a']).toMatchObject({
      raw_code: 'select 1',
      refs: [
        { name: 'a', package: null, version: null },
        { name: 'b', package: 'p', version: null },
      ],
    });
  });

  for (const [title, text] of [
    ['no JSON', '{'],
    ['another file', '{}'],
    ['a version that is too old', '{"metadata": {"dbt_schema_version": "x/manifest/v2.json"}}'],
  ] as const) {
    it(`that is ${title} is refused with its path`, () => {
      const path = join(folder, 'bad.json');
      writeFileSync(path, text);
      expect(() => readManifest(path)).toThrow(path);
    });
  }

  it('that is not there is refused', () => {
    expect(() => readManifest(join(folder, 'nowhere.json'))).toThrow(/nowhere\.json/);
  });

  it('cannot be written where a file stands in the way', () => {
    const project = createProject({ 'models/a.sql': 'select 1' });
    const parsed = project.parse();
    project.remove();
    writeFileSync(join(folder, 'file'), '');
    expect(() => writeManifest(parsed, join(folder, 'file', 'target'))).toThrow(/Cannot write/);
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('');
  });
});

describe('names of generic tests', () => {
  // Recorded from dbt-core 1.11.
  it('are cut and hashed as dbt does', () => {
    expect(
      genericTestName('source_accepted_values', 'erp_orders', {
        column_name: '"Status"',
        values: ['placed', 'shipped', 'completed'],
      }),
    ).toEqual({
      full: 'source_accepted_values_erp_orders__Status___placed__shipped__completed',
      short: 'source_accepted_values_erp_ord_12be1e29a8f5c908578640fd5cd408d6',
    });
    expect(
      genericTestName('accepted_values', 'a', {
        column_name: 'id',
        values: ['a', 'b b', "c'c", 'é', 1, new PyFloat(2), '1e3', true],
        quote: true,
      }).full,
    ).toBe('accepted_values_a_id__True__a__b_b__c_c_____1__2_0__1e3__True');
  });

  it("end in dbt's hash", () => {
    const kwargs = {
      values: [1, 2, 3],
      quote: false,
      column_name: 'amount',
      model: "{{ get_where_subquery(ref('stg_payments')) }}",
    };
    expect(
      genericTestHash('accepted_values_stg_payments_amount__False__1__2__3', {
        name: 'accepted_values',
        kwargs,
        namespace: null,
      }),
    ).toBe('6b015fb33a');
  });
});

describe('the order in which packages are searched', () => {
  const project = createProject({
    'packages.yml': 'packages: [{local: dbt_packages/lib}]\n',
    'models/x.sql': 'select 1',
    'models/d.sql': '{{ config(enabled=false) }}select 1',
    'dbt_packages/lib/dbt_project.yml': 'name: lib\nmodels: {lib: {+schema: lib}}\n',
    'dbt_packages/lib/models/x.sql': 'select 2',
    'dbt_packages/lib/models/only.sql': 'select 3',
  });
  const { manifest } = project.parse();
  project.remove();
  const ref = (name: string, from: string, flags: Partial<Flags> = {}, packageName: string | null = null) => {
    const result = createResolver(manifest, 'p', flags as Flags).ref(
      { name, package: packageName, version: null },
      from,
    );
    return result.kind === 'missing' ? (result.hint ?? 'missing') : `${result.kind} ${result.node.unique_id}`;
  };

  it('is root first, unless the flag says otherwise or a package is named', () => {
    expect(ref('x', 'p')).toBe('found model.p.x');
    expect(ref('x', 'lib')).toBe('found model.p.x');
    expect(ref('x', 'lib', { require_ref_searches_node_package_before_root: true })).toBe(
      'found model.lib.x',
    );
    expect(ref('x', 'p', {}, 'lib')).toBe('found model.lib.x');
    expect(ref('only', 'p')).toBe('found model.lib.only');
    expect(ref('d', 'lib')).toBe('disabled model.p.d');
    expect(ref('only', 'p', {}, 'p')).toBe("'only' is in the package 'lib'.");
    expect(ref('onlyy', 'p')).toBe("Did you mean 'only'?");
    expect(ref('nothing_like_it', 'p')).toBe('missing');
  });
});
