import type { MacroCaller, Slot } from '../adapters/slot.js';
import { XformError } from '../errors/error.js';
import type { Value } from '../jinja/values/types.js';
import { didYouMean } from '../util/didYouMean.js';
import { createRuntimeContext } from './runtimeContext.js';
import type { ContextEnvironment, LoadedMacro } from './types.js';

/**
 * How adapters call macros on a slot: by name, a package's own before the built-in one, each time in a context of its
 * own, so that results of its statements do not meet those of the node being built.
 */
export function createMacroCaller(environment: ContextEnvironment, slot: Slot): MacroCaller {
  return async (name, args, kwargs) => {
    const loaded = environment.macros.findForAdapter(name);
    if (!loaded) throw missingMacroError(environment, name);
    return callMacro(environment, loaded, slot, args, kwargs);
  };
}

/** Runs one macro by itself; gives what it returns, or its text. */
export async function callMacro(
  environment: ContextEnvironment,
  loaded: LoadedMacro,
  slot: Slot,
  args: Value[] = [],
  kwargs: Record<string, Value> = {},
): Promise<Value> {
  const context = createRuntimeContext(environment, loaded.macro, slot);
  return loaded.template.bind(context)(args, kwargs);
}

function missingMacroError(environment: ContextEnvironment, name: string): XformError {
  return new XformError('compilation', `There is no macro named '${name}'`, {
    hint: didYouMean(name, environment.macros.names(environment.project.root.name)),
  });
}
