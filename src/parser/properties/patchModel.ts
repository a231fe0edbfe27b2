import { XformError } from '../../errors/error.js';
import { isPlainObject } from '../../jinja/values/typeName.js';
import type { Value } from '../../jinja/values/types.js';
import type { ConfigLayer } from '../../manifest/configMerge.js';
import type { ColumnInfo, ModelNode } from '../../manifest/types.js';
import { type Mapping, mappingGet } from '../../project/mapping.js';
import type { YamlMap } from '../../project/types.js';
import { addFacts, captureFacts } from '../nodes/capture.js';
import type { ParseSession } from '../session.js';
import { readColumns, readVersionColumns } from './columns.js';
import { configLayerOf } from './configLayer.js';
import { modelConstraints } from './constraints.js';
import { parseDeprecationDate } from './deprecation.js';
import type { VersionPatch } from './patches.js';
import type { PropertyEntry } from './readProperties.js';
import { SECTION_RULES } from './sections.js';
import { readTimeSpine } from './timeSpine.js';
import { entryReader, optionalText } from './valueReader.js';

const MOVED = SECTION_RULES.models.movedToConfig;

/** Config of a models entry with that of the version merged into it (features B21). */
export function modelLayers(entry: PropertyEntry, patch: VersionPatch | undefined): ConfigLayer[] {
  const base = configLayerOf(entry.values, MOVED, entryReader(entry));
  // A version's `access` and the like count only below its `config`.
  const own =
    patch && configLayerOf(patch.version.values, [], entryReader(entry, ['versions', patch.version.index]));
  if (base === undefined || own === undefined) return [base ?? own].filter((layer) => layer !== undefined);
  const placeOf = (key: string) => (Object.hasOwn(own.values, key) ? own : base).placeOf?.(key);
  return [{ values: mergeDeep(base.values, own.values), placeOf }];
}

/** Mappings are merged, lists put in front of the model's, anything else replaces. */
function mergeDeep(base: YamlMap, own: YamlMap): YamlMap {
  const merged: Record<string, Value> = { ...base };
  for (const [key, value] of Object.entries(own)) {
    const former = merged[key];
    if (Array.isArray(former) && Array.isArray(value)) merged[key] = [...value, ...former];
    else if (isPlainObject(former) && isPlainObject(value)) merged[key] = mergeDeep(former, value);
    else merged[key] = value;
  }
  return merged;
}

/** What a models entry says of a model besides config. */
export function applyModelPatch(
  session: ParseSession,
  node: ModelNode,
  entry: PropertyEntry,
  patch: VersionPatch | undefined,
): void {
  const reader = entryReader(entry);
  const versionValues: Mapping = patch?.version.values ?? {};
  const ofVersion = (key: string) => mappingGet(versionValues, key) ?? mappingGet(entry.values, key);
  node.patch_path = `${entry.source.owner.name}://${entry.source.file.path}`;
  node.description = optionalText(ofVersion('description'), 'description', reader) ?? '';
  node.columns = patchColumns(entry, patch);
  node.constraints = modelConstraints(hasConstraints(versionValues) ? versionValues : entry.values, reader);
  // The date of the model says nothing of its versions, which have dates of their own.
  const dated = patch === undefined ? entry.values : versionValues;
  node.deprecation_date = parseDeprecationDate(mappingGet(dated, 'deprecation_date'), reader);
  node.time_spine = readTimeSpine(entry.values, node, reader);
  captureForeignKeys(session, node);
}

function hasConstraints(values: Mapping): boolean {
  const constraints = mappingGet(values, 'constraints');
  return Array.isArray(constraints) && constraints.length > 0;
}

function patchColumns(entry: PropertyEntry, patch: VersionPatch | undefined): Record<string, ColumnInfo> {
  const columns = readColumns(entry.values, entryReader(entry));
  if (patch === undefined) return columns;
  return readVersionColumns(
    patch.version.values,
    columns,
    entryReader(entry, ['versions', patch.version.index]),
  );
}

/** `to: ref('x')` of a foreign key is a dependency. */
function captureForeignKeys(session: ParseSession, node: ModelNode): void {
  const all = [...node.constraints, ...Object.values(node.columns).flatMap((column) => column.constraints)];
  for (const { type, to } of all) {
    if (type !== 'foreign_key' || to === null || !/^\s*(ref|source)\s*\(/.test(to)) continue;
    try {
      const place = { file: node.original_file_path };
      addFacts(node, captureFacts(session, node, { text: `{{ ${to} }}`, place }).facts);
    } catch (error) {
      if (!(error instanceof XformError)) throw error;
      throw new XformError('parse', `The foreign key of '${node.name}' refers to '${to}': ${error.message}`, {
        cause: error,
      });
    }
  }
}
