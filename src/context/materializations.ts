import type { LoadedMacro } from './types.js';

interface MaterializationSearch {
  readonly root: string;
  readonly builtin: readonly string[];
  /** The engine's type and those it inherits from, nearest first. */
  readonly adapterTypes: readonly string[];
  readonly macros: readonly LoadedMacro[];
}

/**
 * The most specific engine wins (the target's own, its parents, default), then the root project over packages over
 * the built-in ones. A package cannot replace a built-in materialization by itself: the root project has to
 * re-export it.
 */
export function findMaterialization(name: string, search: MaterializationSearch): LoadedMacro | undefined {
  const types = [...search.adapterTypes, 'default'];
  const candidates = types.flatMap((type, distance) =>
    search.macros
      .filter((loaded) => loaded.macro.name === `materialization_${name}_${type}`)
      .map((loaded) => ({ loaded, distance, locality: localityOf(loaded, search) })),
  );
  const isBuiltin = candidates.some((candidate) => candidate.locality === LOCALITY.builtin);
  const allowed = isBuiltin
    ? candidates.filter((candidate) => candidate.locality !== LOCALITY.imported)
    : candidates;
  allowed.sort((a, b) => a.distance - b.distance || a.locality - b.locality);
  return allowed[0]?.loaded;
}

const LOCALITY = { root: 0, imported: 1, builtin: 2 } as const;

function localityOf(loaded: LoadedMacro, search: MaterializationSearch): number {
  const packageName = loaded.macro.package_name;
  if (packageName === search.root) return LOCALITY.root;
  return search.builtin.includes(packageName) ? LOCALITY.builtin : LOCALITY.imported;
}
