import { PyDict } from '../jinja/values/dict.js';
import { isPlainObject } from '../jinja/values/typeName.js';
import type { Value } from '../jinja/values/types.js';

/** Fields whose dicts hold what users wrote: their nulls are values. */
const USER_DATA: ReadonlySet<string> = new Set([
  'meta',
  'kwargs',
  'grants',
  'column_types',
  'persist_docs',
  'unrendered_config',
  'config_call_dict',
  'unrendered_config_call_dict',
]);

/** Keys of `config` that dbt knows and leaves out while they are unset. Any other null in it was set by the user. */
const OMITTED_CONFIG_KEYS: ReadonlySet<string> = new Set([
  'alias',
  'schema',
  'database',
  'group',
  'static_analysis',
  'incremental_strategy',
  'batch_size',
  'begin',
  'full_refresh',
  'unique_key',
  'event_time',
  'concurrent_batches',
  'freshness',
  'quote_columns',
  'strategy',
  'target_schema',
  'target_database',
  'updated_at',
  'check_cols',
  'snapshot_meta_column_names',
  'dbt_valid_to_current',
  'store_failures',
  'store_failures_as',
  'where',
  'limit',
]);

/** Fields that a node only has once it is compiled. */
const COMPILED_FIELDS: ReadonlySet<string> = new Set([
  'compiled',
  'compiled_code',
  'compiled_path',
  'extra_ctes',
  'extra_ctes_injected',
]);

/**
 * A node as templates see it in `model`: a copy of their own, which they may change, without the fields that are
 * unset. A compiled node also has its SQL under the older name `compiled_sql`.
 */
export function createModelValue(node: object): Record<string, Value> {
  const model: Record<string, Value> = {};
  const isCompiled = 'compiled' in node && node.compiled === true;
  for (const [key, value] of Object.entries(node)) {
    if (value === null || value === undefined || (!isCompiled && COMPILED_FIELDS.has(key))) continue;
    model[key] = USER_DATA.has(key)
      ? copy(value)
      : key === 'config'
        ? copyConfig(value)
        : copyWithoutNulls(value);
  }
  if (typeof model.compiled_code === 'string') model.compiled_sql = model.compiled_code;
  return model;
}

function copyConfig(config: Record<string, Value>): Record<string, Value> {
  const copied: Record<string, Value> = {};
  for (const [key, value] of Object.entries(config)) {
    if (value === null && OMITTED_CONFIG_KEYS.has(key)) continue;
    copied[key] = key === 'docs' || key.endsWith('-hook') ? copyWithoutNulls(value) : copy(value);
  }
  return copied;
}

function copyWithoutNulls(value: Value): Value {
  if (Array.isArray(value)) return value.map(copyWithoutNulls);
  if (!isPlainObject(value)) return copy(value);
  const copied: Record<string, Value> = {};
  for (const [key, item] of Object.entries(value)) {
    if (item === null || item === undefined) continue;
    copied[key] = USER_DATA.has(key) ? copy(item) : copyWithoutNulls(item);
  }
  return copied;
}

/** A deep copy of dicts and lists; other values are immutable and shared. */
export function copy(value: Value): Value {
  if (Array.isArray(value) && value.constructor === Array) return value.map(copy);
  if (value instanceof PyDict)
    return new PyDict([...value.entries()].map(([key, item]) => [key, copy(item)] as const));
  if (!isPlainObject(value)) return value;
  const copied: Record<string, Value> = {};
  for (const [key, item] of Object.entries(value)) copied[key] = copy(item);
  return copied;
}
