import type { Value } from '../jinja/values/types.js';

/**
 * The manifest, in dbt's own field names and shapes (manifest v12), so that its JSON is manifest.json and templates
 * can be handed its records as they are. Records are built by parser/ and not changed afterwards, except where the
 * compiler fills the compiled* fields of the node it compiles.
 */

export type ResourceType =
  | 'model'
  | 'analysis'
  | 'test'
  | 'snapshot'
  | 'operation'
  | 'seed'
  | 'rpc'
  | 'sql_operation'
  | 'doc'
  | 'source'
  | 'macro'
  | 'exposure'
  | 'metric'
  | 'group'
  | 'saved_query'
  | 'semantic_model'
  | 'unit_test'
  | 'fixture'
  | 'function';

export interface FileChecksum {
  readonly name: 'sha256' | 'path' | 'none';
  readonly checksum: string;
}

export interface RefArgs {
  readonly name: string;
  readonly package: string | null;
  readonly version: string | number | null;
}

export interface DependsOn {
  macros: string[];
  nodes: string[];
}

export interface ColumnInfo {
  name: string;
  description: string;
  meta: Record<string, Value>;
  data_type: string | null;
  constraints: ConstraintInfo[];
  quote: boolean | null;
  config: { meta: Record<string, Value>; tags: string[] };
  tags: string[];
  granularity: string | null;
  doc_blocks: string[];
  [extra: string]: Value;
}

export interface ConstraintInfo {
  type: string;
  name: string | null;
  expression: string | null;
  warn_unenforced: boolean;
  warn_unsupported: boolean;
  to: string | null;
  to_columns: string[];
  columns?: string[];
}

export interface Hook {
  sql: string;
  transaction: boolean;
  index: number | null;
}

/** The merged configuration of a node: known keys with dbt's defaults, then whatever else the user set. */
export interface NodeConfig {
  enabled: boolean;
  alias: string | null;
  schema: string | null;
  database: string | null;
  tags: string[];
  meta: Record<string, Value>;
  group: string | null;
  materialized: string;
  [key: string]: Value;
}

/** Fields every node has. */
export interface BaseNode {
  database: string | null;
  schema: string;
  name: string;
  resource_type: ResourceType;
  package_name: string;
  path: string;
  original_file_path: string;
  unique_id: string;
  fqn: string[];
  alias: string;
  checksum: FileChecksum;
  config: NodeConfig;
  tags: string[];
  description: string;
  columns: Record<string, ColumnInfo>;
  meta: Record<string, Value>;
  group: string | null;
  docs: { show: boolean; node_color: string | null };
  patch_path: string | null;
  build_path: string | null;
  unrendered_config: Record<string, Value>;
  created_at: number;
  config_call_dict?: Record<string, Value>;
  unrendered_config_call_dict?: Record<string, Value>;
  relation_name: string | null;
  raw_code: string;
  doc_blocks: string[];
}

/** Nodes with SQL (or Python) of their own. */
export interface CompiledFields {
  language: 'sql' | 'python';
  refs: RefArgs[];
  sources: string[][];
  metrics: string[][];
  functions: string[][];
  depends_on: DependsOn;
  compiled_path: string | null;
  compiled: boolean;
  compiled_code: string | null;
  extra_ctes_injected: boolean;
  extra_ctes: { id: string; sql: string | null }[];
  contract: { enforced: boolean; alias_types: boolean; checksum: string | null };
}

export interface ModelNode extends BaseNode, CompiledFields {
  resource_type: 'model';
  access: 'private' | 'protected' | 'public';
  constraints: ConstraintInfo[];
  version: string | number | null;
  latest_version: string | number | null;
  deprecation_date: string | null;
  primary_key: string[];
  time_spine: Value | null;
  defer_relation?: DeferRelation | null;
}

export interface DeferRelation {
  database: string | null;
  schema: string;
  alias: string;
  relation_name: string | null;
  resource_type: ResourceType;
  name: string;
  description: string;
  compiled_code: string | null;
  meta: Record<string, Value>;
  tags: string[];
  config: Value;
}

export interface SeedNode extends BaseNode {
  resource_type: 'seed';
  root_path: string | null;
  depends_on: { macros: string[] };
  defer_relation?: DeferRelation | null;
}

export interface SnapshotNode extends BaseNode, CompiledFields {
  resource_type: 'snapshot';
  defer_relation?: DeferRelation | null;
}

export interface TestMetadata {
  name: string;
  kwargs: Record<string, Value>;
  namespace: string | null;
}

/** Generic tests have test_metadata; singular ones do not. */
export interface TestNode extends BaseNode, CompiledFields {
  resource_type: 'test';
  test_metadata?: TestMetadata;
  column_name?: string | null;
  file_key_name?: string | null;
  attached_node?: string | null;
}

export interface AnalysisNode extends BaseNode, CompiledFields {
  resource_type: 'analysis';
}

