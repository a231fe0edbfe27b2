import { XformError } from '../../errors/error.js';
import type { Value } from '../../jinja/values/types.js';
import { type ConfigLayer, findConfigLayers, mergeConfigLayers } from '../../manifest/configMerge.js';
import { uniqueId } from '../../manifest/ids.js';
import type { GenericResource } from '../../manifest/types.js';
import { isMapping, type Mapping, mappingGet } from '../../project/mapping.js';
import { didYouMean } from '../../util/didYouMean.js';
import { addDisabled } from '../nodes/addNode.js';
import { configLayerOf } from '../properties/configLayer.js';
import type { PropertyEntry } from '../properties/readProperties.js';
import { entryReader, optionalText, type ValueReader } from '../properties/valueReader.js';
import type { ParseSession } from '../session.js';
import { filterOf, measureInput, metricInput, metricInputs, windowOf } from './inputs.js';

const TYPES = ['simple', 'ratio', 'cumulative', 'derived', 'conversion'];

/** A metric (features B18): written to the manifest, never executed. */
export function parseMetric(session: ParseSession, entry: PropertyEntry): void {
  session.errors.attempt(() => {
    const reader = entryReader(entry);
    const { values } = entry;
    if (!/^[a-z]\w*$/i.test(entry.name)) {
      throw reader
        .at('name')
        .error(
          `The metric name '${entry.name}' is invalid`,
          'Start it with a letter, and use only letters, numbers and underscores.',
        );
    }
    if (!TYPES.includes(values.type)) {
      const near = didYouMean(String(values.type), TYPES);
      throw reader.at('type').error(`The type of a metric is one of ${TYPES.join(', ')}`, near);
    }
    const params = values.type_params ?? {};
    if (!isMapping(params)) throw reader.at('type_params').error("'type_params' is not a mapping");
    const layer = configLayerOf(values, ['meta'], reader);
    addMetric(session, entry, entry.name, layer, {
      description: optionalText(values.description, 'description', reader) ?? '',
      label: optionalText(values.label, 'label', reader) ?? null,
      type: values.type,
      type_params: typeParams(params, reader.at('type_params'), values.type === 'cumulative'),
      filter: filterOf(values.filter, reader.at('filter')),
      time_granularity: values.time_granularity ?? null,
    });
  });
}

/** The metric that a measure with `create_metric` stands for. */
export function addMeasureMetric(
  session: ParseSession,
  entry: PropertyEntry,
  measure: Mapping,
  meta: Value,
): void {
  const name: string = mappingGet(measure, 'name');
  const reader = entryReader(entry);
  const input = measureInput(name, reader);
  addMetric(
    session,
    entry,
    name,
    { values: { meta, enabled: true } },
    {
      description:
        optionalText(mappingGet(measure, 'description'), 'description', reader) ??
        `Metric created from measure ${name}`,
      label: optionalText(mappingGet(measure, 'label'), 'label', reader) ?? name,
      type: 'simple',
      type_params: { ...typeParams({}, reader), measure: input, expr: mappingGet(measure, 'expr') ?? name },
      filter: null,
      time_granularity: null,
    },
  );
}

function typeParams(params: Mapping, reader: ValueReader, isCumulative = false): Record<string, Value> {
  const get = (key: string) => mappingGet(params, key) ?? null;
  const expr = get('expr');
  return {
    measure: measureInput(get('measure'), reader.at('measure')),
    input_measures: [],
    numerator: metricInput(get('numerator'), reader.at('numerator')),
    denominator: metricInput(get('denominator'), reader.at('denominator')),
    expr: expr === null ? null : String(expr),
    window: windowOf(get('window'), reader.at('window')),
    grain_to_date: get('grain_to_date'),
    metrics: metricInputs(get('metrics'), reader),
    conversion_type_params: conversionParams(
      get('conversion_type_params'),
      reader.at('conversion_type_params'),
    ),
    cumulative_type_params: cumulativeParams(
      get('cumulative_type_params') ?? (isCumulative ? {} : null),
      reader.at('cumulative_type_params'),
    ),
    metric_aggregation_params: null,
  };
}

function cumulativeParams(value: Value, reader: ValueReader): Value {
  if (!isMapping(value)) return null;
  return {
    window: windowOf(mappingGet(value, 'window'), reader),
    grain_to_date: mappingGet(value, 'grain_to_date') ?? null,
    period_agg: mappingGet(value, 'period_agg') ?? 'first',
    metric: metricInput(mappingGet(value, 'metric'), reader),
  };
}

function conversionParams(value: Value, reader: ValueReader): Value {
  if (!isMapping(value)) return null;
  return {
    base_measure: measureInput(mappingGet(value, 'base_measure'), reader),
    conversion_measure: measureInput(mappingGet(value, 'conversion_measure'), reader),
    entity: mappingGet(value, 'entity') ?? null,
    calculation: mappingGet(value, 'calculation') ?? 'conversion_rate',
    window: windowOf(mappingGet(value, 'window'), reader),
    constant_properties: mappingGet(value, 'constant_properties') ?? null,
  };
}

interface MetricFields {
  readonly description: string;
  readonly label: string | null;
  readonly type: string;
  readonly type_params: Record<string, Value>;
  readonly filter: Value;
  readonly time_granularity: Value;
}

function addMetric(
  session: ParseSession,
  entry: PropertyEntry,
  name: string,
  layer: ConfigLayer | undefined,
  fields: MetricFields,
): void {
  const { owner, file, shownPath, folders } = entry.source;
  const fqn = [owner.name, ...folders, name];
  session.usedConfig.add('metrics', fqn);
  const { own, root } = findConfigLayers(session.project, owner, 'metrics', fqn);
  const layers = [...own, ...(layer ? [layer] : []), ...root];
  const { config, unrendered } = mergeConfigLayers('metric', layers, { file: shownPath });
  const metric: GenericResource = {
    name,
    resource_type: 'metric',
    package_name: owner.name,
    path: file.relativePath,
    original_file_path: file.path,
    unique_id: uniqueId('metric', owner.name, name),
    fqn,
    description: fields.description,
    label: fields.label,
    type: fields.type,
    type_params: fields.type_params,
    filter: fields.filter,
    metadata: null,
    time_granularity: fields.time_granularity,
    meta: config.meta,
    tags: [],
    config,
    unrendered_config: unrendered,
    sources: [],
    depends_on: { macros: [], nodes: [] },
    refs: [],
    metrics: [],
    created_at: session.createdAt,
    group: config.group ?? null,
  };
  if (config.enabled === false) {
    addDisabled(session, metric);
    return;
  }
  if (session.manifest.metrics[metric.unique_id] !== undefined) {
    throw new XformError('compilation', `Two metrics have the name "${name}"`, {
      place: entryReader(entry).place(),
      hint: 'Change the name of one of them.',
    });
  }
  session.manifest.metrics[metric.unique_id] = metric;
}
