import type { AdapterPlugin } from '../adapters/types.js';
import { type Place, XformError } from '../errors/error.js';
import type { Value } from '../jinja/values/types.js';
import { isMapping, mappingEntries } from '../project/mapping.js';
import type { YamlMap } from '../project/types.js';
import { didYouMean } from '../util/didYouMean.js';
import { type ConfigKey, type ConfigResource, defaultConfig, findConfigKey } from './configKeys.js';
import {
  CONFIG_TYPES,
  ConfigProblem,
  type ConfigTypeName,
  normaliseHook,
  updateMapping,
} from './configTypes.js';

export { findConfigLayers, type ProjectLayers, unusedConfigPaths } from './configTree.js';

/** One place that sets config: a level of a dbt_project.yml tree, a properties entry, the config() calls of a file. */
export interface ConfigLayer {
  readonly values: YamlMap;
  /** The same keys before Jinja. */
  readonly unrendered?: YamlMap;
  /** Set for levels of a dbt_project.yml tree: the node's own package's, or the root project's over a package's node. */
  readonly source?: 'project' | 'root';
  /** Of a key, for errors. */
  readonly placeOf?: (key: string) => Place | undefined;
}

export interface MergedConfig {
  /** dbt's defaults and everything set, types checked, hooks and tags normalised. */
  readonly config: Record<string, Value>;
  /** What was set, before Jinja (manifest's unrendered_config). */
  readonly unrendered: Record<string, Value>;
}

/** Types whose null takes a key back to dbt's default (`lookback: null` is 1), not only away from what was set. */
const NULL_IS_DEFAULT: ReadonlySet<ConfigTypeName> = new Set(['any', 'optionalString']);

/**
 * Defaults, then `layers` lowest first, merged key by key as the table says, and finished. A value of a wrong type
 * throws XformError('parse') naming the key and what it expects, at the layer's place of it or else at `place`.
 * `aliases` are the engine's names of config keys (BigQuery: project for database; features A44).
 */
export function mergeConfigLayers(
  resource: ConfigResource,
  layers: readonly ConfigLayer[],
  place?: Place,
  aliases?: Readonly<Record<string, string>>,
): MergedConfig {
  const config = defaultConfig(resource);
  const setBy = new Map<string, ConfigLayer>();
  for (const layer of layers) {
    for (const [name, value] of layerEntries(resource, layer.values, aliases)) {
      setBy.set(name, layer);
      const key = findConfigKey(resource, name);
      config[name] =
        key === undefined
          ? value
          : guarded(resource, name, layer, place, () => mergeValue(key, config[name], value));
    }
  }
  for (const [name, layer] of setBy) {
    const key = findConfigKey(resource, name);
    if (key === undefined) continue;
    const checked = guarded(resource, name, layer, place, () => CONFIG_TYPES[key.type](config[name]));
    config[name] = checked === null && NULL_IS_DEFAULT.has(key.type) ? key.fallback : checked;
  }
  finishConfig(resource, config, setBy);
  checkMaterialized(resource, config, setBy, place);
  return { config, unrendered: mergeUnrendered(layers) };
}

/** The engine's own names of config keys, for mergeConfigLayers: dbt-postgres' `dbname` is `database`. */
export function configAliases(plugin: Pick<AdapterPlugin, 'credentials'>): Readonly<Record<string, string>> {
  const fields = plugin.credentials.filter(({ name }) => name === 'database' || name === 'schema');
  return Object.fromEntries(
    fields.flatMap(({ name, aliases }) => (aliases ?? []).map((alias) => [alias, name])),
  );
}

/**
 * Several config() calls of one file as one layer's values (features A45). Additive keys that only one call sets stay
 * as they were written.
 */
export function mergeConfigCalls(
  resource: ConfigResource,
  calls: readonly Readonly<Record<string, Value>>[],
): Record<string, Value> {
  const merged: Record<string, Value> = {};
  for (const call of calls) {
    for (const [name, value] of layerEntries(resource, call)) {
      const key = findConfigKey(resource, name);
      merged[name] =
        key === undefined || !Object.hasOwn(merged, name)
          ? value
          : guarded(resource, name, undefined, undefined, () => mergeCallValue(key, merged[name], value));
    }
  }
  return merged;
}

function mergeCallValue(key: ConfigKey, former: Value, value: Value): Value {
  // Hooks stay as written until they are merged with those of other places.
  if (key.merge === 'append') return [...asList(former), ...asList(value)];
  return mergeValue(key, former, value);
}

