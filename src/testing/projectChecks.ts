import { deepEqual, equal, ok } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { AdapterPlugin } from '../adapters/types.js';
import { pyStr } from '../jinja/values/text.js';
import type { Value } from '../jinja/values/types.js';
import { createTarget } from '../project/resolveTarget.js';
import { packageRoot } from '../util/packageRoot.js';
import type { AdapterCheck } from './adapterChecks.js';
import { expectedRows, projectFiles, STATES, seedText } from './scenario.js';

export interface ProjectCheckOptions {
  readonly plugin: AdapterPlugin;
  /** Fields of a profile's target, without `type` and `threads`. */
  readonly profile: Readonly<Record<string, Value>>;
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
        run: async () => deepEqual(await readRows(options, name, expected.query), expected.rows[run]),
      });
    }
  });
  checks.push({
    name: 'a broken model fails alone and leaves the table it would replace',
    run: () => checkFailure(options),
  });
  return checks;
}

function writeProject(options: ProjectCheckOptions, strategies: readonly string[]): void {
  const target = { type: options.plugin.type, threads: 2, ...options.profile };
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

/** Rows of a relation of the project as lists of text, null as it is. */
async function readRows(
  options: ProjectCheckOptions,
  name: string,
  query: string,
): Promise<(string | null)[][]> {
  const { plugin, profile, folder } = options;
  const { credentials } = createTarget('checks', 'dev', plugin, profile, 1);
  const driver = await plugin.createDriver(credentials, { threads: 1, cwd: folder });
  try {
    const connection = await driver.connect('read');
    const sql = query.replace('{relation}', relationName(folder, name));
    const { rows } = await connection.execute(sql, { fetch: true });
    return rows.map((row) => row.map((cell) => (cell === null ? null : pyStr(cell))));
  } finally {
    await driver.close();
  }
}

/** As the last run's manifest has it. */
function relationName(folder: string, name: string): string {
  const text = readFileSync(join(folder, 'target', 'manifest.json'), 'utf8');
  const { nodes } = JSON.parse(text) as {
    nodes: Record<string, { name: string; relation_name?: string | null }>;
  };
  const node = Object.values(nodes).find((each) => each.name === name);
  ok(node?.relation_name, `the manifest names the relation of ${name}`);
  return node.relation_name;
}

async function checkFailure(options: ProjectCheckOptions): Promise<void> {
  const model = join(options.folder, 'models', 'people_table.sql');
  writeFileSync(
    model,
    "{{ config(materialized='table') }}\nselect no_such_column from {{ ref('people_view') }}\n",
  );
  const { code, output } = await xform(options.folder, ['run', '--select', 'people_table']);
  equal(code, 1, output);
  const { query, rows } = expectedRows([])['people_table']!;
  deepEqual(await readRows(options, 'people_table', query), rows.at(-1));
}
