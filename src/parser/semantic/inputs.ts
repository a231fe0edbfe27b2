import type { Value } from '../../jinja/values/types.js';
import { isMapping, mappingGet } from '../../project/mapping.js';
import { listOf, optionalText, type ValueReader } from '../properties/valueReader.js';

/** `filter` and `where`: kept unrendered, one or several. */
export function filterOf(value: Value, reader: ValueReader): Value {
  if (value === undefined || value === null) return null;
  const templates: readonly Value[] = Array.isArray(value) ? value : [value];
  for (const one of templates) if (typeof one !== 'string') throw reader.error('A filter is not text');
  return { where_filters: templates.map((template) => ({ where_sql_template: template })) };
}

/** A measure as a metric uses it: its name, or a mapping. */
export function measureInput(value: Value, reader: ValueReader): Value {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return { ...NO_MEASURE, name: value };
  if (!isMapping(value)) throw reader.error('A measure is neither a name nor a mapping');
  const name = optionalText(mappingGet(value, 'name'), 'name', reader);
  if (name === undefined) throw reader.error('A measure has no name');
  return {
    name,
    filter: filterOf(mappingGet(value, 'filter'), reader),
    alias: mappingGet(value, 'alias') ?? null,
    join_to_timespine: mappingGet(value, 'join_to_timespine') ?? false,
    fill_nulls_with: mappingGet(value, 'fill_nulls_with') ?? null,
  };
}

const NO_MEASURE = { name: '', filter: null, alias: null, join_to_timespine: false, fill_nulls_with: null };

/** A metric as another one uses it. */
export function metricInput(value: Value, reader: ValueReader): Value {
  if (value === undefined || value === null) return null;
  const given = typeof value === 'string' ? { name: value } : value;
  if (!isMapping(given)) throw reader.error('A metric is neither a name nor a mapping');
  const name = optionalText(mappingGet(given, 'name'), 'name', reader);
  if (name === undefined) throw reader.error('A metric has no name');
  return {
    name,
    filter: filterOf(mappingGet(given, 'filter'), reader),
    alias: mappingGet(given, 'alias') ?? null,
    offset_window: windowOf(mappingGet(given, 'offset_window'), reader),
    offset_to_grain: mappingGet(given, 'offset_to_grain') ?? null,
  };
}

export function metricInputs(value: Value, reader: ValueReader): Value[] {
  return listOf(value, 'metrics', reader).map((item, i) => metricInput(item, reader.at('metrics', i)));
}

/** `7 days` -> 7 of day. */
export function windowOf(value: Value, reader: ValueReader): Value {
  if (value === undefined || value === null) return null;
  const match = /^\s*(\d+)\s+(\w+?)s?\s*$/.exec(String(value));
  if (match === null)
    throw reader.error(`'${String(value)}' is not a window of time`, "Write it as '7 days' or '1 month'.");
  return { count: Number(match[1]), granularity: match[2]!.toLowerCase() };
}
