import { findGraphNode, type Graph, graphNodes } from '../graph/graph.js';
import type { CompiledManifestNode, GraphNode, SeedNode, SourceDefinition } from '../manifest/types.js';
import type { ParsedProject } from '../parser/parseProject.js';
import { type Analyses, createAnalyses } from './analyses.js';
import { analyzeStatement } from './analyzeStatement.js';
import { createCompiledSql } from './compiledSql.js';
import { catalogColumns, declaredColumns, relationNameOf, seedColumns } from './knownColumns.js';
import { orderNodes } from './nodeOrder.js';
import { createOfflineCompiler } from './offlineCompiler.js';
import { seedRows } from './seedRows.js';
import { createAnalyzer } from './sqlAnalyzer.js';
import { type NodeAnalysis, relationKey } from './types.js';

export interface AnalyzeOptions {
  readonly parsed: ParsedProject;
  readonly graph: Graph;
  /** Where catalog.json of an earlier `docs generate` may be. */
  readonly targetFolder: string;
  /** Trace the columns of models and snapshots, too. */
  readonly lineage: boolean;
  /** And those of tests and analyses. */
  readonly lineageOfTests?: boolean;
  /** Leave out what is no relation: tests and analyses. */
  readonly relationsOnly?: boolean;
  /** Take the SQL that the command itself has compiled, where it has, rather than compile it once more. */
  readonly useCompiled?: boolean;
  /** Take the columns that sources declare for all they have. */
  readonly trustSources?: boolean;
  /** Keep what is found out about statements in `targetFolder` for the next command. */
  readonly useCache?: boolean;
  readonly signal?: AbortSignal;
}

/** The analysis of every node with columns or SQL, by unique_id, parents first. */
export type ProjectAnalysis = ReadonlyMap<string, NodeAnalysis>;

/**
 * Goes through the project from its sources down: compiles each node without the warehouse, binds it against what is
 * known of its parents, and traces its columns. Never throws for what is wrong with a node.
 */
export async function analyzeProject(options: AnalyzeOptions): Promise<ProjectAnalysis> {
  const { parsed, graph, targetFolder } = options;
  const { manifest, project } = parsed;
  const nodes = [...graphNodes(manifest)];
  const analyzer = createAnalyzer({
    project,
    databases: databasesOf(nodes, project.target.credentials.database),
    rowsOf: (relation) => {
      const node = manifest.nodes[relation.id];
      return node?.resource_type === 'seed' ? seedRows(project, node, relation.name) : undefined;
    },
    ...(options.useCache === true && { cacheFolder: targetFolder }),
  });
  const compiledSql = options.useCompiled === true ? createCompiledSql(manifest) : undefined;
  const compiler = createOfflineCompiler(parsed, analyzer.query, compiledSql);
  const analyses = createAnalyses(parsed, analyzer.relations, compiler);
  const catalog = catalogColumns(targetFolder);

  async function analyze(node: GraphNode): Promise<void> {
    const { resource_type: type } = node;
    if (type === 'seed') addSeed(node as SeedNode, analyses, parsed);
    else if (type === 'source') addSource(node as SourceDefinition, analyses, catalog, options);
    else if (isRelation(type) || (isQuery(type) && options.relationsOnly !== true)) {
      const traced = options.lineage && (isRelation(type) || options.lineageOfTests === true);
      await analyzeStatement(node as CompiledManifestNode, { analyses, analyzer, compiler, traced });
    }
  }

  try {
    for (const id of orderNodes(nodes, graph)) {
      options.signal?.throwIfAborted();
      await analyze(findGraphNode(manifest, id)!);
    }
  } finally {
    await compiler.close();
    await analyzer.close();
  }
  return analyses.results;
}

function isRelation(type: string): boolean {
  return type === 'model' || type === 'snapshot';
}

function isQuery(type: string): boolean {
  return type === 'test' || type === 'analysis';
}

function addSeed(node: SeedNode, analyses: Analyses, { project }: ParsedProject): void {
  try {
    const columns = seedColumns(project, node);
    const relation = analyses.learn({
      id: node.unique_id,
      name: relationNameOf(node),
      columns,
      origin: 'given',
    });
    analyses.add({ node, relation, certain: true });
  } catch (error) {
    analyses.add({ node, certain: false, unknown: `its file cannot be read: ${(error as Error).message}` });
  }
}

/** A source may be a relation of the project: then it has that one's columns. */
function addSource(
  node: SourceDefinition,
  analyses: Analyses,
  catalog: ReturnType<typeof catalogColumns>,
  options: AnalyzeOptions,
): void {
  const name = relationNameOf(node);
  const ours = analyses.relations.find(relationKey(name));
  if (ours !== undefined) {
    analyses.add({ node, relation: { ...ours, id: node.unique_id }, certain: true });
    return;
  }
  const told = catalog.get(node.unique_id);
  const columns = told ?? declaredColumns(node.columns);
  if (columns === undefined) {
    analyses.add({ node, certain: false, unknown: 'no columns are declared for it' });
    return;
  }
  const certain = told !== undefined || options.trustSources === true;
  const origin = certain ? 'given' : 'declared';
  const relation = analyses.learn({ id: node.unique_id, name, columns, origin });
  const untyped = columns.some((column) => column.type === null);
  analyses.add({
    node,
    relation,
    certain,
    ...(untyped && { unknown: 'not all of its columns have a data_type' }),
  });
}

function databasesOf(nodes: readonly GraphNode[], first: string): string[] {
  const all = nodes.map((node) => relationNameOf(node).database).filter((name) => typeof name === 'string');
  return [...new Set([first, ...all])];
}
