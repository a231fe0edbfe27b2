import { pyStr } from '../../jinja/values/text.js';
import { PyFloat, type Value } from '../../jinja/values/types.js';
import { isMapping, type Mapping, mappingGet } from '../../project/mapping.js';
import type { PropertyEntry } from './readProperties.js';
import { entryReader, listOf, optionalText } from './valueReader.js';

export type Version = string | number;

/** One element of a model's `versions` (features B21). */
export interface ModelVersion {
  readonly v: Version;
  readonly index: number;
  readonly values: Mapping;
  readonly definedIn?: string;
}

export interface ModelVersions {
  readonly entry: PropertyEntry;
  readonly versions: readonly ModelVersion[];
  readonly latest: Version;
}

const known = new WeakMap<PropertyEntry, ModelVersions | null>();

/**
 * The versions of a models entry; undefined when it has none. Throws XformError('parse') the first time; an entry that is
 * wrong has none after that.
 */
export function readVersions(entry: PropertyEntry): ModelVersions | undefined {
  const before = known.get(entry);
  if (before !== undefined) return before ?? undefined;
  known.set(entry, null);
  const versions = parseVersions(entry);
  known.set(entry, versions ?? null);
  return versions;
}

function parseVersions(entry: PropertyEntry): ModelVersions | undefined {
  const reader = entryReader(entry);
  const list = listOf(entry.values.versions, 'versions', reader);
  const given = versionOf(entry.values.latest_version);
  if (list.length === 0 && given === undefined) return undefined;
  const versions = list.map((item, index): ModelVersion => {
    const at = reader.at('versions', index);
    if (!isMapping(item)) throw at.error('A version is not a mapping', "Write '- v: 1'.");
    const v = versionOf(mappingGet(item, 'v'));
    if (v === undefined) throw at.error("A version has no 'v'", "Write '- v: 1'.");
    const definedIn = optionalText(mappingGet(item, 'defined_in'), 'defined_in', at);
    return { v, index, values: item, ...(definedIn === undefined ? {} : { definedIn }) };
  });
  const seen = new Set<string>();
  for (const { v, index } of versions) {
    if (seen.has(String(v))) {
      throw reader
        .at('versions', index)
        .error(`Found duplicate version: '${v}' in versions list of model '${entry.name}'`);
    }
    seen.add(String(v));
  }
  const all = versions.map(({ v }) => v);
  if (given !== undefined && !all.some((v) => String(v) === String(given))) {
    const text = all.map((v) => (typeof v === 'string' ? `'${v}'` : v)).join(', ');
    throw reader
      .at('latest_version')
      .error(`latest_version: ${given} is not one of model '${entry.name}' versions: [${text}]`);
  }
  return { entry, versions, latest: given ?? all.reduce((a, b) => (compareVersions(a, b) < 0 ? b : a)) };
}

/** Text and integers stand as they are; 1.0 becomes its text. */
export function versionOf(value: Value): Version | undefined {
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (value instanceof PyFloat || typeof value === 'bigint') return pyStr(value);
  return undefined;
}

/** Numbers by size, anything else by its text. */
export function compareVersions(a: Version, b: Version): number {
  const [x, y] = [Number(a), Number(b)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}
