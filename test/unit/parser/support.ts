import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { errorsOf, isXformError, type XformError } from '../../../src/errors/error.js';
import type { LogEvent, Logger } from '../../../src/log/types.js';
import { manifestJson } from '../../../src/manifest/artifact.js';
import { type ParsedProject, parseProject } from '../../../src/parser/parseProject.js';
import { loadProject } from '../../../src/project/loadProject.js';

export type Files = Readonly<Record<string, string | Buffer>>;

const BASE: Files = {
  'dbt_project.yml': 'name: p\nprofile: golden\n',
  'profiles.yml': 'golden: {target: dev, outputs: {dev: {type: duckdb, path: x.duckdb, schema: main}}}\n',
};

export interface ParseSettings {
  readonly useCache?: boolean;
  readonly cliVars?: Record<string, unknown>;
  readonly env?: Record<string, string>;
  readonly flags?: Record<string, unknown>;
}

export interface TemporaryProject {
  readonly root: string;
  readonly warnings: Omit<LogEvent, 'level'>[];
  /** Writes or, for undefined, removes files. */
  change(files: Readonly<Record<string, string | Buffer | undefined>>): void;
  parse(settings?: ParseSettings): ParsedProject;
  /** manifest.json without what differs from run to run. */
  manifest(settings?: ParseSettings): string;
  /** The errors of a parse; [] when there are none. */
  errors(settings?: ParseSettings): readonly XformError[];
  remove(): void;
}

let clock = Date.now() / 1000 - 100_000;

/** A project in a temporary folder; every write gets a later time, so that changes are seen whatever the clock says. */
export function createProject(files: Files): TemporaryProject {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'xform-parser-')));
  const warnings: Omit<LogEvent, 'level'>[] = [];
  const log: Logger = {
    fire() {},
    warn: (event) => void warnings.push(event),
    print() {},
    debugEnabled: false,
  };
  const project: TemporaryProject = {
    root,
    warnings,
    change(changed) {
      clock += 10;
      for (const [path, content] of Object.entries(changed)) {
        const file = join(root, path);
        if (content === undefined) rmSync(file);
        else {
          mkdirSync(dirname(file), { recursive: true });
          writeFileSync(file, content);
          utimesSync(file, clock, clock);
        }
      }
    },
    parse({ useCache = false, cliVars = {}, env = {}, flags = {} } = {}) {
      warnings.length = 0;
      const request = {
        cwd: root,
        projectDir: root,
        profilesDir: root,
        cliVars,
        flags,
        env,
        which: 'parse',
        log,
      };
      return parseProject(loadProject(request), { log, useCache });
    },
    manifest: (settings) =>
      manifestJson(project.parse(settings))
        .replace(/"metadata":\{.*?\},"nodes"/s, '"nodes"')
        .replace(/"created_at":[\d.]+/g, '"created_at":0'),
    errors(settings) {
      try {
        project.parse(settings);
        return [];
      } catch (error) {
        if (!isXformError(error)) throw error;
        return errorsOf(error);
      }
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
  project.change({ ...BASE, ...files });
  return project;
}
