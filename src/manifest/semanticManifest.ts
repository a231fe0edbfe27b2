import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Value } from '../jinja/values/types.js';
import { replaceFile } from '../util/replaceFile.js';
import { jsonText } from './jsonText.js';
import type { GenericResource, Manifest, ManifestNode } from './types.js';

/** The version of the semantic layer's interface whose fields these are. */
const INTERFACE_VERSION = { major_version: '0', minor_version: '9', patch_version: '0' };

/** The text of semantic_manifest.json: what MetricFlow and its like read, in their order of fields. */
export function semanticManifestJson(manifest: Manifest): string {
  return jsonText({
    semantic_models: Object.values(manifest.semantic_models).map(semanticModel),
    metrics: Object.values(manifest.metrics).map(metric),
    project_configuration: {
      time_spine_table_configurations: [],
      metadata: null,
      dsi_package_version: INTERFACE_VERSION,
      time_spines: Object.values(manifest.nodes).flatMap(timeSpine),
    },
    saved_queries: Object.values(manifest.saved_queries).map(savedQuery),
  });
}

/** Writes `<targetPath>/semantic_manifest.json` in one step. Throws what Node throws. */
export function writeSemanticManifest(manifest: Manifest, targetPath: string): void {
  const text = semanticManifestJson(manifest);
  replaceFile(join(targetPath, 'semantic_manifest.json'), (unfinished) => writeFileSync(unfinished, text));
}

function semanticModel(model: GenericResource): Value {
  return {
    ...pick(model, ['name', 'defaults', 'description', 'node_relation', 'primary_entity']),
    entities: model.entities.map((entity: Value) =>
      pick(entity, ['name', 'description', 'type', 'role', 'expr', 'metadata', 'label', 'config']),
    ),
    measures: model.measures.map((measure: Value) => pick(measure, MEASURE)),
    dimensions: model.dimensions.map((dimension: Value) => pick(dimension, DIMENSION)),
    ...pick(model, ['label', 'metadata']),
    config: pick(model.config, ['meta']),
  };
}

const MEASURE = [
  'name',
  'agg',
  'description',
  'create_metric',
  'expr',
  'agg_params',
  'metadata',
  'non_additive_dimension',
  'agg_time_dimension',
  'label',
  'config',
];

const DIMENSION = [
  'name',
  'description',
  'type',
  'is_partition',
  'type_params',
  'expr',
  'metadata',
  'label',
  'config',
];

const TYPE_PARAMS = [
  'measure',
  'numerator',
  'denominator',
  'expr',
  'window',
  'grain_to_date',
  'metrics',
  'conversion_type_params',
];

function metric(one: GenericResource): Value {
  const { cumulative_type_params: cumulative, input_measures } = one.type_params;
  return {
    ...pick(one, ['name', 'description', 'type']),
    type_params: {
      ...pick(one.type_params, TYPE_PARAMS),
      cumulative_type_params: cumulative && pick(cumulative, ['window', 'grain_to_date', 'period_agg']),
      input_measures,
    },
    ...pick(one, ['filter', 'metadata', 'label']),
    config: pick(one.config, ['meta']),
    time_granularity: one.time_granularity,
  };
}

function savedQuery(query: GenericResource): Value {
  return {
    name: query.name,
    query_params: pick(query.query_params, ['metrics', 'group_by', 'order_by', 'limit', 'where']),
    ...pick(query, ['description', 'metadata', 'label']),
    exports: query.exports.map((one: Value) => ({
      name: one.name,
      config: pick(one.config, ['export_as', 'schema_name', 'alias']),
    })),
    tags: query.tags,
  };
}

function timeSpine(node: ManifestNode): Value[] {
  if (node.resource_type !== 'model' || node.time_spine === null) return [];
  const { standard_granularity_column: column, custom_granularities } = node.time_spine;
  return [
    {
      node_relation: {
        alias: node.alias,
        schema_name: node.schema,
        database: node.database,
        relation_name: node.relation_name,
      },
      primary_column: { name: column, time_granularity: node.columns[column]?.granularity ?? null },
      custom_granularities,
    },
  ];
}

/** Those fields in that order; what the record lacks is null. */
function pick(record: Value, keys: readonly string[]): Record<string, Value> {
  return Object.fromEntries(keys.map((key) => [key, record[key] ?? null]));
}
