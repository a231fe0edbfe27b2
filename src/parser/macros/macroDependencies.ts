import type { LoadedMacro, MacroRegistry } from '../../context/types.js';
import type { MacroReference } from '../../jinja/types.js';

/** Fills depends_on of every macro from the names its text calls, without running it (features D35). */
export function linkMacros(macros: Iterable<LoadedMacro>, registry: MacroRegistry): void {
  for (const { macro, template } of macros) {
    const found = new Set<string>();
    for (const call of template.calls) {
      const target = resolve(call, macro.package_name, registry);
      if (target !== undefined && target.macro.unique_id !== macro.unique_id)
        found.add(target.macro.unique_id);
    }
    macro.depends_on.macros = [...found];
  }
}

function resolve(call: MacroReference, from: string, registry: MacroRegistry): LoadedMacro | undefined {
  if (call.dispatch === true) return registry.dispatch(call.name, call.package ?? null, from).found;
  if (call.package !== undefined) return registry.findInPackage(call.package, call.name);
  return registry.find(call.name, from);
}