/** Keys under their own names; where one place has both spellings, the one with an underscore counts. */
function layerEntries(
  resource: ConfigResource,
  values: YamlMap,
  aliases?: Readonly<Record<string, string>>,
): [string, Value][] {
  const entries: [string, Value][] = [];
  for (const name of Object.keys(values)) {
    const translated = aliases !== undefined && Object.hasOwn(aliases, name) ? aliases[name]! : name;
    const key = findConfigKey(resource, translated);
    if (key?.alias !== undefined && translated === key.name && Object.hasOwn(values, key.alias)) continue;
    entries.push([key?.name ?? translated, values[name]]);
  }
  return entries;
}

function asList(value: Value): Value[] {
  return Array.isArray(value) ? value : [value];
}

function mergeValue(key: ConfigKey, former: Value, value: Value): Value {
  switch (key.merge) {
    case 'append': {
      const added = key.type === 'hooks' ? asList(value).map(normaliseHook) : asList(value);
      return [...asList(former), ...added];
    }
    case 'update':
      if (!isMapping(value)) throw new ConfigProblem('a mapping');
      return updateMapping(former, value);
    case 'grants':
      if (!isMapping(value)) throw new ConfigProblem('a mapping');
      return mergeGrants(former as Record<string, Value>, value);
    case 'clobber':
      return value;
  }
}

/** Per privilege: replaced, or with `+` before its name appended to. */
function mergeGrants(former: Record<string, Value>, added: YamlMap): Record<string, Value> {
  const grants = { ...former };
  for (const [name, value] of mappingEntries(added)) {
    const privilege = String(name);
    if (privilege.startsWith('+')) {
      const bare = privilege.slice(1);
      grants[bare] = [...asList(grants[bare] ?? []), ...asList(value)];
    } else grants[privilege] = asList(value);
  }
  return grants;
}

function guarded<T>(
  resource: ConfigResource,
  name: string,
  layer: ConfigLayer | undefined,
  fallbackPlace: Place | undefined,
  run: () => T,
): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof ConfigProblem)) throw error;
    const place = placeOfKey(resource, name, layer) ?? fallbackPlace;
    const given =
      layer === undefined ? undefined : (layer.values[name] ?? layer.values[aliasOf(resource, name)]);
    const path = [name, ...error.path].join('.');
    const guess =
      error.allowed !== undefined && typeof given === 'string' ? didYouMean(given, error.allowed) : undefined;
    throw new XformError('parse', `The config '${path}' of a ${resource} must be ${error.expected}`, {
      ...(place === undefined ? {} : { place }),
      ...(guess === undefined ? {} : { hint: guess }),
    });
  }
}

function aliasOf(resource: ConfigResource, name: string): string {
  return findConfigKey(resource, name)?.alias ?? name;
}

function placeOfKey(
  resource: ConfigResource,
  name: string,
  layer: ConfigLayer | undefined,
): Place | undefined {
  if (layer?.placeOf === undefined) return undefined;
  const alias = aliasOf(resource, name);
  return layer.placeOf(Object.hasOwn(layer.values, alias) ? alias : name);
}

/** Keys that follow from others. */
function finishConfig(
  resource: ConfigResource,
  config: Record<string, Value>,
  setBy: ReadonlyMap<string, ConfigLayer>,
): void {
  if (resource !== 'test') return;
  if (setBy.has('store_failures_as') && config['store_failures_as'] !== null) {
    config['store_failures'] = config['store_failures_as'] !== 'ephemeral';
  } else if (config['store_failures'] !== null) {
    config['store_failures_as'] = config['store_failures'] === true ? 'table' : 'ephemeral';
  }
}

/** Resource types that are built in one way only. */
const FIXED_MATERIALIZATIONS: Readonly<Partial<Record<ConfigResource, string>>> = {
  seed: 'seed',
  snapshot: 'snapshot',
  test: 'test',
};

function checkMaterialized(
  resource: ConfigResource,
  config: Record<string, Value>,
  setBy: ReadonlyMap<string, ConfigLayer>,
  fallbackPlace: Place | undefined,
): void {
  const fixed = FIXED_MATERIALIZATIONS[resource];
  if (fixed === undefined || config['materialized'] === fixed) return;
  const place = placeOfKey(resource, 'materialized', setBy.get('materialized')) ?? fallbackPlace;
  throw new XformError('parse', `A ${resource} cannot be materialized as '${config['materialized']}'`, {
    ...(place === undefined ? {} : { place }),
    hint: `Leave out 'materialized': a ${resource} is always built as '${fixed}'.`,
  });
}

/** Plain overwriting, in which what the node's own files say stands above both project files. */
export function mergeUnrendered(layers: readonly ConfigLayer[]): Record<string, Value> {
  const unrendered: Record<string, Value> = {};
  for (const source of ['project', 'root', undefined] as const) {
    for (const layer of layers) {
      if (layer.source === source) Object.assign(unrendered, layer.unrendered ?? layer.values);
    }
  }
  return unrendered;
}
