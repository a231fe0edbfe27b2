import { executeRun, type RunMode } from '../runner/executeRun.js';
import { eventTimeBounds } from '../runner/microbatch/eventTime.js';
import type { RunTask } from '../runner/types.js';
import { createJournalOf } from './journal.js';
import { selectNodes, warnNothingToDo } from './selection.js';
import { openSession, type Session, writeManifestOf } from './session.js';
import type { CommandOptions, Effects } from './types.js';
import { withTask } from './withTask.js';

/** A command that selects nodes and runs them: parse, select, run, artifacts. Answers with the exit code. */
export async function runNodes(
  which: string,
  mode: RunMode,
  options: CommandOptions,
  effects: Effects,
): Promise<number> {
  const session = openSession(which, options, effects);
  const selected = selectNodes(session);
  if (options['static_analysis'] === true)
    await (await import('./staticAnalysis.js')).runStaticAnalysis(session, selected);
  return runSelected(session, mode, selected);
}

/** The same for nodes that are chosen already. */
export async function runSelected(
  session: Session,
  mode: RunMode,
  selected: readonly string[],
  previousBatches?: RunTask['previousBatches'],
): Promise<number> {
  eventTimeBounds(session.project.flags);
  const { clock, effects } = session;
  effects.record?.({ selected });
  const started = clock.time();
  const journal = createJournalOf(session);
  let success = true;
  let finished = false;
  try {
    if (selected.length === 0) warnNothingToDo(session);
    else {
      journal.plan(selected);
      const outcome = await withTask(session, selected, (task) =>
        executeRun({ ...task, previousBatches }, mode, journal),
      );
      success = outcome.success;
      effects.record?.({ executed: outcome.executed, unlisted: outcome.unlisted });
    }
    finished = true;
  } finally {
    effects.record?.({ elapsedSeconds: (clock.time() - started) / 1000 });
    writeManifestOf(session);
    // What stopped before its first node leaves the results of the run before to `retry`.
    if (finished || journal.results.length > 0) journal.finish((clock.time() - started) / 1000);
  }
  reportCompleted(session, success, (clock.time() - started) / 1000);
  return success ? 0 : 1;
}

function reportCompleted({ log, which, clock }: Session, success: boolean, elapsed: number): void {
  const completedAt = new Date(clock.time()).toISOString();
  log.fire({
    name: 'CommandCompleted',
    code: 'Q039',
    level: 'debug',
    msg: `Command \`xform ${which}\` ${success ? 'succeeded' : 'failed'} at ${completedAt}`,
    data: { command: `xform ${which}`, success, completed_at: completedAt, elapsed },
  });
}
