import type { ConfigLayer } from '../../manifest/configMerge.js';
import type { ManifestNode } from '../../manifest/types.js';
import { readColumns } from '../properties/columns.js';
import { configLayerOf } from '../properties/configLayer.js';
import type { PropertyEntry } from '../properties/readProperties.js';
import { SECTION_RULES } from '../properties/sections.js';
import { entryReader, optionalText } from '../properties/valueReader.js';

/** Config of an entry that describes a seed, snapshot, analysis, function or singular test. */
export function patchLayers(entry: PropertyEntry | undefined): ConfigLayer[] {
  if (entry === undefined) return [];
  const layer = configLayerOf(entry.values, SECTION_RULES[entry.section].movedToConfig, entryReader(entry));
  return layer === undefined ? [] : [layer];
}

/** Description and columns; descriptions are rendered when all docs blocks and nodes are known. */
export function applyPatch(
  node: Pick<ManifestNode, 'patch_path' | 'description' | 'columns'>,
  entry: PropertyEntry | undefined,
): void {
  if (entry === undefined) return;
  const reader = entryReader(entry);
  node.patch_path = `${entry.source.owner.name}://${entry.source.file.path}`;
  node.description = optionalText(entry.values.description, 'description', reader) ?? '';
  node.columns = readColumns(entry.values, reader);
}
