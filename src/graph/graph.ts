import { DirectedGraph } from 'graphology';
import { XformError } from '../errors/error.js';
import type { GraphNode, Manifest } from '../manifest/types.js';
import { type Adjacency, createAdjacency } from './adjacency.js';

/**
 * The resources that depend on each other: ids and edges only (parent -> child). Everything else about a node is in
 * the manifest. This file is the only one that knows graphology; questions about reachability go through integer
 * arrays built on first use.
 */
export interface Graph {
  /** unique_ids in manifest order. */
  readonly ids: readonly string[];
  has(id: string): boolean;
  /** Direct dependencies, in the order the node names them. */
  parents(id: string): readonly string[];
  children(id: string): readonly string[];
  /** All nodes above `from`, at most `depth` edges away (default: any); `from` itself only when above another of it. */
  ancestors(from: Iterable<string>, depth?: number): Set<string>;
  descendants(from: Iterable<string>, depth?: number): Set<string>;
  adjacency(): Adjacency;
}

/**
 * The records of a manifest that are nodes of the graph, in dbt's order. A test that refers to something missing stays
 * in the manifest with enabled: false, and is no node.
 */
export function* graphNodes(manifest: Manifest): Generator<GraphNode> {
  for (const records of GRAPH_RECORDS) {
    for (const node of Object.values<GraphNode>(manifest[records])) {
      if (!('config' in node) || node.config['enabled'] !== false) yield node;
    }
  }
}

const GRAPH_RECORDS = [
  'nodes',
  'sources',
  'semantic_models',
  'metrics',
  'saved_queries',
  'exposures',
  'functions',
  'unit_tests',
] as const;

/** The record with this id, of whatever type; undefined for ids that are not in the graph (macros, docs, groups). */
export function findGraphNode(manifest: Manifest, id: string): GraphNode | undefined {
  for (const records of GRAPH_RECORDS) {
    const found = manifest[records][id];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** unique_ids a node depends on; sources and seeds depend on nothing. */
export function parentIds(node: GraphNode): readonly string[] {
  const depends = (node as { depends_on?: { nodes?: string[] } }).depends_on;
  return depends?.nodes ?? [];
}

export function createGraph(manifest: Manifest): Graph {
  const graph = new DirectedGraph({ allowSelfLoops: true });
  for (const node of graphNodes(manifest)) graph.addNode(node.unique_id);
  for (const node of graphNodes(manifest)) {
    for (const parent of parentIds(node)) {
      if (!graph.hasNode(parent)) {
        throw new XformError(
          'internal',
          `${node.unique_id} depends on ${parent}, which is not in the manifest`,
        );
      }
      graph.mergeDirectedEdge(parent, node.unique_id);
    }
  }
  let adjacency: Adjacency | undefined;
  const lazyAdjacency = (): Adjacency => {
    adjacency ??= createAdjacency(graph.nodes(), (visit) =>
      graph.forEachDirectedEdge((_edge, _attributes, source, target) => visit(source, target)),
    );
    return adjacency;
  };
  return {
    ids: graph.nodes(),
    has: (id) => graph.hasNode(id),
    parents: (id) => (graph.hasNode(id) ? graph.inNeighbors(id) : []),
    children: (id) => (graph.hasNode(id) ? graph.outNeighbors(id) : []),
    ancestors: (from, depth) => lazyAdjacency().reach('parents', from, depth),
    descendants: (from, depth) => lazyAdjacency().reach('children', from, depth),
    adjacency: lazyAdjacency,
  };
}
