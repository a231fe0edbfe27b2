import { Relation } from '../adapters/relation.js';
import { compileNode } from '../compiler/compileNode.js';
import type { ContextEnvironment } from '../context/types.js';
import { errorsOf } from '../errors/error.js';
import { findGraphNode, type Graph, graphNodes, parentIds } from '../graph/graph.js';
import type {
  CompiledManifestNode,
  GraphNode,
  ModelNode,
  SeedNode,
  SnapshotNode,
  SourceDefinition,
} from '../manifest/types.js';
import type { ParsedProject } from '../parser/parseProject.js';
import {
  catalogColumns,
  declaredColumns,
  isSurer,
  relationNameOf,
  seedColumns,
  snapshotColumns,
} from './knownColumns.js';
import { createStandIn } from './shadow/standIn.js';
import { openAnalyzer } from './sqlAnalyzer.js';
import {
  type KnownColumn,
  type KnownRelation,
  type NodeAnalysis,
  relationKey,
  type StatementLineage,
} from './types.js';

export interface AnalyzeOptions {
  readonly parsed: ParsedProject;
  readonly graph: Graph;
  /** Where catalog.json of an earlier `docs generate` may be. */
  readonly targetFolder: string;
  /** Trace columns, too: that needs a parser that takes a third of a second to load. */
  readonly lineage: boolean;
  /** Take the columns that sources declare for all they have. */
  readonly trustSources?: boolean;
  readonly signal?: AbortSignal;
}

/** The analysis of every node with columns or SQL, by unique_id, parents first. */
export type ProjectAnalysis = ReadonlyMap<string, NodeAnalysis>;

const COMPILED = new Set(['model', 'snapshot', 'test', 'analysis']);
/** Materializations whose relation has the columns that the query returns. */
const PLAIN = new Set([
  'view',
  'table',
  'incremental',
  'ephemeral',
  'external',
  'materialized_view',
  'snapshot',
  'test',
  'analysis',
]);

/**
 * Goes through the project from its sources down: compiles each node without the warehouse, binds it against what is
 * known of its parents, and traces its columns. Never throws for what is wrong with a node.
 */
