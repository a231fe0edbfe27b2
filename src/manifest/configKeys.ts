import type { Value } from '../jinja/values/types.js';
import { didYouMean } from '../util/didYouMean.js';
import type { ConfigTypeName } from './configTypes.js';
import { NESTED_DEFAULTS } from './configTypes.js';

/** Resource types that have a `config`. */
export type ConfigResource =
  | 'model'
  | 'seed'
  | 'snapshot'
  | 'test'
  | 'source'
  | 'exposure'
  | 'analysis'
  | 'operation'
  | 'unit_test'
  | 'function'
  | 'metric'
  | 'semantic_model'
  | 'saved_query'
  | 'macro'
  | 'group';

/** How a key's values of several layers become one (features A38-A43). */
export type MergeRule = 'clobber' | 'append' | 'update' | 'grants';

/** One known key: the table's row. */
export interface ConfigKey {
  /** As manifest.json shows it. */
  readonly name: string;
  /** Other spelling, in Python names (`pre_hook`), which counts before `name` where one place has both. */
  readonly alias?: string;
  readonly type: ConfigTypeName;
  readonly merge: MergeRule;
  /** Copied for each node when it is a list or mapping. */
  readonly fallback: Value;
}

type Row = readonly [name: string, type: ConfigTypeName, merge: MergeRule, fallback: Value];

const ENABLED: Row = ['enabled', 'bool', 'clobber', true];
const META: Row = ['meta', 'mapping', 'update', {}];
const TAGS: Row = ['tags', 'tags', 'append', []];
const GROUP: Row = ['group', 'optionalString', 'clobber', null];
const STATIC_ANALYSIS: Row = ['static_analysis', 'switchText', 'clobber', null];

function common(schema: string | null): readonly Row[] {
  return [
    ENABLED,
    ['alias', 'optionalString', 'clobber', null],
    ['schema', 'optionalString', 'clobber', schema],
    ['database', 'optionalString', 'clobber', null],
    TAGS,
    META,
    GROUP,
    STATIC_ANALYSIS,
  ];
}

function node(materialized: string): readonly Row[] {
  return [
    ...common(null),
    ['materialized', 'string', 'clobber', materialized],
    ['incremental_strategy', 'optionalString', 'clobber', null],
    ['batch_size', 'any', 'clobber', null],
    ['lookback', 'any', 'clobber', 1],
    ['begin', 'any', 'clobber', null],
    ['persist_docs', 'mapping', 'clobber', {}],
    ['post-hook', 'hooks', 'append', []],
    ['pre-hook', 'hooks', 'append', []],
    ['quoting', 'mapping', 'update', {}],
    ['column_types', 'mapping', 'update', {}],
    ['full_refresh', 'optionalBool', 'clobber', null],
    ['unique_key', 'stringOrList', 'clobber', null],
    ['on_schema_change', 'optionalString', 'clobber', 'ignore'],
    ['on_configuration_change', 'onConfigurationChange', 'clobber', 'apply'],
    ['grants', 'mapping', 'grants', {}],
    ['packages', 'stringList', 'append', []],
    ['docs', 'docs', 'update', NESTED_DEFAULTS.docs],
    ['contract', 'contract', 'update', NESTED_DEFAULTS.contract],
    ['event_time', 'any', 'clobber', null],
    ['concurrent_batches', 'any', 'clobber', null],
  ];
}

/** dbt 1.11's keys in the order of manifest.json. */
const ROWS: Readonly<Record<ConfigResource, readonly Row[]>> = {
  model: [
    ...node('view'),
    ['access', 'access', 'clobber', 'protected'],
    ['freshness', 'modelFreshness', 'clobber', null],
  ],
  seed: [
    ...node('seed'),
    ['delimiter', 'string', 'clobber', ','],
    ['quote_columns', 'optionalBool', 'clobber', null],
  ],
  snapshot: [
    ...node('snapshot'),
    ['strategy', 'optionalString', 'clobber', null],
    ['target_schema', 'optionalString', 'clobber', null],
    ['target_database', 'optionalString', 'clobber', null],
    ['updated_at', 'optionalString', 'clobber', null],
    ['check_cols', 'stringOrList', 'clobber', null],
    ['snapshot_meta_column_names', 'snapshotColumns', 'clobber', NESTED_DEFAULTS.snapshotColumns],
    ['dbt_valid_to_current', 'optionalString', 'clobber', null],
  ],
  test: [
    ...common('dbt_test__audit'),
    ['materialized', 'string', 'clobber', 'test'],
    ['severity', 'severity', 'clobber', 'ERROR'],
    ['store_failures', 'optionalBool', 'clobber', null],
    ['store_failures_as', 'optionalString', 'clobber', null],
    ['where', 'optionalString', 'clobber', null],
    ['limit', 'optionalInt', 'clobber', null],
    ['fail_calc', 'string', 'clobber', 'count(*)'],
    ['warn_if', 'string', 'clobber', '!= 0'],
    ['error_if', 'string', 'clobber', '!= 0'],
  ],
  source: [
    ENABLED,
    ['event_time', 'any', 'clobber', null],
    ['freshness', 'sourceFreshness', 'clobber', NESTED_DEFAULTS.sourceFreshness],
    ['loaded_at_field', 'optionalString', 'clobber', null],
    ['loaded_at_query', 'optionalString', 'clobber', null],
    META,
    ['tags', 'tags', 'clobber', []],
    STATIC_ANALYSIS,
  ],
  exposure: [ENABLED, ['tags', 'tags', 'clobber', []], ['meta', 'mapping', 'clobber', {}]],
  analysis: node('view'),
  operation: node('view'),
  unit_test: [TAGS, META, ENABLED, STATIC_ANALYSIS],
  function: [
    ...node('function'),
    ['type', 'functionType', 'clobber', 'scalar'],
    ['volatility', 'volatility', 'clobber', null],
    ['runtime_version', 'optionalString', 'clobber', null],
    ['entry_point', 'optionalString', 'clobber', null],
  ],
  metric: [ENABLED, GROUP, META],
  semantic_model: [ENABLED, GROUP, META],
  saved_query: [
    ENABLED,
    GROUP,
    META,
    ['export_as', 'optionalString', 'clobber', null],
    ['schema', 'optionalString', 'clobber', null],
    ['cache', 'mapping', 'update', { enabled: false }],
  ],
  macro: [META, ['docs', 'docs', 'update', NESTED_DEFAULTS.docs]],
  group: [META],
};

