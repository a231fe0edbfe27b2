import type { Slot } from '../adapters/runtime.js';
import { createRuntimeContext } from '../context/runtimeContext.js';
import { errorsOf, throwCollected, XformError } from '../errors/error.js';
import { findAttr } from '../jinja/values/operations.js';
import { isCallable, NO_KWARGS, type Value } from '../jinja/values/types.js';
import { withOwnPlaces } from './nodeErrors.js';
import type { RunTask } from './types.js';

/** Calls a method of `adapter`, as templates have it, for work that belongs to no node. */
export type AdapterCall = (method: string, ...args: Value[]) => Promise<Value>;

export function createAdapterCall(task: RunTask, slot: Slot): AdapterCall {
  // The adapter is the same in every context; the one of this macro is as good as any.
  const macro = task.parsed.macros.find('create_schema', task.parsed.project.root.name);
  if (macro === undefined) throw new XformError('internal', "The macro 'create_schema' is missing");
  const adapter = createRuntimeContext(task.environment, macro.macro, slot).lookup('adapter');
  return async (method, ...args) => {
    const found = findAttr(adapter, method);
    if (!isCallable(found)) throw new XformError('internal', `adapter.${method} is missing`);
    try {
      return await found(args, NO_KWARGS);
    } catch (error) {
      return throwCollected(errorsOf(error).map((each) => withOwnPlaces(each)));
    }
  };
}
