import type { Value } from '../jinja/values/types.js';

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

/** A fresh copy of dbt's defaults, in the order in which manifest.json shows them. */
export declare function defaultConfig(resource: ConfigResource): Record<string, Value>;
/** Names for did-you-mean and unknown-key warnings. */
export declare function knownConfigKeys(resource: ConfigResource): readonly string[];
