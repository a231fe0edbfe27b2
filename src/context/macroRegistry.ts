import type { Project } from '../project/types.js';
import { findMaterialization } from './materializations.js';
import type { LoadedMacro, MacroRegistry } from './types.js';

export interface MacroRegistryOptions {
  readonly project: Project;
  readonly macros: readonly LoadedMacro[];
}

type MacroTable = ReadonlyMap<string, LoadedMacro>;

const NO_MACROS: MacroTable = new Map();
/** The namespace that all built-in packages share, whichever of them a macro is in. */
export const BUILTIN_NAMESPACE = 'dbt';

/**
 * Indexes all macros once. A name is looked for in the package of the node being rendered, then in the root project,
 * then in the built-in packages: macros of other installed packages are reached as `package.name` only.
 */
export function createMacroRegistry(options: MacroRegistryOptions): MacroRegistry {
  const { project, macros } = options;
  const byId = new Map(macros.map((loaded) => [loaded.macro.unique_id, loaded]));
  const byPackage = new Map<string, Map<string, LoadedMacro>>();
  for (const entry of project.packages) byPackage.set(entry.name, new Map());
  for (const loaded of macros) {
    const { package_name: packageName, name } = loaded.macro;
    let table = byPackage.get(packageName);
    if (!table) byPackage.set(packageName, (table = new Map()));
    table.set(name, loaded);
  }

  const root = project.root.name;
  const builtin = project.packages.filter((entry) => entry.kind === 'builtin').map((entry) => entry.name);
  const builtins = mergeTables(builtin.map((name) => byPackage.get(name) ?? NO_MACROS));
  const packageNames = [...byPackage.keys()].filter((name) => !builtin.includes(name));
  const prefixes = adapterTypes(project, builtin);
  const views = new Map<string, MacroTable>();

  function viewFrom(searchPackage: string): MacroTable {
    let view = views.get(searchPackage);
    if (!view) {
      const own = builtin.includes(searchPackage) ? NO_MACROS : (byPackage.get(searchPackage) ?? NO_MACROS);
      view = mergeTables([own, byPackage.get(root) ?? NO_MACROS, builtins]);
      views.set(searchPackage, view);
    }
    return view;
  }

  function tableOf(packageName: string): MacroTable | undefined {
    if (packageName === BUILTIN_NAMESPACE) return builtins;
    return builtin.includes(packageName) ? undefined : byPackage.get(packageName);
  }

  /** Packages to try for a dispatch; null stands for the unqualified search. */
  function searchOrder(namespace: string | null): readonly (string | null)[] {
    if (namespace === null) return [null];
    const configured = project.root.config.dispatch.find((entry) => entry.macro_namespace === namespace);
    if (configured) return configured.search_order;
    return byPackage.has(namespace) ? [root, namespace] : [null];
  }

  const materializations = new Map<string, LoadedMacro | undefined>();
  return {
    byId,
    packageNames,
    find: (name, searchPackage) => viewFrom(searchPackage).get(name),
    findForAdapter(name) {
      const installed = packageNames.filter((packageName) => packageName !== root).reverse();
      const tables = [root, ...installed].map((packageName) => byPackage.get(packageName));
      return tables.find((table) => table?.has(name))?.get(name) ?? builtins.get(name);
    },
    findInPackage: (packageName, name) => tableOf(packageName)?.get(name),
    dispatch(name, namespace, searchPackage) {
      const attempts: string[] = [];
      for (const packageName of searchOrder(namespace)) {
        for (const prefix of [...prefixes, 'default']) {
          const candidate = `${prefix}__${name}`;
          const found =
            packageName === null
              ? viewFrom(searchPackage).get(candidate)
              : tableOf(packageName)?.get(candidate);
          if (found) return { found, attempts };
          attempts.push(packageName === null ? candidate : `${packageName}.${candidate}`);
        }
      }
      return { attempts };
    },
    findMaterialization(name) {
      if (!materializations.has(name)) {
        materializations.set(
          name,
          findMaterialization(name, { root, builtin, adapterTypes: prefixes, macros }),
        );
      }
      return materializations.get(name);
    },
    names: (searchPackage) => viewFrom(searchPackage).keys(),
    namesInPackage: (packageName) => tableOf(packageName)?.keys() ?? [],
  };
}

/** Earlier tables win. */
function mergeTables(tables: readonly MacroTable[]): MacroTable {
  const merged = new Map<string, LoadedMacro>();
  for (let i = tables.length - 1; i >= 0; i--)
    for (const [name, loaded] of tables[i]!) merged.set(name, loaded);
  return merged;
}

/** The engine's own type, then the types it inherits macros from, as the built-in packages are ordered. */
function adapterTypes(project: Project, builtin: readonly string[]): string[] {
  const { plugin } = project.target;
  const inherited = builtin
    .filter((name) => name.startsWith('dbt_'))
    .map((name) => name.slice('dbt_'.length));
  return [...new Set([plugin.type, ...(plugin.parent ? [plugin.parent] : []), ...inherited])];
}
