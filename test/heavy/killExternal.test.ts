import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import { temporaryProject, xform } from '../support/cli.js';

const ROOT = join(import.meta.dirname, '..', '..');
/** Waits before the kill once the first new file is there, in milliseconds: from the first file to the last one. */
const WAITS = [0, 50, 200, 500];
const ROWS = 3_000_000;
const PARTITIONS = 40;

const profile = { type: 'duckdb', path: 'store.duckdb', external_root: 'lake', threads: 1 };
const project = temporaryProject({
  'dbt_project.yml': "name: lake\nversion: '1.0'\nprofile: lake\n",
  'profiles.yml': JSON.stringify({ lake: { target: 'dev', outputs: { dev: profile } } }),
  'models/numbers.sql': `{{ config(materialized='external', options={'partition_by': 'part'}) }}
    select i as id, i % ${PARTITIONS} as part, {{ var('state') }} as state from range(${ROWS}) as numbers(i)`,
});
const lake = join(project.folder, 'lake');
const staging = join(lake, '.numbers.xform-new');
afterAll(() => project.remove());

function run(state: number) {
  return xform(['run', '--vars', `{state: ${state}}`], { cwd: project.folder });
}

/** How many rows the folder has of each state, as any reader of Parquet sees it. */
async function read(): Promise<unknown> {
  const connection = await (await DuckDBInstance.create()).connect();
  try {
    const glob = join(lake, 'numbers', '*', '*.parquet');
    const sql = `select state::int as state, count(*)::int as n from read_parquet('${glob}') group by all`;
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    connection.closeSync();
  }
}

describe('a partitioned external model that is killed while it is written', () => {
  it('leaves the former files readable and whole', async () => {
    expect(run(0).code).toBe(0);
    expect(await read()).toEqual([{ state: 0, n: ROWS }]);
    for (const wait of WAITS) {
      const child = spawn(process.execPath, [join(ROOT, 'dist', 'xform.js'), 'run', '--vars', '{state: 1}'], {
        cwd: project.folder,
        stdio: 'ignore',
      });
      const ended = once(child, 'exit');
      while (!existsSync(staging) && child.exitCode === null) await delay(2);
      await delay(wait);
      child.kill('SIGKILL');
      await ended;
      // Whole in either state: the kill may come after the rename.
      const [found, ...others] = (await read()) as { state: number; n: number }[];
      expect(others).toEqual([]);
      expect(found?.n).toBe(ROWS);
    }
    expect(run(2).code).toBe(0);
    expect(await read()).toEqual([{ state: 2, n: ROWS }]);
    expect(readdirSync(lake)).toEqual(['numbers']);
  });
});
