import { parentIds } from '../graph/graph.js';
import type { CompiledManifestNode, GraphNode, ModelNode, SnapshotNode } from '../manifest/types.js';
import type { Analyses } from './analyses.js';
import { declaredColumns, relationNameOf, snapshotColumns } from './knownColumns.js';
import { withBoundNames } from './lineage/boundNames.js';
import type { OfflineCompiler } from './offlineCompiler.js';
import type { SqlAnalyzer } from './sqlAnalyzer.js';
import type {
  BindProblem,
  BindResult,
  KnownColumn,
  KnownRelation,
  NodeAnalysis,
  StatementLineage,
} from './types.js';

export interface StatementTools {
  readonly analyses: Analyses;
  readonly analyzer: SqlAnalyzer;
  readonly compiler: OfflineCompiler;
  /** Whether columns are traced. */
  readonly traced: boolean;
}

/** Materializations whose relation has the columns that the query returns. */
const PLAIN: ReadonlySet<string> = new Set([
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

/** Adds the analysis of a node with SQL of its own. */
export async function analyzeStatement(node: CompiledManifestNode, tools: StatementTools): Promise<void> {
  const { analyses, analyzer, compiler } = tools;
  if (node.language === 'python') {
    addUnbound(node, analyses, { unknown: 'Python models are not analysed' });
    return;
  }
  const compiled = await compiler.compile(node);
  if ('unknown' in compiled) {
    addUnbound(node, analyses, compiled);
    return;
  }
  const { sql } = compiled;
  const readable = analyses.readBy(node as GraphNode);
  const lineage = tools.traced ? await analyzer.trace(sql, readable.map(asRelation)) : undefined;
  const vague = readable.find((parent) => parent.relation === undefined || parent.unknown !== undefined);
  const found: Found = { sql, ...(lineage && { lineage }) };
  if (vague !== undefined) {
    const reason = vague.unknown ?? 'its columns are not known';
    addUnbound(node, analyses, { ...found, unknown: `${vague.node.unique_id}: ${reason}` });
    return;
  }
  const bound = await analyzer.bind(sql);
  if (bound === undefined) {
    const problem = nameProblemOf(sql, lineage, analyses);
    const certain = isCertain(node, readable, analyses);
    if (problem === undefined) addUnbound(node, analyses, found, certain);
    else analyses.add({ node, ...found, problem, certain });
  } else if ('unknown' in bound) addUnbound(node, analyses, { ...found, unknown: bound.unknown });
  else {
    const certain = isCertain(node, readable, analyses);
    if ('columns' in bound) {
      const contract = await bindContract(node, analyzer);
      addBound(node, analyses, bound.columns, { ...found, sql, certain, ...(contract && { contract }) });
    } else {
      const relation = declareByContract(node, analyses);
      const problem = withParserHelp(bound.problem, lineage);
      analyses.add({ node, ...found, problem, certain, ...(relation && { relation }) });
    }
  }
}

/** Where the binder gives no place or no names that would be right, those that the parser knows for the same name. */
function withParserHelp(problem: BindProblem, lineage: StatementLineage | undefined): BindProblem {
  const same = lineage?.problems.find(
    ({ kind, name }) => kind === problem.kind && name?.toLowerCase() === problem.name?.toLowerCase(),
  );
  if (same === undefined) return problem;
  const position = problem.position ?? same.position;
  return {
    ...problem,
    ...(position !== undefined && { position }),
    candidates: problem.candidates.length > 0 ? problem.candidates : same.candidates,
  };
}

/** Without a binder: the first name that is certainly wrong. A relation of another node is no missing one. */
function nameProblemOf(
  sql: string,
  lineage: StatementLineage | undefined,
  { relations }: Analyses,
): BindProblem | undefined {
  const named = new Set(relations.namedIn(sql).map(({ name }) => name.identifier.toLowerCase()));
  return lineage?.problems.find(
    ({ kind, name = '' }) => kind !== 'missing_relation' || !named.has(name.toLowerCase()),
  );
}

interface Found {
  readonly sql?: string;
  readonly lineage?: StatementLineage;
  /** Why it could not be bound. */
  readonly unknown?: string;
}

/** The contract's columns with the engine's names of their types, as the check before a build compares them. */
async function bindContract(
  node: CompiledManifestNode,
  analyzer: SqlAnalyzer,
): Promise<BindResult | undefined> {
  const { contract, columns = {} } = node as Partial<ModelNode>;
  const declared = declaredColumns(columns);
  if (contract?.enforced !== true || declared === undefined) return undefined;
  if (declared.some(({ type }) => type === null)) return undefined;
  const casts = declared.map(({ name, type }) => `cast(null as ${type}) as "${name.replaceAll('"', '""')}"`);
  return analyzer.bind(`select ${casts.join(', ')}`);
}

/** All that it reads has its columns for sure, so that the warehouse would say the same. */
function isCertain(
  node: CompiledManifestNode,
  readable: readonly NodeAnalysis[],
  { results }: Analyses,
): boolean {
  return (
    parentIds(node as GraphNode).every((id) => results.get(id)?.certain !== false) &&
    readable.every((parent) => parent.certain)
  );
}

/** A relation as the SQL addresses it; without columns where they are not known. */
function asRelation({ node, relation }: NodeAnalysis): KnownRelation {
  const name = relationNameOf(node);
  if (relation === undefined) return { id: node.unique_id, name, columns: [], origin: 'declared' };
  return { ...relation, id: node.unique_id, name };
}

function addBound(
  node: CompiledManifestNode,
  analyses: Analyses,
  queried: readonly KnownColumn[],
  found: Found & { readonly sql: string; readonly certain: boolean; readonly contract?: BindResult },
): void {
  const lineage = found.lineage && withBoundNames(found.lineage, queried);
  const { materialized } = node.config;
  if (!PLAIN.has(materialized)) {
    const unknown = `what the materialization ${materialized} makes is not known`;
    addUnbound(node, analyses, { sql: found.sql, unknown, ...(lineage && { lineage }) });
    return;
  }
  const relation: KnownRelation = {
    id: node.unique_id,
    name: relationNameOf(node as GraphNode),
    columns: node.resource_type === 'snapshot' ? snapshotColumns(node as SnapshotNode, queried) : queried,
    origin: 'bound',
  };
  const isRelation = node.resource_type === 'model' || node.resource_type === 'snapshot';
  if (isRelation && materialized !== 'ephemeral') analyses.learn(relation);
  const { sql, certain, contract } = found;
  analyses.add({
    node,
    sql,
    certain,
    relation,
    ...(lineage && { lineage }),
    ...(contract && { contract }),
  });
}

/** Without the binder the columns are those that a contract gives, or that the SQL itself names. */
function addUnbound(
  node: CompiledManifestNode,
  analyses: Analyses,
  found: Found,
  parentsCertain = false,
): void {
  const { sql, lineage, unknown } = found;
  const declared = declareByContract(node, analyses);
  const relation = declared ?? relationByNames(node, lineage);
  if (relation !== undefined && declared === undefined && node.resource_type === 'model')
    analyses.learn(relation);
  analyses.add({
    node,
    certain: parentsCertain && relation !== undefined && unknown === undefined,
    ...(sql !== undefined && { sql }),
    ...(relation && { relation }),
    ...(unknown !== undefined && declared === undefined && { unknown }),
    ...(lineage && { lineage }),
  });
}

function relationByNames(
  node: CompiledManifestNode,
  lineage: StatementLineage | undefined,
): KnownRelation | undefined {
  const named =
    lineage?.unknown === undefined && lineage?.columns.every((column) => column.name !== '') === true;
  if (!named) return undefined;
  const columns = lineage.columns.map(({ name }) => ({ name, type: null }));
  return { id: node.unique_id, name: relationNameOf(node as GraphNode), columns, origin: 'parsed' };
}

function declareByContract(node: CompiledManifestNode, analyses: Analyses): KnownRelation | undefined {
  const { contract, columns: written } = node as Partial<ModelNode>;
  const columns = contract?.enforced === true && written ? declaredColumns(written) : undefined;
  if (columns === undefined) return undefined;
  const name = relationNameOf(node as GraphNode);
  return analyses.learn({ id: node.unique_id, name, columns, origin: 'given' });
}
