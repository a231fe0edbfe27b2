import type { Place } from '../../errors/error.js';
import type { Graph } from '../../graph/graph.js';
import type { CompiledManifestNode, GraphNode, Manifest, ModelNode } from '../../manifest/types.js';
import type { Project } from '../../project/types.js';
import { closest } from '../../util/didYouMean.js';
import type { ProjectAnalysis } from '../analyzeProject.js';
import type { BindProblem, NodeAnalysis } from '../types.js';
import { contractProblems } from './contractProblems.js';
import { lastOffset, placeInFile, placeInProperties } from './places.js';
import type { CheckSettings, RuleName, Severity } from './rules.js';

export interface Finding {
  readonly rule: RuleName;
  readonly severity: Exclude<Severity, 'off'>;
  /** unique_id. */
  readonly node: string;
  readonly message: string;
  readonly place: Place;
  readonly candidates: readonly string[];
  readonly notes: readonly string[];
}

export interface CheckReport {
  readonly findings: readonly Finding[];
  readonly checked: number;
  /** Nodes that could not be checked, and why. */
  readonly unknown: readonly { readonly node: string; readonly reason: string }[];
}

export interface CheckContext {
  readonly project: Project;
  readonly manifest: Manifest;
  readonly graph: Graph;
  readonly settings: CheckSettings;
  /** Only findings about these; everything is analysed in any case. */
  readonly selected: ReadonlySet<string>;
}

/** What is wrong with the project's SQL. A finding that rests on what is not certain is a warning at most. */
export function checkProject(analysis: ProjectAnalysis, context: CheckContext): CheckReport {
  const findings: Finding[] = [];
  const unknown: { node: string; reason: string }[] = [];
  let checked = 0;
  const report = (
    rule: RuleName,
    node: GraphNode,
    certain: boolean,
    details: Omit<Finding, 'rule' | 'severity' | 'node'>,
  ): void => {
    const wanted = context.settings.severityOf(rule);
    if (wanted === 'off') return;
    findings.push({
      rule,
      severity: wanted === 'error' && !certain ? 'warn' : wanted,
      node: node.unique_id,
      ...details,
    });
  };
  for (const each of analysis.values()) {
    const { node, problem, sql, lineage } = each;
    if (!context.selected.has(node.unique_id) || node.resource_type === 'source') continue;
    if (each.unknown !== undefined) unknown.push({ node: node.unique_id, reason: each.unknown });
    else checked++;
    if (sql === undefined) continue;
    const compiled = node as CompiledManifestNode;
    if (problem !== undefined && !isOfEphemeral(problem, each, analysis)) {
      report(problem.kind, node, each.certain, problemDetails(problem, compiled, sql, context));
    }
    for (const { column, ...details } of contractProblems(each)) {
      // The select list that counts is the last one.
      const at = column === undefined ? undefined : lastOffset(sql, column);
      const { place } = placeInFile(context.project, compiled, sql, at, column);
      report('contract_mismatch', node, each.certain, { ...details, place });
    }
    if (node.resource_type !== 'test' && lineage?.unknown === undefined) {
      for (const cte of lineage?.unusedCtes ?? []) {
        if (cte.name.startsWith('__dbt__cte__')) continue;
        const { place } = placeInFile(context.project, compiled, sql, cte.position, cte.name);
        report('unused_cte', node, true, {
          message: `Nothing reads the common table expression ${cte.name}`,
          place,
          candidates: [],
          notes: [],
        });
      }
    }
  }
  for (const node of unusedModels(context)) {
    report('unused_model', node, true, {
      message: `Nothing refers to the model ${node.name}`,
      place: { file: node.original_file_path },
      candidates: [],
      notes: [],
    });
  }
  return { findings, checked, unknown };
}

function problemDetails(
  problem: BindProblem,
  node: CompiledManifestNode,
  sql: string,
  { project, manifest }: CheckContext,
): Omit<Finding, 'rule' | 'severity' | 'node'> {
  const { message } = problem;
  const candidates =
    problem.kind === 'missing_relation'
      ? closest(problem.name ?? '', relationNames(manifest))
      : problem.candidates;
  if (node.resource_type === 'test' && 'test_metadata' in node && node.test_metadata !== undefined) {
    return {
      message,
      candidates,
      place: placeInProperties(project, node, problem.name),
      notes: [`data test ${node.name}`],
    };
  }
  const { place, note } = placeInFile(project, node, sql, positionIn(sql, problem), problem.name);
  return { message, candidates, place, notes: note === undefined ? [] : [note] };
}

/** Without a place from the engine, that of what is called, if it is called once. */
function positionIn(sql: string, { position, name, called }: BindProblem): number | undefined {
  if (position !== undefined || name !== undefined || called === undefined) return position;
  const calls = [...sql.matchAll(new RegExp(`\\b${called}\\s*\\(`, 'gi'))];
  return calls.length === 1 ? calls[0]!.index : undefined;
}

function relationNames(manifest: Manifest): string[] {
  return [...Object.values(manifest.nodes), ...Object.values(manifest.sources)].map((node) => node.name);
}

/** A wrong ephemeral model is told about once, not again for all that read it. */
function isOfEphemeral({ message }: BindProblem, { node }: NodeAnalysis, analysis: ProjectAnalysis): boolean {
  const parents = (node as Partial<ModelNode>).depends_on?.nodes ?? [];
  return parents.some((id) => {
    const parent = analysis.get(id);
    return (
      (parent?.node as ModelNode | undefined)?.config?.materialized === 'ephemeral' &&
      parent?.problem?.message === message
    );
  });
}

function unusedModels({ manifest, graph, selected, project }: CheckContext): ModelNode[] {
  return Object.values(manifest.nodes).filter((node): node is ModelNode => {
    if (
      node.resource_type !== 'model' ||
      !selected.has(node.unique_id) ||
      node.package_name !== project.root.name
    )
      return false;
    return !graph
      .children(node.unique_id)
      .some((id) => !id.startsWith('test.') && !id.startsWith('unit_test.'));
  });
}
