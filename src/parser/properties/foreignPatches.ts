import { findConfigLayers, mergeConfigLayers } from '../../manifest/configMerge.js';
import { foldersOf, stemOf } from '../../manifest/ids.js';
import type { Project } from '../../project/types.js';
import { configLayerOf } from './configLayer.js';
import type { PropertyEntry } from './readProperties.js';
import type { Section } from './sections.js';
import { entryReader } from './valueReader.js';

const KINDS = {
  models: { kind: 'model', resource: 'model', block: 'models' },
  seeds: { kind: 'seed', resource: 'seed', block: 'seeds' },
} as const;

/** Whether entries of a section may describe a node of another package. */
export function canBeForeign(section: Section): section is keyof typeof KINDS {
  return section in KINDS;
}

/**
 * Whether an entry describes a node of its own package. When that node is missing or switched off by config, the entry
 * goes to a node of the same name elsewhere: so a project can put its own file in the place of a package's.
 */
export function describesOwnNode(project: Project, entry: PropertyEntry): boolean {
  if (!canBeForeign(entry.section)) return true;
  const { kind, resource, block } = KINDS[entry.section];
  const { owner } = entry.source;
  const file = owner.files.find((one) => one.kind === kind && stemOf(one.relativePath) === entry.name);
  if (file === undefined) return false;
  const fqn = [owner.name, ...foldersOf(file.relativePath), entry.name];
  const { own, root } = findConfigLayers(project, owner, block, fqn);
  const layer = configLayerOf(entry.values, [], entryReader(entry));
  return mergeConfigLayers(resource, [...own, ...(layer ? [layer] : []), ...root]).config.enabled !== false;
}
