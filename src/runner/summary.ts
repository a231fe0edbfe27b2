import { formatError } from '../errors/formatError.js';
import type { Logger } from '../log/types.js';
import type { RunResult, RunStatus } from '../manifest/runResult.js';
import type { GraphNode, ModelNode } from '../manifest/types.js';
import { createNodeInfo } from './nodeInfo.js';
import type { ExecutedNode } from './runNode.js';

const EMPTY = { name: 'Formatting', code: 'Z017', level: 'info', msg: '', data: { msg: '' } } as const;

/** `2 table models, 1 seed`, from what was worked on, each kind once, sorted by kind. */
export function countKinds(nodes: Iterable<GraphNode>): string {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const kind = kindOf(node);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, count]) => `${count} ${plural(KIND_NAMES[kind] ?? kind.replaceAll('_', ' '), count)}`)
    .join(', ');
}

/** How kinds are spoken of, where it is not their own name. */
const KIND_NAMES: Readonly<Record<string, string>> = { operation: 'project hook', test: 'data test' };

function kindOf(node: GraphNode): string {
  return node.resource_type === 'model'
    ? `${(node as ModelNode).config.materialized} model`
    : node.resource_type;
}

export function plural(word: string, count: number): string {
  if (count === 1) return word;
  return word.endsWith('y') && !/[aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}

export interface RunCounts {
  readonly pass: number;
  readonly warn: number;
  readonly error: number;
  readonly skip: number;
  readonly noop: number;
  readonly total: number;
}

const COUNTED_AS: Readonly<Record<RunStatus, keyof RunCounts>> = {
  success: 'pass',
  pass: 'pass',
  warn: 'warn',
  error: 'error',
  fail: 'error',
  'runtime error': 'error',
  'partial success': 'error',
  skipped: 'skip',
  'no-op': 'noop',
};

export function countResults(results: readonly RunResult[]): RunCounts {
  const counts = { pass: 0, warn: 0, error: 0, skip: 0, noop: 0, total: results.length };
  for (const result of results) counts[COUNTED_AS[result.status]]++;
  return counts;
}

/** `Finished running 1 seed, 2 view models in 0 hours 0 minutes and 1.06 seconds (1.06s).` */
export function logFinished(log: Logger, executed: readonly ExecutedNode[], seconds: number): void {
  const statLine = countKinds(executed.map((each) => each.node));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const execution = ` in ${hours} hours ${minutes} minutes and ${(seconds % 60).toFixed(2)} seconds`;
  log.fire(EMPTY);
  log.fire({
    name: 'FinishedRunningStats',
    code: 'E047',
    level: 'info',
    msg: `Finished running ${statLine}${execution} (${seconds.toFixed(2)}s).`,
    data: { stat_line: statLine, execution, execution_time: seconds },
  });
}

/** All failures and warnings with what they are about, each with where to look, then the counts. */
export function logSummary(
  log: Logger,
  executed: readonly ExecutedNode[],
  /** Failures that are not among the results. */
  unlisted: readonly ExecutedNode[],
  interrupted: boolean,
): void {
  const withStatus = (...statuses: RunStatus[]) =>
    executed.filter(({ result }) => statuses.includes(result.status));
  const failures = [...unlisted, ...withStatus('error', 'fail', 'runtime error')];
  const partial = withStatus('partial success');
  const warnings = withStatus('warn');
  log.fire(EMPTY);
  log.fire({
    name: 'EndOfRunSummary',
    code: 'Z030',
    level: 'info',
    msg: endText(failures.length, partial.length, warnings.length, interrupted),
    data: {
      num_errors: failures.length,
      num_warnings: warnings.length,
      num_partial_success: partial.length,
      keyboard_interrupt: interrupted,
    },
  });
  for (const each of [...failures, ...partial]) logProblem(log, each, 'error');
  for (const each of warnings) logProblem(log, each, 'warn');
  const stats = countResults(executed.map((each) => each.result));
  log.fire(EMPTY);
  log.fire({
    name: 'StatsLine',
    code: 'Z023',
    level: 'info',
    msg: `Done. PASS=${stats.pass} WARN=${stats.warn} ERROR=${stats.error} SKIP=${stats.skip} NO-OP=${stats.noop} TOTAL=${stats.total}`,
    data: { stats },
  });
}

function endText(errors: number, partial: number, warnings: number, interrupted: boolean): string {
  if (interrupted) return 'Exited because of keyboard interrupt';
  const warned = `${warnings} ${plural('warning', warnings)}`;
  if (errors + partial > 0) {
    const successes = `${partial} partial ${partial === 1 ? 'success' : 'successes'}`;
    return `Completed with ${errors} ${plural('error', errors)}, ${successes}, and ${warned}:`;
  }
  return warnings > 0 ? `Completed with ${warned}:` : 'Completed successfully';
}

/** All lines, so that those below the first do not stand left of it. */
function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`.trimEnd())
    .join('\n');
}

function logProblem(log: Logger, { node, result, errors }: ExecutedNode, level: 'error' | 'warn'): void {
  const nodeInfo = createNodeInfo(node);
  const path = node.original_file_path;
  const [name, code, word] =
    level === 'error' ? ['RunResultFailure', 'Z022', 'Failure'] : ['RunResultWarning', 'Z021', 'Warning'];
  log.fire(EMPTY);
  log.fire({
    name: name!,
    code,
    level,
    msg: `${word} in ${node.resource_type} ${node.name} (${path})`,
    data: { resource_type: node.resource_type, node_name: node.name, path, node_info: nodeInfo },
  });
  const told = result.message ?? `Status: ${result.status}`;
  // What went wrong in some batches of a model is not what became of the model.
  const parts = result.status === 'partial success' ? errors.map(formatError) : [];
  const message = [told, ...parts].join('\n\n');
  log.fire({
    name: level === 'error' ? 'RunResultError' : 'RunResultWarningMessage',
    code: level === 'error' ? 'Z024' : 'Z046',
    level,
    msg: indent(message),
    data: { msg: message, node_info: nodeInfo },
  });
  const compiledPath = (node as { compiled_path?: string | null }).compiled_path;
  if (compiledPath) {
    log.fire(EMPTY);
    log.fire({
      name: 'SQLCompiledPath',
      code: 'Z026',
      level: 'info',
      msg: `  compiled code at ${compiledPath}`,
      data: { path: compiledPath, node_info: nodeInfo },
    });
  }
  if (node.resource_type === 'test' && result.relation_name !== null) {
    const query = `  select * from ${result.relation_name}`;
    const border = `  ${'-'.repeat(query.length - 2)}`;
    log.fire(EMPTY);
    log.fire({
      name: 'CheckNodeTestFailure',
      code: 'Z027',
      level: 'info',
      msg: `  See test failures:\n${border}\n${query}\n${border}`,
      data: { relation_name: result.relation_name, node_info: nodeInfo },
    });
  }
}
