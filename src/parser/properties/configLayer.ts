import type { Value } from '../../jinja/values/types.js';
import type { ConfigLayer } from '../../manifest/configMerge.js';
import { isMapping, type Mapping, mappingEntries, mappingGet } from '../../project/mapping.js';
import type { ValueReader } from './valueReader.js';

/** The `config` of an entry as a layer, with the keys that formerly stood beside it (features A34). */
export function configLayerOf(
  values: Mapping,
  moved: readonly string[],
  reader: ValueReader,
): ConfigLayer | undefined {
  const config = mappingGet(values, 'config');
  if (config !== undefined && config !== null && !isMapping(config)) {
    throw reader
      .at('config')
      .error("'config' is not a mapping", "Write its keys below it, each as 'key: value'.");
  }
  const layer: Record<string, Value> = {};
  const places: Record<string, readonly string[]> = {};
  if (isMapping(config)) {
    for (const [key, value] of mappingEntries(config)) {
      if (typeof key !== 'string')
        throw reader.at('config').error(`The config key ${String(key)} is not text`);
      layer[key] = value;
      places[key] = ['config', key];
    }
  }
  for (const key of moved) {
    const value = mappingGet(values, key);
    if (value === undefined || value === null) continue;
    if (key in layer) {
      if (key !== 'meta' && key !== 'docs') continue;
      throw reader
        .at(key)
        .error(`'${key}' stands both in 'config' and beside it`, "Keep the one below 'config'.");
    }
    layer[key] = value;
    places[key] = [key];
  }
  if (Object.keys(layer).length === 0) return undefined;
  return { values: layer, placeOf: (key) => reader.at(...(places[key] ?? [])).place() };
}
