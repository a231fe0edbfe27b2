import { createAdapterRuntime } from '../adapters/runtime.js';
import type { RunFacts } from '../context/types.js';
import { toDateTime } from '../runner/microbatch/eventTime.js';
import { parseSample } from '../runner/microbatch/sample.js';
import { createOutputFiles, type OutputFiles } from '../runner/outputFiles.js';
import type { RunTask } from '../runner/types.js';
import { useDeferState } from './previousState.js';
import type { Session } from './session.js';

/** Does `work` with an engine, which is closed whatever happens. */
export async function withTask<T>(
  session: Session,
  selected: readonly string[],
  work: (task: RunTask) => Promise<T>,
): Promise<T> {
  const { parsed, graph, effects, log, clock, project } = session;
  if (project.flags['defer'] === true) useDeferState(session);
  sizeThreadPool(project.target.threads);
  const files = createOutputFiles(project.root.root, session.targetFolder);
  const runtime = createAdapterRuntime({
    target: project.target,
    threads: project.target.threads,
    cwd: effects.cwd,
    log,
  });
  try {
    return await work({
      parsed,
      environment: {
        ...parsed.environment,
        run: runFacts(session, selected, files),
      },
      files,
      graph,
      runtime,
      log,
      clock,
      signal: effects.signal,
      selected,
    });
  } finally {
    await runtime.close();
    await files.flush();
  }
}

/** What templates may know of this run. */
function runFacts({ project }: Session, selected: readonly string[], files: OutputFiles): RunFacts {
  const { flags, invocation } = project;
  const sample = flags['sample'] ? parseSample(flags['sample'], Date.parse(invocation.startedAt)) : undefined;
  return {
    selectedResources: selected,
    empty: flags.empty,
    writeFile: files.write,
    injectCtes: flags['inject_ephemeral_ctes'] !== false,
    ...(flags['defer'] === true && { defer: { favorState: flags['favor_state'] === true } }),
    ...(sample && { sample: { start: toDateTime(sample.start), end: toDateTime(sample.end) } }),
  };
}

/**
 * Drivers and file writes share libuv's threads, of which there are four unless this says otherwise before the first
 * of them starts: one a slot, and some for files.
 */
function sizeThreadPool(threads: number): void {
  process.env['UV_THREADPOOL_SIZE'] ??= String(Math.max(4, threads + 2));
}
