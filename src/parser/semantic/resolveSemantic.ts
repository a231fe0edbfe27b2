import { XformError } from '../../errors/error.js';
import type { Value } from '../../jinja/values/types.js';
import type { GenericResource, Manifest } from '../../manifest/types.js';
import { didYouMean } from '../../util/didYouMean.js';
import { type ParseSession, subjectOf } from '../session.js';

/** Edges metric -> semantic model -> model, saved query -> metric, exposure -> metric. Errors are collected. */
export function resolveSemantic(session: ParseSession): void {
  const { manifest } = session;
  for (const model of Object.values(manifest.semantic_models)) resolveModel(session, model);
  const index = createIndex(manifest);
  for (const metric of Object.values(manifest.metrics)) {
    collect(session, metric, () => resolveMetric(metric, index));
  }
  for (const query of Object.values(manifest.saved_queries)) {
    collect(session, query, () => {
      query.depends_on.nodes = query.query_params.metrics.map((name: string) => index.metric(name).unique_id);
    });
  }
  for (const exposure of Object.values(manifest.exposures)) {
    collect(session, exposure, () => {
      for (const name of exposure.metrics)
        exposure.depends_on.nodes.push(index.metric(name[name.length - 1]!).unique_id);
    });
  }
}

type Resolved = Parameters<typeof subjectOf>[0] & { readonly package_name: string };

function collect(session: ParseSession, resource: Resolved, step: () => void): void {
  session.errors.attempt(step, subjectOf(resource), session.places.placeOfText(resource, resource.name));
}

function resolveModel(session: ParseSession, semantic: GenericResource): void {
  const [ref] = semantic.refs;
  if (ref === undefined) return;
  const result = session.resolver.ref(ref, semantic.package_name);
  if (result.kind !== 'found') {
    const state = result.kind === 'disabled' ? 'is disabled' : 'was not found';
    const message = `Semantic model '${semantic.unique_id}' (${semantic.original_file_path}) depends on a node named '${ref.name}' which ${state}`;
    const hint = result.kind === 'missing' ? result.hint : undefined;
    const place = session.places.placeOfText(semantic, ref.name);
    session.errors.add(new XformError('compilation', message, { place, ...(hint ? { hint } : {}) }));
    return;
  }
  const { node } = result;
  semantic.depends_on.nodes = [node.unique_id];
  semantic.node_relation = {
    alias: node.alias,
    schema_name: node.schema,
    database: node.database,
    relation_name: node.relation_name,
  };
}

interface Index {
  /** Throws XformError for a name that there is none of. */
  metric(name: string): GenericResource;
  modelOfMeasure(name: string): GenericResource;
}

function createIndex(manifest: Manifest): Index {
  const metrics = new Map(Object.values(manifest.metrics).map((metric) => [metric.name, metric]));
  const measures = new Map<string, GenericResource>();
  for (const model of Object.values(manifest.semantic_models)) {
    for (const measure of model.measures) measures.set(measure.name, model);
  }
  const find = <T>(map: ReadonlyMap<string, T>, name: string, noun: string): T => {
    const found = map.get(name);
    if (found !== undefined) return found;
    const hint = didYouMean(name, map.keys());
    throw new XformError(
      'compilation',
      `There is no ${noun} named '${name}'`,
      hint === undefined ? {} : { hint },
    );
  };
  return {
    metric: (name) => find(metrics, name, 'metric'),
    modelOfMeasure: (name) => find(measures, name, 'measure'),
  };
}

function resolveMetric(metric: GenericResource, index: Index): void {
  const inputs = inputMetrics(metric);
  const measures = inputMeasures(metric, index, new Set());
  metric.type_params.input_measures = measures;
  const parents =
    inputs.length > 0
      ? inputs.map((name) => index.metric(name).unique_id)
      : measures.map((measure) => index.modelOfMeasure(measure.name).unique_id);
  metric.depends_on.nodes = [...new Set(parents)];
}

function inputMetrics(metric: GenericResource): string[] {
  const { numerator, denominator, metrics, cumulative_type_params: cumulative } = metric.type_params;
  return [numerator, denominator, ...metrics, cumulative?.metric]
    .filter(Boolean)
    .map((input: Value) => input.name);
}

/** Measures of the metric itself, or of those it is made from, each once. */
function inputMeasures(metric: GenericResource, index: Index, open: Set<string>): Value[] {
  if (open.has(metric.name)) {
    throw new XformError(
      'compilation',
      `The metric '${metric.name}' is made from itself: ${[...open, metric.name].join(' -> ')}`,
    );
  }
  const { measure, conversion_type_params: conversion } = metric.type_params;
  const own: Value[] = [measure, conversion?.base_measure, conversion?.conversion_measure].filter(Boolean);
  const inherited = inputMetrics(metric).flatMap((name) =>
    inputMeasures(index.metric(name), index, new Set([...open, metric.name])),
  );
  const byText = new Map([...own, ...inherited].map((one) => [JSON.stringify(one), one]));
  return [...byText.values()];
}
