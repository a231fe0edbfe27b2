import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';
import type { ScenarioEngine } from './engine.js';
import { strategyOf } from './engine.js';

export type Rows = readonly (readonly (string | null)[])[];

/** What one day's build leaves. */
export interface ScenarioDay {
  /** Status and count of failures by unique_id. */
  readonly statuses: Readonly<Record<string, readonly [status: string, failures: number | null]>>;
  /** Rows by relation, sorted, every cell as text. */
  readonly rows: Readonly<Record<string, Rows>>;
  /** Wall time of the build, in seconds. */
  readonly seconds: number;
}

export interface ScenarioAnswer {
  readonly days: readonly ScenarioDay[];
  /** Column names in lower case, by unique_id. */
  readonly catalog: Readonly<Record<string, readonly string[]>>;
}

const HERE = import.meta.dirname;
const XFORM = join(HERE, '..', '..', '..', 'dist', 'xform.js');
const LIMIT_MS = 280_000;

/** Columns that are compared, by relation; timestamps are left out, since engines print them in their own ways. */
export const columnsOf = JSON.parse(readFileSync(join(HERE, 'relations.json'), 'utf8')) as Readonly<
  Record<string, readonly string[]>
>;

export function relationsOf(engine: ScenarioEngine): string[] {
  return Object.keys(columnsOf).filter((name) => {
    const strategy = strategyOf[name];
    return strategy === undefined || engine.strategies.includes(strategy);
  });
}

/** Builds the project on three days in a row, each with a new state of the source, and describes what is there. */
export async function runScenario(engine: ScenarioEngine): Promise<ScenarioAnswer> {
  const project = createScenarioProject(engine);
  try {
    const days: ScenarioDay[] = [];
    for (const day of [1, 2, 3]) {
      const started = performance.now();
      await project.run('build', day);
      const seconds = (performance.now() - started) / 1000;
      days.push({ statuses: project.statuses(), rows: await readRows(engine), seconds });
    }
    await project.run('docs generate', 3);
    return { days, catalog: project.catalog() };
  } finally {
    project.remove();
  }
}

export interface ScenarioProject {
  readonly folder: string;
  /** Runs a command for a day; rejects with what it printed unless it ends well. */
  run(command: string, day: number): Promise<void>;
  statuses(): ScenarioDay['statuses'];
  catalog(): ScenarioAnswer['catalog'];
  remove(): void;
}

/** What the project has to know of an engine. */
export type ScenarioSettings = Pick<ScenarioEngine, 'name' | 'output' | 'strategies' | 'config' | 'grants'>;

/** The command line of a day, the same for xform and for dbt. */
export function scenarioArguments(engine: ScenarioSettings, command: string, day: number): string[] {
  const vars = { day, strategies: engine.strategies, grantee: engine.grants?.grantee ?? null };
  const args = [...command.split(' '), '--vars', JSON.stringify(vars)];
  if (command !== 'build') return args;
  return [...args, '--event-time-start', `2026-01-0${day}`, '--event-time-end', `2026-01-0${day + 1}`];
}

/** A copy of the project with the engine's profile and configuration. */
export function createScenarioProject(engine: ScenarioSettings): ScenarioProject {
  const folder = mkdtempSync(join(tmpdir(), `xform-scenario-${engine.name}-`));
  cpSync(join(HERE, 'project'), folder, { recursive: true });
  const projectFile = join(folder, 'dbt_project.yml');
  const config = load(readFileSync(projectFile, 'utf8')) as Record<string, unknown>;
  for (const [section, keys] of Object.entries(engine.config ?? {})) {
    config[section] = Object.fromEntries(Object.entries(keys).map(([key, value]) => [`+${key}`, value]));
  }
  writeFileSync(projectFile, dump(config));
  const profile = { scenario: { target: 'dev', outputs: { dev: { schema: 'scenario', ...engine.output } } } };
  writeFileSync(join(folder, 'profiles.yml'), dump(profile));
  const read = (name: string) => JSON.parse(readFileSync(join(folder, 'target', name), 'utf8'));

  return {
    folder,
    run: (command, day) => xform(folder, scenarioArguments(engine, command, day)),
    statuses() {
      const { results } = read('run_results.json') as {
        results: { unique_id: string; status: string; failures: number | null }[];
      };
      return Object.fromEntries(results.map((each) => [each.unique_id, [each.status, each.failures]]));
    },
    catalog() {
      const { nodes } = read('catalog.json') as { nodes: Record<string, { columns: object }> };
      const columns = ({ columns }: { columns: object }) =>
        Object.keys(columns).map((name) => name.toLowerCase());
      return Object.fromEntries(Object.entries(nodes).map(([id, node]) => [id, columns(node)]));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function readRows(engine: ScenarioEngine): Promise<Record<string, Rows>> {
  const rows: Record<string, Rows> = {};
  for (const name of relationsOf(engine)) {
    const found = await engine.query(`select ${columnsOf[name]!.join(', ')} from ${engine.qualify(name)}`);
    rows[name] = sortRows(
      found.map((row) => row.map((cell) => (cell === null || cell === undefined ? null : String(cell)))),
    );
  }
  return rows;
}

/** One order for rows of any engine and of the recording. */
export function sortRows(rows: Rows): Rows {
  const keyed = rows.map((row) => ({ row, key: JSON.stringify(row) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ row }) => row);
}

async function xform(folder: string, args: readonly string[]): Promise<void> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: join(folder, '.home'), NO_COLOR: '1' };
  const child = spawn(process.execPath, [XFORM, ...args], { cwd: folder, env, timeout: LIMIT_MS });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)));
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`xform ${args.join(' ')} ended with ${String(code)}:\n${text}`);
}
