import type { Value } from '../jinja/values/types.js';
import type { Manifest } from '../manifest/types.js';
import { copy } from './modelValue.js';

const SECTIONS = [
  'exposures',
  'functions',
  'groups',
  'metrics',
  'nodes',
  'sources',
  'semantic_models',
  'saved_queries',
] as const;

const graphs = new WeakMap<Manifest, Record<string, Value>>();

/**
 * `graph` while executing: dicts of the resources' records by unique_id. It is a copy, shared by all nodes of the run and
 * made when the first template asks for it, so that templates cannot change the manifest.
 */
export function createGraphValue(manifest: Manifest): Record<string, Value> {
  let graph = graphs.get(manifest);
  if (!graph) {
    graph = Object.fromEntries(SECTIONS.map((section) => [section, copy(manifest[section])]));
    graphs.set(manifest, graph);
  }
  return graph;
}