const ALIASES: Readonly<Record<string, string>> = { 'pre-hook': 'pre_hook', 'post-hook': 'post_hook' };

function keysOf(rows: readonly Row[]): readonly ConfigKey[] {
  return rows.map(([name, type, merge, fallback]) => {
    const alias = ALIASES[name];
    return alias === undefined ? { name, type, merge, fallback } : { name, alias, type, merge, fallback };
  });
}

/** The table: known keys by resource type. */
export const CONFIG_KEYS = Object.fromEntries(
  Object.entries(ROWS).map(([resource, rows]) => [resource, keysOf(rows)]),
) as Readonly<Record<ConfigResource, readonly ConfigKey[]>>;

/** Keys that are not dbt's own but that its macros and adapters read, so that they are no misspelling. */
const EXTRA_KEYS: Readonly<Partial<Record<ConfigResource, readonly string[]>>> = {
  model: [
    'sql_header',
    'predicates',
    'incremental_predicates',
    'merge_update_columns',
    'merge_exclude_columns',
    'merge_update_condition',
    'indexes',
    'on_error',
    'latest_version_pointer',
    'catalog_name',
    'location',
    'format',
    'options',
  ],
  seed: ['sql_header'],
  snapshot: ['hard_deletes', 'invalidate_hard_deletes', 'sql_header'],
  test: ['sql_header'],
  source: ['external_location', 'external', 'schema', 'quoting', 'loader', 'identifier'],
};

const byAnyName = new Map<ConfigResource, ReadonlyMap<string, ConfigKey>>();

/** The known key of this name or alias. */
export function findConfigKey(resource: ConfigResource, name: string): ConfigKey | undefined {
  let keys = byAnyName.get(resource);
  if (keys === undefined) {
    keys = new Map(
      CONFIG_KEYS[resource].flatMap((key) => [
        [key.name, key] as const,
        [key.alias ?? key.name, key] as const,
      ]),
    );
    byAnyName.set(resource, keys);
  }
  return keys.get(name);
}

/** A fresh copy of dbt's defaults, in the order in which manifest.json shows them. */
export function defaultConfig(resource: ConfigResource): Record<string, Value> {
  const config: Record<string, Value> = {};
  for (const key of CONFIG_KEYS[resource]) config[key.name] = copyOf(key.fallback);
  return config;
}

function copyOf(value: Value): Value {
  if (Array.isArray(value)) return value.slice();
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, Value> = {};
  for (const key of Object.keys(value)) copy[key] = copyOf(value[key]);
  return copy;
}

/** Names for did-you-mean and unknown-key warnings. */
export function knownConfigKeys(resource: ConfigResource): readonly string[] {
  const names = CONFIG_KEYS[resource].flatMap((key) =>
    key.alias === undefined ? [key.name] : [key.name, key.alias],
  );
  return [...names, ...(EXTRA_KEYS[resource] ?? [])];
}

/** Keys that look like a misspelt one, each with its question. Keys that resemble none are the user's own. */
export function misspeltConfigKeys(
  resource: ConfigResource,
  keys: Iterable<string>,
): { key: string; hint: string }[] {
  const known = knownConfigKeys(resource);
  const found: { key: string; hint: string }[] = [];
  for (const key of keys) {
    const hint = known.includes(key) ? undefined : didYouMean(key, known);
    if (hint !== undefined) found.push({ key, hint });
  }
  return found;
}
