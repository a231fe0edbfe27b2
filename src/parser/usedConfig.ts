import type { Value } from '../jinja/values/types.js';
import { isMapping, mappingEntries } from '../project/mapping.js';
import { type Project, RESOURCE_BLOCKS, type ResourceBlock } from '../project/types.js';

/** Which fqns were configured, for the warning about config paths that match nothing (features A48). */
export interface UsedConfig {
  add(block: ResourceBlock, fqn: readonly string[]): void;
  /** One fqn of every folder, and all of those whose own name the project file mentions. */
  readonly fqns: Partial<Record<ResourceBlock, (readonly string[])[]>>;
}

export function createUsedConfig(project: Project): UsedConfig {
  const fqns: Partial<Record<ResourceBlock, (readonly string[])[]>> = {};
  const names = new Map(
    RESOURCE_BLOCKS.map((block) => [block, keysIn(project.root.config.resources[block])]),
  );
  const folders = new Set<string>();
  return {
    fqns,
    add(block, fqn) {
      let folder: string = block;
      for (let i = 0; i < fqn.length - 1; i++) folder += ` ${fqn[i]}`;
      if (folders.has(folder) && !names.get(block)?.has(fqn[fqn.length - 1]!)) return;
      folders.add(folder);
      (fqns[block] ??= []).push(fqn);
    },
  };
}

/** All keys of a tree of mappings. */
function keysIn(tree: Value, keys = new Set<string>()): Set<string> {
  if (!isMapping(tree)) return keys;
  for (const [key, value] of mappingEntries(tree)) keysIn(value, keys.add(String(key)));
  return keys;
}
