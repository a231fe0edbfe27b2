import type { Slot } from '../adapters/runtime.js';
import { createRuntimeContext } from '../context/runtimeContext.js';
import { XformError } from '../errors/error.js';
import { isCallable, isPyObject, NO_KWARGS, type Value } from '../jinja/values/types.js';
import type { RunTask } from './types.js';

/** Macros and `adapter` methods for work that belongs to no node, on one slot. */
export interface MacroCalls {
  macro(name: string, args: readonly Value[]): Promise<Value>;
  adapter(method: string, args: readonly Value[]): Promise<Value>;
}

export function createMacroCalls(task: RunTask, slot: Slot): MacroCalls {
  const { parsed } = task;
  const root = parsed.project.root.name;

  function contextOf(name: string) {
    const loaded = parsed.macros.find(name, root);
    if (loaded === undefined) throw new XformError('internal', `The macro '${name}' is missing`);
    const options = { selectedResources: task.selected, threadId: 'MainThread' };
    return { loaded, context: createRuntimeContext(parsed.environment, loaded.macro, slot, options) };
  }

  return {
    async macro(name, args) {
      const { loaded, context } = contextOf(name);
      return loaded.template.bind(context)([...args], NO_KWARGS);
    },
    async adapter(method, args) {
      // Any macro's context has the adapter; this one is always there.
      const adapter: Value = contextOf('create_schema').context.lookup('adapter');
      const call = isPyObject(adapter) ? adapter.pyAttr(method) : undefined;
      if (!isCallable(call)) throw new XformError('internal', `adapter.${method} is missing`);
      return call([...args], NO_KWARGS);
    },
  };
}