/** on-run-start / on-run-end hooks; `index` is their place in the list. */
export interface OperationNode extends BaseNode, CompiledFields {
  resource_type: 'operation';
  index: number | null;
}

/** `compile --inline`, `show --inline`. */
export interface SqlOperationNode extends BaseNode, CompiledFields {
  resource_type: 'sql_operation';
}

export interface FunctionNode extends BaseNode, CompiledFields {
  resource_type: 'function';
  returns: Value;
  arguments: Value[];
}

export type ManifestNode =
  | ModelNode
  | SeedNode
  | SnapshotNode
  | TestNode
  | AnalysisNode
  | OperationNode
  | SqlOperationNode;

export type CompiledManifestNode = Exclude<ManifestNode, SeedNode> | FunctionNode;

export interface SourceDefinition {
  database: string | null;
  schema: string;
  name: string;
  resource_type: 'source';
  package_name: string;
  path: string;
  original_file_path: string;
  unique_id: string;
  fqn: string[];
  source_name: string;
  source_description: string;
  loader: string;
  identifier: string;
  quoting: Record<string, boolean | null>;
  loaded_at_field: string | null;
  loaded_at_query: string | null;
  freshness: Value | null;
  external: Value | null;
  description: string;
  columns: Record<string, ColumnInfo>;
  meta: Record<string, Value>;
  source_meta: Record<string, Value>;
  tags: string[];
  config: Record<string, Value>;
  patch_path: string | null;
  unrendered_config: Record<string, Value>;
  relation_name: string | null;
  created_at: number;
  unrendered_database: string | null;
  unrendered_schema: string | null;
  doc_blocks: string[];
}

export interface Macro {
  name: string;
  resource_type: 'macro';
  package_name: string;
  path: string;
  original_file_path: string;
  unique_id: string;
  macro_sql: string;
  depends_on: { macros: string[] };
  description: string;
  meta: Record<string, Value>;
  docs: { show: boolean; node_color: string | null };
  config: Record<string, Value>;
  patch_path: string | null;
  arguments: { name: string; type: string | null; description: string }[];
  created_at: number;
  supported_languages: string[] | null;
}

export interface Documentation {
  name: string;
  resource_type: 'doc';
  package_name: string;
  path: string;
  original_file_path: string;
  unique_id: string;
  block_contents: string;
}

export interface Exposure {
  name: string;
  resource_type: 'exposure';
  package_name: string;
  path: string;
  original_file_path: string;
  unique_id: string;
  fqn: string[];
  type: string;
  owner: Record<string, Value>;
  description: string;
  label: string | null;
  maturity: string | null;
  meta: Record<string, Value>;
  tags: string[];
  config: Record<string, Value>;
  unrendered_config: Record<string, Value>;
  url: string | null;
  depends_on: DependsOn;
  refs: RefArgs[];
  sources: string[][];
  metrics: string[][];
  created_at: number;
}

export interface Group {
  name: string;
  resource_type: 'group';
  package_name: string;
  path: string;
  original_file_path: string;
  unique_id: string;
  owner: Record<string, Value>;
  description: string | null;
  config: Record<string, Value>;
}

export interface UnitTest {
  name: string;
  resource_type: 'unit_test';
  package_name: string;
  path: string;
  original_file_path: string;
  unique_id: string;
  fqn: string[];
  model: string;
  given: Value[];
  expect: Value;
  description: string;
  overrides: Value | null;
  depends_on: DependsOn;
  config: Record<string, Value>;
  checksum: string | null;
  schema: string | null;
  created_at: number;
  versions: Value | null;
  version: string | number | null;
}

/** Parsed and written, never executed (features B18). */
export interface GenericResource {
  name: string;
  resource_type: 'metric' | 'semantic_model' | 'saved_query';
  package_name: string;
  path: string;
  original_file_path: string;
  unique_id: string;
  fqn: string[];
  depends_on: DependsOn;
  [field: string]: Value;
}

/** Everything that has an id in the graph. */
export type GraphNode =
  | ManifestNode
  | SourceDefinition
  | Exposure
  | UnitTest
  | GenericResource
  | FunctionNode;

/** Keyed by unique_id throughout; the JSON of this record, plus metadata and the maps, is manifest.json. */
export interface Manifest {
  readonly nodes: Record<string, ManifestNode>;
  readonly sources: Record<string, SourceDefinition>;
  readonly macros: Record<string, Macro>;
  readonly docs: Record<string, Documentation>;
  readonly exposures: Record<string, Exposure>;
  readonly metrics: Record<string, GenericResource>;
  readonly groups: Record<string, Group>;
  readonly selectors: Record<string, Value>;
  /** unique_id -> the disabled resources of that id. */
  readonly disabled: Record<string, GraphNode[]>;
  readonly saved_queries: Record<string, GenericResource>;
  readonly semantic_models: Record<string, GenericResource>;
  readonly unit_tests: Record<string, UnitTest>;
  readonly functions: Record<string, FunctionNode>;
}
