import { XformError } from '../../errors/error.js';
import type { Value } from '../../jinja/values/types.js';
import { findConfigLayers, mergeConfigLayers } from '../../manifest/configMerge.js';
import { uniqueId } from '../../manifest/ids.js';
import type { GenericResource } from '../../manifest/types.js';
import { isMapping, type Mapping, mappingGet } from '../../project/mapping.js';
import { addDisabled } from '../nodes/addNode.js';
import { holderNode } from '../nodes/baseNode.js';
import { captureFacts } from '../nodes/capture.js';
import { configLayerOf } from '../properties/configLayer.js';
import type { PropertyEntry } from '../properties/readProperties.js';
import { entryReader, listOf, optionalText, type ValueReader } from '../properties/valueReader.js';
import type { ParseSession } from '../session.js';
import { addMeasureMetric } from './metrics.js';
import { ownUnrendered } from './ownUnrendered.js';

/** A semantic model (features B18): written to the manifest, never executed. */
export function parseSemanticModel(session: ParseSession, entry: PropertyEntry): void {
  session.errors.attempt(() => {
    const { owner, file, shownPath } = entry.source;
    const { name, values } = entry;
    const reader = entryReader(entry);
    const fqn = [owner.name, ...entry.source.folders, name];
    session.usedConfig.add('semantic-models', fqn);
    const { own, root } = findConfigLayers(session.project, owner, 'semantic-models', fqn);
    const layer = configLayerOf(values, [], reader);
    const layers = [...own, ...(layer ? [layer] : []), ...root];
    const { config } = mergeConfigLayers('semantic_model', layers, { file: shownPath });
    const model = optionalText(values.model, 'model', reader);
    if (model === undefined) throw reader.error("'model' is missing", "Write model: ref('a_model').");
    const id = uniqueId('semantic_model', owner.name, name);
    const refs = refsOf(session, entry, id, model);
    if (refs.length === 0)
      throw reader.at('model').error("'model' is no ref", `Write model: ref('${model}').`);
    const withMeta = (item: Mapping) => ({ config: { meta: { ...config.meta, ...metaOf(item) } } });
    const node: GenericResource = {
      name,
      resource_type: 'semantic_model',
      package_name: owner.name,
      path: file.relativePath,
      original_file_path: file.path,
      unique_id: id,
      fqn,
      model,
      node_relation: null,
      description: optionalText(values.description, 'description', reader) ?? null,
      label: optionalText(values.label, 'label', reader) ?? null,
      defaults: values.defaults ?? null,
      entities: items(values, 'entities', reader, entityOf, withMeta),
      measures: items(values, 'measures', reader, measureOf, withMeta),
      dimensions: items(values, 'dimensions', reader, dimensionOf, withMeta),
      metadata: null,
      depends_on: { macros: [], nodes: [] },
      refs,
      created_at: session.createdAt,
      config,
      unrendered_config: ownUnrendered(layer),
      primary_entity: values.primary_entity ?? null,
      group: config.group ?? null,
    };
    if (config.enabled === false) {
      addDisabled(session, node);
      return;
    }
    if (session.manifest.semantic_models[id] !== undefined) {
      throw new XformError('compilation', `Two semantic models have the name "${name}"`, {
        place: reader.place(),
        hint: 'Change the name of one of them.',
      });
    }
    session.manifest.semantic_models[id] = node;
    for (const measure of listOf(values.measures, 'measures', reader)) {
      if (isMapping(measure) && mappingGet(measure, 'create_metric') === true) {
        addMeasureMetric(session, entry, measure, config.meta);
      }
    }
  });
}

function refsOf(session: ParseSession, entry: PropertyEntry, id: string, model: string): Value {
  const { shownPath } = entry.source;
  const holder = holderNode(session, 'semantic_model', id, entry);
  return [
    ...captureFacts(session, holder, { text: `{{ ${model} }}`, place: { file: shownPath } }).facts.refs,
  ];
}

type ItemReader = (item: Mapping, name: string, reader: ValueReader) => Record<string, Value>;

function items(
  values: Mapping,
  key: string,
  reader: ValueReader,
  read: ItemReader,
  withMeta: (item: Mapping) => Record<string, Value>,
): Value[] {
  return listOf(mappingGet(values, key), key, reader).map((item, index) => {
    const at = reader.at(key, index);
    const name = isMapping(item) ? mappingGet(item, 'name') : undefined;
    if (!isMapping(item) || typeof name !== 'string') throw at.error(`An element of '${key}' has no name`);
    return { name, ...read(item, name, at), ...withMeta(item) };
  });
}

function entityOf(item: Mapping, _name: string, reader: ValueReader): Record<string, Value> {
  return {
    type: mappingGet(item, 'type') ?? null,
    ...texts(item, reader, ['description', 'label', 'role']),
    expr: exprOf(item),
  };
}

function measureOf(item: Mapping, _name: string, reader: ValueReader): Record<string, Value> {
  return {
    agg: mappingGet(item, 'agg') ?? null,
    ...texts(item, reader, ['description', 'label']),
    create_metric: false,
    expr: exprOf(item),
    agg_params: aggParams(mappingGet(item, 'agg_params')),
    non_additive_dimension: nonAdditive(mappingGet(item, 'non_additive_dimension')),
    agg_time_dimension: mappingGet(item, 'agg_time_dimension') ?? null,
  };
}

function dimensionOf(item: Mapping, _name: string, reader: ValueReader): Record<string, Value> {
  const params = mappingGet(item, 'type_params');
  return {
    type: mappingGet(item, 'type') ?? null,
    ...texts(item, reader, ['description', 'label']),
    is_partition: mappingGet(item, 'is_partition') ?? false,
    type_params: isMapping(params)
      ? {
          time_granularity: mappingGet(params, 'time_granularity') ?? null,
          validity_params: validityParams(mappingGet(params, 'validity_params')),
        }
      : null,
    expr: exprOf(item),
    metadata: null,
  };
}

function validityParams(value: Value): Value {
  if (!isMapping(value)) return null;
  return {
    is_start: mappingGet(value, 'is_start') ?? false,
    is_end: mappingGet(value, 'is_end') ?? false,
  };
}

function texts(item: Mapping, reader: ValueReader, keys: readonly string[]): Record<string, Value> {
  return Object.fromEntries(
    keys.map((key) => [key, optionalText(mappingGet(item, key), key, reader) ?? null]),
  );
}

/** Expressions are text; a bare number or boolean stands for itself. */
function exprOf(item: Mapping): Value {
  const expr = mappingGet(item, 'expr');
  return expr === undefined || expr === null ? null : String(expr);
}

function aggParams(value: Value): Value {
  if (!isMapping(value)) return null;
  return {
    percentile: mappingGet(value, 'percentile') ?? null,
    use_discrete_percentile: mappingGet(value, 'use_discrete_percentile') ?? false,
    use_approximate_percentile: mappingGet(value, 'use_approximate_percentile') ?? false,
  };
}

function nonAdditive(value: Value): Value {
  if (!isMapping(value)) return null;
  return {
    name: mappingGet(value, 'name') ?? null,
    window_choice: mappingGet(value, 'window_choice') ?? 'min',
    window_groupings: mappingGet(value, 'window_groupings') ?? [],
  };
}

function metaOf(item: Mapping): Record<string, Value> {
  const config = mappingGet(item, 'config');
  const meta = isMapping(config) ? mappingGet(config, 'meta') : undefined;
  return isMapping(meta) ? (meta as Record<string, Value>) : {};
}