export async function analyzeProject(options: AnalyzeOptions): Promise<ProjectAnalysis> {
  const { parsed, graph } = options;
  const { manifest, project } = parsed;
  const nodes = [...graphNodes(manifest)];
  const analyzer = await openAnalyzer(
    project,
    databasesOf(nodes, project.target.credentials.database),
    options.lineage,
  );
  const standIn = createStandIn(project, analyzer.shadow);
  const results = new Map<string, NodeAnalysis>();
  const relations = new Map<string, KnownRelation>();
  const catalog = catalogColumns(options.targetFolder);
  const environment: ContextEnvironment = {
    ...parsed.environment,
    run: { selectedResources: [], writeFile: () => undefined },
  };

  function prepareSchemas(): void {
    for (const node of nodes) {
      const { database, schema } = relationNameOf(node);
      const { cache } = standIn.runtime;
      if (schema && !cache.hasSchema(database, schema)) cache.setSchema(database, schema);
    }
  }

  async function learn(relation: KnownRelation): Promise<void> {
    const key = relationKey(relation.name);
    if (!isSurer(relation, relations.get(key))) return;
    relations.set(key, relation);
    const { database, schema, identifier } = relation.name;
    standIn.runtime.cache.add(
      Relation.create({
        dialect: project.target.plugin.dialect,
        database,
        schema,
        identifier,
        type: 'table',
      }),
    );
    if (relation.columns.every((column) => column.type !== null))
      await analyzer.binder?.define(relation.name, relation.columns);
  }

  function add(analysis: NodeAnalysis): void {
    results.set(analysis.node.unique_id, analysis);
  }

  async function addSeed(node: SeedNode): Promise<void> {
    try {
      const relation: KnownRelation = {
        id: node.unique_id,
        name: relationNameOf(node),
        columns: seedColumns(project, node),
        origin: 'given',
      };
      await learn(relation);
      add({ node, relation, certain: true });
    } catch (error) {
      add({ node, certain: false, unknown: `its file cannot be read: ${(error as Error).message}` });
    }
  }

  /** A source may be a relation of the project: then it has that one's columns. */
  async function addSource(node: SourceDefinition): Promise<void> {
    const name = relationNameOf(node);
    const ours = relations.get(relationKey(name));
    if (ours !== undefined) {
      add({ node, relation: { ...ours, id: node.unique_id }, certain: true });
      return;
    }
    const told = catalog.get(node.unique_id);
    const columns = told ?? declaredColumns(node.columns);
    if (columns === undefined) {
      add({ node, certain: false, unknown: 'no columns are declared for it' });
      return;
    }
    const certain = told !== undefined || options.trustSources === true;
    const relation: KnownRelation = {
      id: node.unique_id,
      name,
      columns,
      origin: certain ? 'given' : 'declared',
    };
    await learn(relation);
    const untyped = columns.some((column) => column.type === null);
    add({ node, relation, certain, ...(untyped && { unknown: 'not all of its columns have a data_type' }) });
  }

  async function addCompiled(node: CompiledManifestNode): Promise<void> {
    if (node.language === 'python') {
      await addUnbound(node, undefined, 'Python models are not analysed');
      return;
    }
    const compiled = await compile(node);
    if ('unknown' in compiled) await addUnbound(node, undefined, compiled.unknown);
    else await bind(node, compiled.sql);
  }

  async function compile(node: CompiledManifestNode): Promise<{ sql: string } | { unknown: string }> {
    const slot = standIn.runtime.connect({
      name: node.unique_id,
      callMacro: (name, args, kwargs) => caller(slot)(name, args, kwargs),
    });
    standIn.takeUnanswered();
    try {
      const { sql } = await compileNode(environment, node, slot);
      const [query] = standIn.takeUnanswered();
      if (query === undefined) return { sql };
      return { unknown: `its SQL depends on a query: ${query.trim().replace(/\s+/g, ' ').slice(0, 80)}` };
    } catch (error) {
      const asked = standIn.takeUnanswered().length > 0;
      const message = errorsOf(error)[0]!.message.split('\n')[0]!;
      return {
        unknown: asked ? `its SQL depends on a query (${message})` : `it does not compile: ${message}`,
      };
    } finally {
      await slot.release().catch(() => undefined);
    }
  }

  const caller = (slot: Parameters<typeof analyzer.macroCaller>[1]) =>
    analyzer.macroCaller(environment, slot);

  async function bind(node: CompiledManifestNode, sql: string): Promise<void> {
    const parents = parentIds(node as GraphNode).map((id) => results.get(id));
    const readable = throughEphemerals(node as GraphNode);
    const vague = readable.find((parent) => parent.relation === undefined || parent.unknown !== undefined);
    const lineage = trace(sql, readable);
    if (analyzer.binder === undefined || vague !== undefined) {
      const reason =
        vague === undefined
          ? undefined
          : `${vague.node.unique_id}: ${vague.unknown ?? 'its columns are not known'}`;
      await addUnbound(node, sql, reason, lineage);
      return;
    }
    const bound = await analyzer.binder.describe(sql);
    const certain =
      parents.every((parent) => parent?.certain !== false) && readable.every((parent) => parent.certain);
    if ('unknown' in bound) await addUnbound(node, sql, bound.unknown, lineage);
    else if ('problem' in bound) {
      const relation = await declare(node);
      add({
        node,
        sql,
        problem: bound.problem,
        certain,
        ...(relation && { relation }),
        ...(lineage && { lineage }),
      });
    } else await addBound(node, sql, bound.columns, certain, lineage);
  }

  async function addBound(
    node: CompiledManifestNode,
    sql: string,
    queried: readonly KnownColumn[],
    certain: boolean,
    lineage: StatementLineage | undefined,
  ): Promise<void> {
    const checked = lineage && withBoundNames(lineage, queried);
    const columns =
      node.resource_type === 'snapshot' ? snapshotColumns(node as SnapshotNode, queried) : queried;
    if (!PLAIN.has(node.config.materialized) && COMPILED.has(node.resource_type)) {
      await addUnbound(
        node,
        sql,
        `what the materialization ${node.config.materialized} makes is not known`,
        checked,
      );
      return;
    }
    const relation: KnownRelation = {
      id: node.unique_id,
      name: relationNameOf(node as GraphNode),
      columns,
      origin: 'bound',
    };
    const isRelation = node.resource_type === 'model' || node.resource_type === 'snapshot';
    if (isRelation && node.config.materialized !== 'ephemeral') await learn(relation);
    add({ node, sql, certain, relation, ...(checked && { lineage: checked }) });
  }

  /** Without the binder the columns are those that a contract gives, or that the SQL itself names. */
  async function addUnbound(
    node: CompiledManifestNode,
    sql: string | undefined,
    unknown: string | undefined,
    lineage?: StatementLineage,
  ): Promise<void> {
    const declared = await declare(node);
    const named =
      lineage && lineage.unknown === undefined && lineage.columns.every((column) => column.name !== '');
    const parsedColumns = named ? lineage.columns.map(({ name }) => ({ name, type: null })) : undefined;
    const relation: KnownRelation | undefined =
      declared ??
      (parsedColumns && {
        id: node.unique_id,
        name: relationNameOf(node as GraphNode),
        columns: parsedColumns,
        origin: 'parsed',
      });
    if (relation !== undefined && declared === undefined && node.resource_type === 'model')
      relations.set(relationKey(relation.name), relation);
    add({
      node,
      certain: false,
      ...(sql !== undefined && { sql }),
      ...(relation && { relation }),
      ...(unknown !== undefined && declared === undefined && { unknown }),
      ...(lineage && { lineage }),
    });
  }

  async function declare(node: CompiledManifestNode): Promise<KnownRelation | undefined> {
    const columns =
      (node as Partial<ModelNode>).contract?.enforced === true
        ? declaredColumns((node as ModelNode).columns)
        : undefined;
    if (columns === undefined) return undefined;
    const relation: KnownRelation = {
      id: node.unique_id,
      name: relationNameOf(node as GraphNode),
      columns,
      origin: 'given',
    };
    await learn(relation);
    return relation;
  }

  function trace(sql: string, readable: readonly NodeAnalysis[]): StatementLineage | undefined {
    if (!options.lineage) return undefined;
    const known = readable.map(({ node, relation }): KnownRelation => {
      const name = relationNameOf(node);
      return relation === undefined
        ? { id: node.unique_id, name, columns: [], origin: 'declared' }
        : { ...relation, id: node.unique_id, name };
    });
    return analyzer.lineage?.trace(sql, known);
  }

  /** What the SQL reads: parents, and behind ephemeral ones theirs. */
  function throughEphemerals(node: GraphNode, seen = new Set<string>()): NodeAnalysis[] {
    return parentIds(node).flatMap((id): NodeAnalysis[] => {
      if (seen.has(id)) return [];
      seen.add(id);
      const parent = findGraphNode(manifest, id);
      if (parent === undefined) return [];
      if ((parent as ModelNode).config?.materialized === 'ephemeral') return throughEphemerals(parent, seen);
      const known = results.get(id);
      return known === undefined || parent.resource_type === 'function' ? [] : [known];
    });
  }

  try {
    prepareSchemas();
    for (const id of inOrder(nodes, graph)) {
      options.signal?.throwIfAborted();
      const node = findGraphNode(manifest, id)!;
      if (node.resource_type === 'seed') await addSeed(node as SeedNode);
      else if (node.resource_type === 'source') await addSource(node as SourceDefinition);
      else if (COMPILED.has(node.resource_type)) await addCompiled(node as CompiledManifestNode);
    }
  } finally {
    await standIn.runtime.close();
    await analyzer.close();
  }
  return results;
}

