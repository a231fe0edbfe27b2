import { ERROR_KINDS, type XformError } from '../errors/error.js';
import { describeError } from '../errors/formatError.js';
import type { GraphNode } from '../manifest/types.js';
import type { ExecutedNode } from '../runner/runNode.js';
import { absolutePlace, nodePlace } from './nodePlace.js';
import type { Problem, ReportedRun } from './types.js';

export const FAILED: ReadonlySet<string> = new Set(['error', 'fail', 'runtime error', 'partial success']);

/** All that went wrong: what stopped the command, then failures, then warnings, each in the order of the run. */
export function problemsOf(run: ReportedRun): readonly Problem[] {
  const nodes = [...run.unlisted, ...run.executed];
  const withStatus = (wanted: (status: string) => boolean) =>
    nodes.filter(({ result }) => wanted(result.status));
  return [
    ...run.errors.map((error) => errorProblem(error, run)),
    ...withStatus((status) => FAILED.has(status)).map((each) => nodeProblem(each, run)),
    ...withStatus((status) => status === 'warn').map((each) => nodeProblem(each, run)),
  ];
}

function errorProblem(error: XformError, { project, cwd }: ReportedRun): Problem {
  return {
    level: 'error',
    title: ERROR_KINDS[error.kind].title,
    message: describeError(error),
    ...(error.place && { place: absolutePlace(error.place, project, cwd) }),
  };
}

/** What is wrong with one node that failed or warned. */
export function nodeProblem(executed: ExecutedNode, { project, cwd }: ReportedRun): Problem {
  const { node, result, errors } = executed;
  const place = errors.find((error) => error.place)?.place;
  return {
    level: result.status === 'warn' ? 'warning' : 'error',
    title: titleOf(node),
    message: result.message ?? `Status: ${result.status}`,
    ...(place
      ? { place: absolutePlace(place, project, cwd) }
      : project && { place: nodePlace(project, node) }),
    query: failingRowsQuery(executed),
  };
}

/** A query for the rows that a data test complains about: of the table where they are kept, or the test's own. */
function failingRowsQuery({ node, result, errors }: ExecutedNode): string | undefined {
  if (node.resource_type !== 'test' || errors.length > 0) return undefined;
  if (result.relation_name !== null) return `select * from ${result.relation_name}`;
  const query = withoutBlankLines(result.compiled_code ?? '');
  return query === '' ? undefined : query;
}

function withoutBlankLines(text: string): string {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .join('\n');
}

/** Why a node was skipped: the failure that it was waiting for, over however many skipped nodes. */
export function skipReason(executed: ExecutedNode, run: ReportedRun): string {
  const byId = new Map([...run.unlisted, ...run.executed].map((each) => [each.node.unique_id, each]));
  const seen = new Set<ExecutedNode>();
  let at = executed;
  for (;;) {
    const above = at.cause === undefined ? undefined : byId.get(at.cause);
    if (above === undefined || seen.has(above)) return at.result.message ?? 'left out';
    if (above.result.status !== 'skipped') return `${titleOf(above.node)} ended with ${above.result.status}`;
    seen.add(above);
    at = above;
  }
}

/** `unit test adds_up`. */
export function titleOf(node: Pick<GraphNode, 'resource_type' | 'name'>): string {
  return `${node.resource_type.replaceAll('_', ' ')} ${node.name}`;
}
