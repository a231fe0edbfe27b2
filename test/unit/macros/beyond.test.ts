import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryProject, xform } from '../../support/cli.js';
import { readState, type State } from './readState.js';

/** What dbt-duckdb 1.11 refuses or gets wrong, and DuckDB can do; nothing that worked changes. */
const project = temporaryProject({
  'dbt_project.yml': 'name: beyond\nprofile: beyond\n',
  'profiles.yml': 'beyond: {target: d, outputs: {d: {type: duckdb, path: beyond.duckdb, threads: 1}}}\n',
  // A type change by way of a second column cannot be committed together with the rows that follow.
  'models/retyped.sql': `{{ config(materialized='incremental', unique_key='id', on_schema_change='sync_all_columns') }}
    select 1 as id, {{ "'5'" if is_incremental() else '3' }} as amount`,
  // An index hinders changes of columns.
  'models/indexed.sql': `{{ config(materialized='incremental', unique_key='id', on_schema_change='sync_all_columns',
      indexes=[{'columns': ['id'], 'unique': true}]) }}
    select 1 as id, {{ '2 as b' if is_incremental() else '3 as a' }}`,
  // With several keys the source was part of the delete, so a bare column was ambiguous.
  'models/keys.sql': `{{ config(materialized='incremental', unique_key=['id', 'part'], incremental_predicates=['id < 2']) }}
    select i as id, 'p' as part, {{ "'new'" if is_incremental() else "'old'" }} as age from range(3) as t(i)`,
  // A table that foreign keys reference is rebuilt although not all that reference it are selected.
  'models/parent.sql': `{{ config(materialized='table') }} select i::integer as id from range({{ var('parents', 2) }}) as t(i)`,
  'models/child.sql': `{{ config(materialized='incremental', unique_key='id', on_schema_change='append_new_columns') }}
    select id from {{ ref('parent') }}`,
  'models/models.yml': `models:
  - name: parent
    config: {contract: {enforced: true}}
    columns: [{name: id, data_type: integer, constraints: [{type: primary_key}]}]
  - name: child
    config: {contract: {enforced: true}}
    constraints: [{type: foreign_key, columns: [id], to: ref('parent'), to_columns: [id]}]
    columns: [{name: id, data_type: integer}]
`,
  'functions/plus.sql': 'a + b',
  'functions/plus.yml': `functions:
  - name: plus
    arguments: [{name: a, data_type: integer}, {name: b, data_type: integer, default_value: "10"}]
    returns: {data_type: bigint}
`,
  'models/sums.sql': `select {{ function('plus') }}(1, 2) as three, {{ function('plus') }}(1) as eleven`,
});

async function build(...args: string[]): Promise<State> {
  const { code, text } = xform(args, { cwd: project.folder });
  expect(code, text).toBe(0);
  return readState(project.folder, 'beyond.duckdb');
}

describe('on DuckDB, beyond dbt', () => {
  let second: State;
  afterAll(() => project.remove());

  beforeAll(async () => {
    await build('build');
    second = await build('build');
  });

  it('a column changes its type', () => {
    const { columns, rows } = second.relations['main.retyped']!;
    expect(columns).toEqual([
      ['id', 'INTEGER'],
      ['amount', 'VARCHAR'],
    ]);
    expect(rows).toEqual([['1', '5']]);
  });

  it('an indexed table changes its columns and keeps its index', () => {
    expect(second.relations['main.indexed']!.columns.map(([name]) => name)).toEqual(['id', 'b']);
    expect(second.indexes).toEqual(['main.indexed: true[id]']);
  });

  it('predicates beside several keys may name columns plainly', () => {
    expect(second.relations['main.keys']!.rows).toEqual([
      ['0', 'p', 'new'],
      ['1', 'p', 'new'],
      ['2', 'p', 'new'],
      ['2', 'p', 'old'],
    ]);
  });

  it('a referenced table is rebuilt under those that reference it', async () => {
    const state = await build('run', '--select', 'parent', '--vars', '{parents: 3}');
    expect(state.relations['main.parent']!.rows).toEqual([['0'], ['1'], ['2']]);
    expect(state.relations['main.child']!.rows).toEqual([['0'], ['1']]);
    expect(state.constraints).toContain('main.child: FOREIGN KEY (id) REFERENCES parent(id)');
  });

  it('but not when its new rows break the reference', async () => {
    const { code, text } = xform(['run', '--select', 'parent', '--vars', '{parents: 1}'], {
      cwd: project.folder,
    });
    expect(code).toBe(1);
    expect(text).toContain('Violates foreign key constraint');
    const state = await readState(project.folder, 'beyond.duckdb');
    expect(state.relations['main.parent']!.rows).toEqual([['0'], ['1'], ['2']]);
  });

  it('functions are macros of the database', () => {
    expect(second.relations['main.sums']).toEqual({
      kind: 'VIEW',
      columns: [
        ['three', 'BIGINT'],
        ['eleven', 'BIGINT'],
      ],
      rows: [['3', '11']],
    });
  });
});
