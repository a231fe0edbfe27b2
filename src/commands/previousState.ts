import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { XformError } from '../errors/error.js';
import type { PreviousState } from '../graph/selector/stateTypes.js';
import { upgradeManifest } from '../graph/selector/upgradeManifest.js';
import { type EarlierManifest, readManifest } from '../manifest/readManifest.js';
import type { Manifest } from '../manifest/types.js';
import { addDeferRelations } from '../runner/defer.js';
import { readPreviousResults } from '../runner/previousResults.js';
import type { Session } from './session.js';

/** What `--state` points to; each file is read when a selector asks for it. */
export function previousState(session: Session): PreviousState {
  const folder = stateFolder(session, 'state');
  return {
    get manifest() {
      const manifest = folder === undefined ? undefined : readManifestIn(folder);
      return manifest && withOwnMacros(upgradeManifest(manifest, session.parsed.manifest), session);
    },
    get results() {
      const previous = folder === undefined ? undefined : readPreviousResults(folder);
      return previous && new Map(previous.results.map((result) => [result.unique_id, result.status]));
    },
    get sources() {
      return folder === undefined ? undefined : readSources(folder);
    },
    get currentSources() {
      return readSources(session.targetFolder);
    },
  };
}

/** The folder an option names: relative to the project as in dbt, or else to where the user stands. */
function stateFolder({ project, effects }: Session, flag: 'state' | 'defer_state'): string | undefined {
  const given: unknown = project.flags[flag];
  if (typeof given !== 'string' || given === '') return undefined;
  const folders = [resolve(project.root.root, given), resolve(effects.cwd, given)];
  const found = folders.find((folder) => existsSync(folder));
  if (found !== undefined) return found;
  throw new XformError('usage', `The folder of --${flag.replace('_', '-')}, ${given}, does not exist`, {
    notes: [...new Set(folders)].map((folder) => `looked for ${folder}`),
  });
}

/**
 * Macros that come with the program change with it, and dbt's have another text: they are no change of the project.
 */
function withOwnMacros(manifest: Manifest, { project, parsed }: Session): Manifest {
  const builtin = new Set(project.packages.filter((one) => one.kind === 'builtin').map((one) => one.name));
  const isBuiltin = ([, macro]: [string, { readonly package_name: string }]) =>
    builtin.has(macro.package_name);
  const theirs = Object.entries(manifest.macros).filter((entry) => !isBuiltin(entry));
  const own = Object.entries(parsed.manifest.macros).filter(isBuiltin);
  return { ...manifest, macros: Object.fromEntries([...theirs, ...own]) };
}

function readManifestIn(folder: string): EarlierManifest | undefined {
  const path = join(folder, 'manifest.json');
  return existsSync(path) ? readManifest(path) : undefined;
}

function readSources(folder: string): ReadonlyMap<string, string> | undefined {
  const path = join(folder, 'sources.json');
  if (!existsSync(path)) return undefined;
  const { results } = JSON.parse(readFileSync(path, 'utf8')) as {
    results: { unique_id: string; max_loaded_at?: string }[];
  };
  return new Map(results.flatMap((one) => (one.max_loaded_at ? [[one.unique_id, one.max_loaded_at]] : [])));
}

/**
 * The manifest that --defer and clone take relations from: that of --defer-state, or else of --state. Its relations
 * are noted at the nodes of the project. Throws XformError when there is none.
 */
export function useDeferState(session: Session): void {
  const { project, log, targetFolder } = session;
  const flag = project.flags['defer_state'] ? 'defer_state' : 'state';
  const folder = stateFolder(session, flag);
  if (folder === undefined) {
    throw new XformError(
      'runtime',
      '--state or --defer-state are required for deferral, but neither was provided',
      {
        hint: "Give the folder of the other environment's manifest.json, for example --state prod-artifacts.",
      },
    );
  }
  const earlier = readManifestIn(folder);
  if (earlier === undefined) {
    throw new XformError('usage', `There is no manifest.json in ${folder}`, {
      hint: `Point --${flag.replace('_', '-')} to the target folder of an earlier run.`,
    });
  }
  if (folder === targetFolder) {
    log.warn({
      name: 'WarnStateTargetEqual',
      code: 'Z066',
      msg: `The state and target directories are the same: '${project.flags[flag]}'. This command overwrites the state that it compares with.`,
    });
  }
  const merged = addDeferRelations(session.parsed.manifest, earlier);
  log.fire({
    name: 'MergedFromState',
    code: 'W012',
    level: 'debug',
    msg: `Merged ${merged} items from state`,
    data: { num_merged: merged },
  });
}
