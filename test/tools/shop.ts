import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const GOLDENS = join(import.meta.dirname, 'goldens');
/** A dbt executable (dbt-core 1.11 with dbt-duckdb): goldens are then recorded from it instead of compared. */
const RECORD_WITH = process.env['XFORM_TOOLS_RECORD'];

const PROFILE = (database: string) =>
  `shop: {target: dev, outputs: {dev: {type: duckdb, path: '${database}', schema: main, threads: 2}}}\n`;

/** A copy of example-project in a folder of its own, with a profile, and an executable named `dbt` that is xform. */
export interface Shop {
  readonly folder: string;
  readonly project: string;
  readonly executable: string;
  /** Runs a command in the project; throws with its output when it fails. Answers with its stdout. */
  run(command: string, args: readonly string[], env?: Readonly<Record<string, string>>): string;
  /** Runs the engine's commands. */
  dbt(...commands: string[]): void;
  /** Leaves all five artifacts; run_results.json is that of the build. */
  writeArtifacts(): void;
  /** Runs a script beside this file and reads the JSON it prints last. */
  script(
    python: string,
    name: string,
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): unknown;
  remove(): void;
}

export function createShop(): Shop {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'xform-shop-')));
  const project = join(folder, 'project');
  const bin = join(folder, 'bin');
  const executable = RECORD_WITH ?? join(bin, 'dbt');
  cpSync(join(ROOT, 'example-project'), project, {
    recursive: true,
    filter: (path) => !/\/(target|logs)$|\.duckdb/.test(path),
  });
  appendFileSync(join(project, 'dbt_project.yml'), '\nprofile: shop\n');
  writeFileSync(join(project, 'profiles.yml'), PROFILE(join(folder, 'shop.duckdb')));
  mkdirSync(bin);
  writeFileSync(
    join(bin, 'dbt'),
    `#!/bin/sh\nexec '${process.execPath}' '${join(ROOT, 'dist/xform.js')}' "$@"\n`,
  );
  chmodSync(join(bin, 'dbt'), 0o755);
  const path = `${RECORD_WITH === undefined ? bin : join(RECORD_WITH, '..')}:${process.env['PATH']}`;

  function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
    const done = spawnSync(command, args, {
      cwd: project,
      encoding: 'utf8',
      env: { ...process.env, DO_NOT_TRACK: '1', PATH: path, ...env },
      maxBuffer: 1 << 28,
    });
    if (done.status === 0) return done.stdout;
    throw new Error(
      `${command} ${args.join(' ')}\n${done.error ?? `${done.stdout}\n${done.stderr}`.slice(-4000)}`,
    );
  }

  function dbt(...commands: string[]): void {
    for (const command of commands) run(executable, ['--quiet', ...command.split(' ')]);
  }

  return {
    folder,
    project,
    executable,
    run,
    dbt,
    writeArtifacts: () => dbt('docs generate', 'build', 'docs generate --no-compile', 'source freshness'),
    script: (python, name, args, env) => {
      const printed = run(python, [join(import.meta.dirname, name), ...args], env);
      return JSON.parse(printed.trim().split('\n').at(-1)!);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What a tool made of xform's artifacts is what it made of those that dbt-core left. */
export function expectAsWithDbt(name: string, seen: unknown): void {
  const file = join(GOLDENS, `${name}.json`);
  if (RECORD_WITH === undefined) {
    expect(seen).toEqual(JSON.parse(readFileSync(file, 'utf8')));
    return;
  }
  mkdirSync(GOLDENS, { recursive: true });
  writeFileSync(file, `${JSON.stringify(seen, null, 1)}\n`);
}