/** Names from the binder: it knows what unnamed expressions are called. Where the two disagree, nothing is claimed. */
export function withBoundNames(lineage: StatementLineage, bound: readonly KnownColumn[]): StatementLineage {
  if (lineage.unknown !== undefined && lineage.columns.length !== bound.length) {
    return {
      ...lineage,
      columns: bound.map(({ name }) => ({ name, value: [], influence: [], unknown: lineage.unknown! })),
    };
  }
  const agree =
    lineage.columns.length === bound.length &&
    lineage.columns.every(
      ({ name }, i) =>
        name === '' || name.toLowerCase() === bound[i]!.name.toLowerCase() || /_\d+$/.test(bound[i]!.name),
    );
  const unknown = 'the parser and the binder disagree about the columns';
  if (!agree)
    return {
      ...lineage,
      unknown,
      columns: bound.map(({ name }) => ({ name, value: [], influence: [], unknown })),
    };
  return { ...lineage, columns: lineage.columns.map((column, i) => ({ ...column, name: bound[i]!.name })) };
}

function databasesOf(nodes: readonly GraphNode[], first: string): string[] {
  const all = nodes.map((node) => relationNameOf(node).database).filter((name) => typeof name === 'string');
  return [...new Set([first, ...all])];
}

/** Seeds first (a source may be one), then parents before children. A source that is a model's relation follows it. */
function inOrder(nodes: readonly GraphNode[], graph: Graph): string[] {
  const order: string[] = [];
  const seen = new Set<string>();
  const madeBy = new Map(
    nodes
      .filter((node) => ['model', 'seed', 'snapshot'].includes(node.resource_type))
      .map((node) => [relationKey(relationNameOf(node)), node.unique_id]),
  );
  const visit = (id: string, node: GraphNode | undefined): void => {
    if (seen.has(id)) return;
    seen.add(id);
    const maker =
      node?.resource_type === 'source' ? madeBy.get(relationKey(relationNameOf(node))) : undefined;
    for (const parent of [...(maker === undefined ? [] : [maker]), ...graph.parents(id)])
      visit(parent, byId.get(parent));
    order.push(id);
  };
  const byId = new Map(nodes.map((node) => [node.unique_id, node]));
  for (const node of nodes) visit(node.unique_id, node);
  return order;
}
