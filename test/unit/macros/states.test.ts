import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { xform } from '../../support/cli.js';
import { readState, type State } from './readState.js';

interface Step extends State {
  readonly args: readonly string[];
  readonly statuses: Readonly<Record<string, readonly [string, number | null]>>;
}

const { steps } = JSON.parse(readFileSync(join(import.meta.dirname, 'states.json'), 'utf8')) as {
  steps: readonly Step[];
};

describe('what builds leave behind in DuckDB, as dbt recorded it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'xform-shapes-'));
  cpSync(join(import.meta.dirname, 'project'), folder, { recursive: true });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(
    steps.map((step, index) => [`${index + 1}: ${step.args.join(' ')}`, step] as const),
  )('build %s', async (_name, step) => {
    const result = xform(step.args, { cwd: folder, env: { DBT_PROFILES_DIR: folder, TZ: 'UTC' } });
    expect(result.code, result.text).toBe(0);
    const { results } = JSON.parse(readFileSync(join(folder, 'target/run_results.json'), 'utf8'));
    const statuses = Object.fromEntries(
      results.map((one: Record<string, unknown>) => [one['unique_id'], [one['status'], one['failures']]]),
    );
    expect(statuses).toEqual(step.statuses);
    const state = await readState(folder, 'shapes.duckdb');
    expect(Object.keys(state.relations).sort()).toEqual(Object.keys(step.relations).sort());
    for (const [name, relation] of Object.entries(step.relations)) {
      expect({ name, ...state.relations[name] }).toEqual({ name, ...relation });
    }
    expect(state.constraints).toEqual(step.constraints);
    expect(state.indexes).toEqual(step.indexes);
    expect(state.comments).toEqual(step.comments);
  });
});
