import { PyObject, type Value } from '../jinja/values/types.js';
import type { NameTable } from './tableContext.js';

/** How deep macros are nested is kept by the engine, for errors; templates see an empty stack. */
class MacroStack extends PyObject {
  readonly pyType = 'MacroStack';
  override pyAttr(name: string): Value | undefined {
    if (name === 'depth') return 0;
    return name === 'call_stack' ? [] : undefined;
  }
}

export const macroStackNames: NameTable<unknown> = { context_macro_stack: () => new MacroStack() };
