import { XformError } from '../../errors/error.js';
import type { Value } from '../../jinja/values/types.js';
import type { GenericResource, Manifest } from '../../manifest/types.js';
import { type ParseSession, subjectOf } from '../session.js';

/** Granularities of a time spine with which days can be counted. */
const UP_TO_A_DAY = ['nanosecond', 'microsecond', 'millisecond', 'second', 'minute', 'hour', 'day'];
/** The name by which a time spine was known before models had the property. */
const TIME_SPINE_NAME = 'metricflow_time_spine';

/** What semantic models need that their own entries do not show: times to sum measures over. Errors are collected. */
export function checkSemantic(session: ParseSession): void {
  const models = Object.values(session.manifest.semantic_models);
  for (const model of models) {
    for (const measure of model.measures)
      session.errors.attempt(
        () => checkTimeDimension(model, measure),
        subjectOf(model),
        session.places.placeOfText(model, measure.name),
      );
  }
  if (models.length > 0 && !hasTimeSpine(session.manifest)) {
    const [first] = models;
    session.errors.add(
      new XformError('parse', 'Semantic models need a time spine: a model with one row for each day', {
        place: session.places.placeOfText(first!, first!.name),
        hint: "Add 'time_spine: {standard_granularity_column: a_column}' to the properties of such a model, and 'granularity: day' to its column.",
      }),
    );
  }
}

function checkTimeDimension(model: GenericResource, measure: Value): void {
  const named: Value = measure.agg_time_dimension ?? model['defaults']?.agg_time_dimension;
  const times = (model['dimensions'] as Value[])
    .filter(({ type }) => type === 'time')
    .map(({ name }) => name);
  if (times.includes(named)) return;
  const there = times.length > 0 ? `There are: ${times.join(', ')}.` : 'The semantic model has none.';
  throw new XformError(
    'parse',
    named === undefined
      ? `The measure '${measure.name}' has no time dimension`
      : `The time dimension '${named}' of the measure '${measure.name}' was not found`,
    { hint: `Name a time dimension in 'agg_time_dimension' of the measure or of 'defaults'. ${there}` },
  );
}

function hasTimeSpine({ nodes }: Manifest): boolean {
  return Object.values(nodes).some((node) => {
    if (node.resource_type !== 'model') return false;
    const column = node.time_spine?.standard_granularity_column;
    return node.name === TIME_SPINE_NAME || UP_TO_A_DAY.includes(node.columns[column]?.granularity ?? '');
  });
}
