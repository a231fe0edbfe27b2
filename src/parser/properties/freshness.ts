import type { Value } from '../../jinja/values/types.js';
import { isMapping, type Mapping, mappingGet } from '../../project/mapping.js';
import type { ValueReader } from './valueReader.js';

const NO_TIME = Object.freeze({ count: null, period: null });
const PERIODS = ['minute', 'hour', 'day'];

/**
 * `freshness` of the owners, each overriding the former key by key; null switches it off. undefined: nobody said
 * anything, null: the last word was null.
 */
export function mergedFreshness(owners: readonly Mapping[], reader: ValueReader): Value {
  let merged: Record<string, Value> | null | undefined;
  for (const owner of owners) {
    const given = mappingGet(owner, 'freshness');
    if (given === undefined) continue;
    if (given === null) {
      merged = null;
      continue;
    }
    if (!isMapping(given)) throw reader.at('freshness').error("'freshness' is not a mapping");
    merged ??= { warn_after: NO_TIME, error_after: NO_TIME, filter: null };
    for (const key of ['warn_after', 'error_after']) {
      const time = mappingGet(given, key);
      if (time !== undefined) merged[key] = mergedTime(merged[key], time, key, reader);
    }
    const filter = mappingGet(given, 'filter');
    if (filter !== undefined) merged.filter = filter;
  }
  return merged;
}

function mergedTime(before: Value, given: Value, key: string, reader: ValueReader): Value {
  if (given === null) return NO_TIME;
  if (!isMapping(given))
    throw reader.at('freshness', key).error(`'${key}' is not a mapping`, 'Write {count: 12, period: hour}.');
  const period = mappingGet(given, 'period');
  if (period !== undefined && period !== null && !PERIODS.includes(period)) {
    throw reader
      .at('freshness', key)
      .error(`'${String(period)}' is not a period`, `Periods are ${PERIODS.join(', ')}.`);
  }
  return {
    count: mappingGet(given, 'count') ?? before?.count ?? null,
    period: period ?? before?.period ?? null,
  };
}
