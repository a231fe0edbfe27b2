import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryProject, xform } from '../../support/cli.js';
import { readState, type State } from './readState.js';

const HOOK = `post_hook="{{ 'select nothing from nowhere' if var('bad', false) }}"`;
const VALUE = `{{ 2 if var('bad', false) else 1 }} as v`;

/** Each node does its work and then fails in its last hook; `failing` fails while its rows are made. */
const project = temporaryProject({
  'dbt_project.yml': `name: atomic
profile: atomic
seeds:
  atomic:
    +post-hook: "{{ 'select nothing from nowhere' if var('bad', false) }}"
snapshots:
  atomic:
    +post-hook: "{{ 'select nothing from nowhere' if var('bad', false) }}"
`,
  'profiles.yml': 'atomic: {target: d, outputs: {d: {type: duckdb, path: atomic.duckdb, threads: 2}}}\n',
  'models/a_table.sql': `{{ config(materialized='table', ${HOOK}) }} select ${VALUE}`,
  'models/a_view.sql': `{{ config(materialized='view', ${HOOK}) }} select ${VALUE}`,
  'models/flip.sql': `{{ config(materialized='table' if var('bad', false) else 'view', ${HOOK}) }} select ${VALUE}`,
  'models/flop.sql': `{{ config(materialized='view' if var('bad', false) else 'table', ${HOOK}) }} select ${VALUE}`,
  'models/grows.sql': `{{ config(materialized='incremental', unique_key='v', on_schema_change='sync_all_columns', ${HOOK}) }}
    select 1 as v {{ ', 2 as w' if var('bad', false) }}`,
  'models/merges.sql': `{{ config(materialized='incremental', unique_key='k', incremental_strategy='merge', ${HOOK}) }}
    select 1 as k, ${VALUE}`,
  'models/failing.sql': `{{ config(materialized='table') }} select {{ "error('no row')" if var('bad', false) else 1 }} as v`,
  'models/contracted.sql': `{{ config(materialized='table', contract={'enforced': true}, ${HOOK}) }} select ${VALUE}`,
  'models/models.yml': 'models: [{name: contracted, columns: [{name: v, data_type: integer}]}]\n',
  'snapshots/history.yml': `snapshots:
  - {name: history, relation: ref('source_rows'), config: {strategy: check, unique_key: k, check_cols: all}}
`,
  'models/source_rows.sql': `select 1 as k, ${VALUE}`,
  'seeds/seed.csv': 'a,b\n1,x\n',
});

async function build(...args: string[]): Promise<{ code: number | null; text: string; state: State }> {
  const { code, text } = xform(['build', ...args], { cwd: project.folder });
  return { code, text, state: await readState(project.folder, 'atomic.duckdb') };
}

describe('a node that fails leaves what was there', () => {
  let before: State;
  afterAll(() => project.remove());

  beforeAll(async () => {
    const first = await build();
    expect(first.code, first.text).toBe(0);
    before = first.state;
  });

  it.each([[[]], [['--full-refresh']]])('in its hooks, whatever it is (%s)', async (args: string[]) => {
    const exclude = ['--exclude', 'source_rows'];
    const { code, text, state } = await build('--vars', '{bad: true}', ...exclude, ...args);
    expect(code, text).toBe(1);
    expect(text).toMatch(/PASS=0 /);
    expect(state).toEqual(before);
  });
});
