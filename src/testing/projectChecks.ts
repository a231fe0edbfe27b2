import { deepEqual, equal } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../util/packageRoot.js';
import type { AdapterCheck } from './adapterChecks.js';
import { type ExpectedRows, expectedRows, projectFiles, STATES, seedText } from './scenario.js';

export interface ProjectCheckOptions {
  /** The profile's `type`. */
  readonly type: string;
  /** The other fields of the profile's target. */
  readonly profile: Readonly<Record<string, unknown>>;
  /** An empty folder for the project; an engine package must be found from it (node_modules). */
  readonly folder: string;
  /** Strategies to run an incremental model with each; default: append and delete+insert. */
  readonly incrementalStrategies?: readonly string[];
}

interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

/**
 * Builds a small project (seed, view, table, incremental models, snapshot, tests) through three states of its data, as
 * users do from the command line, and compares all rows. The checks build on one another: run them in order.
 */
export function projectChecks(options: ProjectCheckOptions): AdapterCheck[] {
  const strategies = options.incrementalStrategies ?? ['append', 'delete+insert'];
  const checks: AdapterCheck[] = [];
  STATES.forEach((_state, run) => {
    checks.push({
      name: `build ${run + 1} of the project`,
      async run() {
        if (run === 0) writeProject(options, strategies);
        writeFileSync(join(options.folder, 'seeds', 'people.csv'), seedText(run));
        const { code, output } = await xform(options.folder, [
          'build',
          ...(run === 0 ? ['--full-refresh'] : []),
        ]);
        equal(code, 0, output);
      },
    });
    for (const [name, expected] of Object.entries(expectedRows(strategies))) {
      checks.push({
        name: `rows of ${name} after build ${run + 1}`,
        run: async () => deepEqual(await readRows(options.folder, expected), expected.rows[run]),
      });
    }
  });
  checks.push({
    name: 'a broken model fails alone and leaves the table it would replace',
    run: () => checkFailure(options.folder),
  });
  return checks;
}

function writeProject(options: ProjectCheckOptions, strategies: readonly string[]): void {
  const target = { type: options.type, ...options.profile };
  const files = {
    ...projectFiles(strategies),
    // JSON is YAML.
    'profiles.yml': JSON.stringify({ checks: { target: 'dev', outputs: { dev: target } } }, null, 2),
  };
  for (const [path, text] of Object.entries(files)) {
    const file = join(options.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  mkdirSync(join(options.folder, 'seeds'), { recursive: true });
}

function xform(cwd: string, args: readonly string[]): Promise<Outcome> {
  const program = join(packageRoot(), 'dist', 'xform.js');
  const environment = { ...process.env, NO_COLOR: '1', DBT_PROFILES_DIR: cwd };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { cwd, env: environment }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
      resolve({ code, output: stdout + stderr });
    });
  });
}

/** Rows of a query as lists of text, null as it is. */
async function readRows(cwd: string, expected: ExpectedRows): Promise<(string | null)[][]> {
  const args = ['show', '--quiet', '--inline', expected.query, '--output', 'json', '--limit', '100'];
  const { code, output } = await xform(cwd, args);
  equal(code, 0, output);
  const shown = JSON.parse(output.slice(output.indexOf('{'))) as { show: Record<string, unknown>[] };
  return shown.show.map((row) => Object.values(row).map((cell) => (cell === null ? null : String(cell))));
}

async function checkFailure(cwd: string): Promise<void> {
  const model = join(cwd, 'models', 'people_table.sql');
  writeFileSync(
    model,
    "{{ config(materialized='table') }}\nselect no_such_column from {{ ref('people_view') }}\n",
  );
  const { code } = await xform(cwd, ['run', '--select', 'people_table']);
  equal(code, 1);
  const { query, rows } = expectedRows([])['people_table']!;
  deepEqual(await readRows(cwd, { query, rows }), rows.at(-1));
}
