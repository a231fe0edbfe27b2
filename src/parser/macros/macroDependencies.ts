import type { LoadedMacro, MacroRegistry } from '../../context/types.js';
import type { MacroReference } from '../../jinja/types.js';

/** Fills depends_on of every macro from the names its text calls, without running it (features D35). */
export function linkMacros(macros: Iterable<LoadedMacro>, registry: MacroRegistry): void {
  for (const { macro, template } of macros) {
    const found = new Set<string>();
    for (const call of template.calls) {
      for (const target of resolve(call, macro.package_name, registry)) {
        const id = target?.macro.unique_id;
        if (id !== undefined && id !== macro.unique_id) found.add(id);
      }
    }
    macro.depends_on.macros = [...found];
  }
}

/** For a dispatch the macro of the plain name, whatever its namespace, if there is one, and the one that is chosen. */
function resolve(call: MacroReference, from: string, registry: MacroRegistry): (LoadedMacro | undefined)[] {
  const { name, package: packageName, dispatch } = call;
  if (dispatch === true) {
    return [registry.find(name, from), registry.dispatch(name, packageName ?? null, from).found];
  }
  return [packageName === undefined ? registry.find(name, from) : registry.findInPackage(packageName, name)];
}
