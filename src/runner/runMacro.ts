import { createRuntimeContext } from '../context/runtimeContext.js';
import type { LoadedMacro } from '../context/types.js';
import { errorsOf, XformError } from '../errors/error.js';
import { formatError } from '../errors/formatError.js';
import type { Value } from '../jinja/values/types.js';
import type { RunResult, Timing } from '../manifest/runResult.js';
import { didYouMean } from '../util/didYouMean.js';
import { cancelOnAbort } from './cancelOnAbort.js';
import { isoTime } from './clock.js';
import { connect } from './connect.js';
import { prepareSchemas } from './prepareSchemas.js';
import type { RunTask } from './types.js';

/**
 * Runs a macro for run-operation (features J7). What it does in a transaction it has to commit itself. An error inside
 * becomes the result; a macro that does not exist throws XformError('compilation').
 */
export async function runMacro(
  task: RunTask,
  name: string,
  kwargs: Readonly<Record<string, Value>>,
): Promise<RunResult> {
  const loaded = findMacro(task, name);
  const { clock } = task;
  await prepareSchemas(task, { create: false, populateCache: true });
  const started = clock.time();
  const compile: Timing = { name: 'compile', started_at: isoTime(started), completed_at: isoTime(started) };
  const slot = connect(task, `macro_${loaded.macro.name}`);
  const stopListening = cancelOnAbort(task);
  let message: string | null = null;
  try {
    const context = createRuntimeContext(task.environment, loaded.macro, slot);
    await loaded.template.bind(context)([], Object.assign(Object.create(null), kwargs));
  } catch (error) {
    message = errorsOf(error).map(formatError).join('\n\n');
    task.log.fire({
      name: 'RunningOperationCaughtError',
      code: 'Q001',
      level: 'error',
      msg: `Encountered an error while running operation: ${message}`,
      data: { exc: message },
    });
  } finally {
    stopListening();
    await slot.release().catch(() => undefined);
  }
  const ended = clock.time();
  return {
    status: message === null ? 'success' : 'error',
    timing: [compile, { name: 'execute', started_at: isoTime(started), completed_at: isoTime(ended) }],
    thread_id: 'MainThread',
    execution_time: (ended - started) / 1000,
    adapter_response: {},
    message,
    failures: message === null ? 0 : 1,
    unique_id: loaded.macro.unique_id,
    compiled: false,
    compiled_code: null,
    relation_name: null,
    batch_results: null,
  };
}

/** `macro` or `package.macro`. */
function findMacro({ parsed }: RunTask, name: string): LoadedMacro {
  const dot = name.indexOf('.');
  const root = parsed.project.root.name;
  const found =
    dot < 0
      ? parsed.macros.find(name, root)
      : parsed.macros.findInPackage(name.slice(0, dot), name.slice(dot + 1));
  if (found !== undefined) return found;
  throw new XformError('compilation', `Could not find a macro with the name '${name}' in any package`, {
    hint:
      didYouMean(name, parsed.macros.names(root)) ?? 'Check for typos, or install the package that has it.',
  });
}
