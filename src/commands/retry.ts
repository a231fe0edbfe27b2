import { resolve } from 'node:path';
import { XformError } from '../errors/error.js';
import { findGraphNode } from '../graph/graph.js';
import type { Value } from '../jinja/values/types.js';
import { type PreviousResults, readPreviousResults } from '../runner/previousResults.js';
import type { PreviousBatches } from '../runner/types.js';
import { RUN_MODES } from './modes.js';
import { runSelected } from './runNodes.js';
import { openProject, openSession } from './session.js';
import type { CommandModule, CommandOptions, Effects } from './types.js';

/** How a node ended that has to run again. */
const RETRIED = new Set(['error', 'fail', 'skipped', 'runtime error', 'partial success']);

/** Settings of the former run that hold again, unless this command line gives another value. */
const REPEATED = [
  'args',
  'defer',
  'defer_state',
  'empty',
  'event_time_end',
  'event_time_start',
  'exclude',
  'exclude_resource_types',
  'fail_fast',
  'favor_state',
  'full_refresh',
  'indirect_selection',
  'macro',
  'profile',
  'resource_types',
  'sample',
  'select',
  'selector',
  'state',
  'store_failures',
  'target',
  'threads',
  'vars',
  'warn_error',
  'warn_error_options',
] as const;

/** Commands that are repeated as a whole when they failed. */
const WHOLE: Readonly<Record<string, () => Promise<CommandModule>>> = {
  'run-operation': () => import('./runOperation.js'),
  compile: () => import('./compile.js'),
};

/** Runs again what failed or was skipped in the run before, with its settings (features J16). */
export async function run(options: CommandOptions, effects: Effects): Promise<number> {
  const previous = findPrevious(options, effects);
  const which = String(previous.args['which'] ?? '');
  const again = { ...repeatedOptions(previous), ...options };
  const wanted = [
    ...previous.results.filter((result) => RETRIED.has(result.status)).map((result) => result.unique_id),
    ...previous.unfinished,
  ];
  const whole = Object.hasOwn(WHOLE, which) ? WHOLE[which] : undefined;
  if (whole !== undefined && wanted.length > 0) return (await whole()).run(again, effects);
  if (!Object.hasOwn(RUN_MODES, which) && whole === undefined) {
    throw new XformError('usage', `The last command, '${which}', cannot be retried`, {
      hint: `These can: ${[...Object.keys(RUN_MODES), ...Object.keys(WHOLE)].join(', ')}.`,
    });
  }
  const session = openSession(which, again, effects);
  const selected = wanted.filter((id) => isStillThere(id)).sort();
  return runSelected(session, RUN_MODES[which as keyof typeof RUN_MODES], selected, batchesOf(previous));

  /** Hooks run again anyway; what was deleted meanwhile has nothing to run. */
  function isStillThere(id: string): boolean {
    return !id.startsWith('operation.') && findGraphNode(session.parsed.manifest, id) !== undefined;
  }
}

/** Microbatch models of which some batches were built: only the others run again. */
function batchesOf({ results }: PreviousResults): ReadonlyMap<string, PreviousBatches> {
  const batches = results.map((result) => [result.unique_id, result.batch_results] as const);
  return new Map(
    batches.filter(([, batch]) => batch && batch.successful.length > 0 && batch.failed.length > 0),
  );
}

/** Reads the results in --state or the target folder, for which only the project file is needed. */
function findPrevious(options: CommandOptions, effects: Effects): PreviousResults {
  const { log } = effects;
  const project = openProject('retry', options, {
    ...effects,
    log: { ...log, fire() {}, configure: undefined },
  });
  const { root } = project;
  const state: Value = options['state'];
  const folder = resolve(root.root, typeof state === 'string' ? state : root.config.targetPath);
  const previous = readPreviousResults(folder);
  if (previous !== undefined) return previous;
  throw new XformError('runtime', `Could not find previous run in '${folder}'`, {
    hint: 'Run a command first; retry repeats what failed in it.',
  });
}

function repeatedOptions({ args }: PreviousResults): Record<string, Value> {
  const repeated: Record<string, Value> = {};
  for (const key of REPEATED) {
    const value = args[key];
    const isSet =
      value !== undefined &&
      value !== null &&
      value !== false &&
      !(Array.isArray(value) && value.length === 0);
    if (isSet) repeated[key] = value;
  }
  return repeated;
}
