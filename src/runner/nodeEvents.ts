import type { LogEvent } from '../log/types.js';
import type { RunResult } from '../manifest/runResult.js';
import type { GraphNode, ManifestNode, SourceDefinition } from '../manifest/types.js';
import { describeNode, relationText } from './describeNode.js';
import { createNodeInfo, type NodeState } from './nodeInfo.js';
import { isRelational } from './nodeKinds.js';
import { formatResultLine } from './resultLine.js';

/** What the lines about one node need. */
export interface NodeLine {
  readonly node: GraphNode;
  readonly index: number;
  readonly total: number;
  readonly threadId: string;
  /** Database of the target: not shown in names. */
  readonly database: string;
  readonly width?: number;
}

/** Words of a result line by type, and dbt's event for it. */
interface ResultWords {
  readonly event: string;
  readonly code: string;
  readonly ok: string;
  readonly error: string;
}

const RESULT_WORDS: Readonly<Record<string, ResultWords>> = {
  model: { event: 'LogModelResult', code: 'Q012', ok: 'OK created', error: 'ERROR creating' },
  snapshot: { event: 'LogSnapshotResult', code: 'Q015', ok: 'OK snapshotted', error: 'ERROR snapshotting' },
  seed: { event: 'LogSeedResult', code: 'Q016', ok: 'OK loaded', error: 'ERROR loading' },
  function: { event: 'LogFunctionResult', code: 'Q047', ok: 'OK created', error: 'ERROR creating' },
};

const TEST_LEVELS: Readonly<Record<string, LogEvent['level']>> = {
  pass: 'info',
  warn: 'warn',
  fail: 'error',
  error: 'error',
};

/** A query that failed and rows that are too old are different things. */
const FRESHNESS_STATUS: Readonly<Record<string, string>> = {
  pass: 'PASS',
  warn: 'WARN',
  error: 'ERROR STALE',
};
const FRESHNESS_LEVELS: Readonly<Record<string, LogEvent['level']>> = { pass: 'info', warn: 'warn' };

export function nodeStartEvent(line: NodeLine, state: NodeState): LogEvent {
  return debugEvent('NodeStart', 'Q024', `Began running node ${line.node.unique_id}`, line, state);
}

export function startLineEvent(line: NodeLine, state: NodeState): LogEvent {
  const { node, index, total } = line;
  const type = node.resource_type;
  const kind = type === 'test' || type === 'unit_test' || type === 'snapshot' ? `${type} ` : '';
  const description = `${kind}${describeNode(node, line.database)}`;
  return {
    name: 'LogStartLine',
    code: 'Q011',
    level: 'info',
    msg: formatResultLine({ text: `START ${description}`, status: 'RUN', index, total }, line.width),
    data: { description, index, total, node_info: createNodeInfo(node, state), thread_id: line.threadId },
  };
}

/** The line that tells how a node ended; skipped nodes have their own (`skipEvent`). */
export function resultEvent(line: NodeLine, result: RunResult, state: NodeState): LogEvent {
  const { node, index, total, width } = line;
  const seconds = result.execution_time;
  const data = {
    index,
    total,
    status: result.status,
    execution_time: seconds,
    node_info: createNodeInfo(node, state),
    thread_id: line.threadId,
  };
  const description = describeNode(node, line.database);
  if (result.status === 'no-op') {
    const text = `NO-OP ${description}`;
    const msg = formatResultLine({ text, status: 'NO-OP', index, total, executionTime: seconds }, width);
    return { name: 'LogNodeNoOpResult', code: 'Q019', level: 'info', msg, data: { ...data, description } };
  }
  if (node.resource_type === 'test' || node.resource_type === 'unit_test') {
    const failures = result.status === 'fail' || result.status === 'warn' ? ` ${result.failures}` : '';
    const status = `${result.status.toUpperCase()}${failures}`;
    const { total: tests, ...common } = data;
    return {
      name: 'LogTestResult',
      code: 'Q007',
      level: TEST_LEVELS[result.status] ?? 'info',
      msg: formatResultLine(
        { text: `${status} ${description}`, status, index, total, executionTime: seconds },
        width,
      ),
      data: {
        ...common,
        name: description,
        num_models: tests,
        num_failures: result.failures ?? 0,
        attached_node: (node as { attached_node?: string | null }).attached_node ?? '',
      },
    };
  }
  if (node.resource_type === 'source') {
    const status = FRESHNESS_STATUS[result.status] ?? 'ERROR';
    return {
      name: 'LogFreshnessResult',
      code: 'Q018',
      level: FRESHNESS_LEVELS[result.status] ?? 'error',
      msg: formatResultLine(
        { text: `${status} ${description}`, status, index, total, executionTime: seconds },
        width,
      ),
      data: { ...data, source_name: (node as SourceDefinition).source_name, table_name: node.name },
    };
  }
  const words = RESULT_WORDS[node.resource_type] ?? RESULT_WORDS['model']!;
  const outcome = modelOutcome(result, words);
  return {
    name: words.event,
    code: words.code,
    level: outcome.level,
    msg: formatResultLine(
      {
        text: `${outcome.words} ${description}`,
        status: outcome.status,
        index,
        total,
        executionTime: seconds,
      },
      width,
    ),
    data: { ...data, ...resultData(node, result, description) },
  };
}

/** What dbt's events say of the outcome differs by type. */
function resultData(node: GraphNode, result: RunResult, description: string): Record<string, unknown> {
  const { message, status } = result;
  switch (node.resource_type) {
    case 'seed':
      return { relation: node.name, schema: node.schema, result_message: message ?? '' };
    case 'snapshot':
      return { description, result_message: message ?? '', cfg: node.config };
    default:
      return { description, status: status === 'success' ? (message ?? status) : status };
  }
}

function modelOutcome(
  result: RunResult,
  words: ResultWords,
): { words: string; status: string; level: LogEvent['level'] } {
  if (result.status === 'error') return { words: words.error, status: 'ERROR', level: 'error' };
  if (result.status === 'partial success') {
    return {
      words: 'PARTIALLY created',
      status: result.message ?? 'PARTIAL SUCCESS',
      level: 'error',
    };
  }
  return { words: words.ok, status: result.message ?? 'OK', level: 'info' };
}

export function nodeFinishedEvent(line: NodeLine, result: RunResult, state: NodeState): LogEvent {
  const event = debugEvent(
    'NodeFinished',
    'Q025',
    `Finished running node ${line.node.unique_id}`,
    line,
    state,
  );
  return {
    ...event,
    data: {
      ...event.data,
      run_result: {
        status: result.status,
        timing_info: result.timing,
        thread: result.thread_id,
        execution_time: result.execution_time,
        adapter_response: result.adapter_response,
        message: result.message ?? '',
        num_failures: result.failures ?? 0,
      },
    },
  };
}

/** `because` says what stands above, when that has no line of its own (ephemeral models). */
export function skipEvent(line: NodeLine, state: NodeState, because?: string): LogEvent {
  const { node, index, total, width } = line;
  const schema = isRelational(node) ? (node as ManifestNode).schema : '';
  const what = isRelational(node)
    ? `relation ${relationText(node as ManifestNode, line.database)}`
    : `${node.resource_type === 'saved_query' ? 'saved query' : node.resource_type} ${node.name}`;
  const common = { index, total, schema, node_info: createNodeInfo(node, state), thread_id: line.threadId };
  if (because !== undefined) {
    return {
      name: 'LogSkipBecauseError',
      code: 'Z034',
      level: 'error',
      msg: formatResultLine(
        { text: `SKIP ${what} due to ${because}`, status: 'ERROR SKIP', index, total },
        width,
      ),
      data: { ...common, relation: node.name, status: 'skipped' },
    };
  }
  return {
    name: 'SkippingDetails',
    code: 'Q034',
    level: 'info',
    msg: formatResultLine({ text: `SKIP ${what}`, status: 'SKIP', index, total }, width),
    data: { ...common, node_name: node.name, resource_type: node.resource_type },
  };
}

/** A node that was running when the run was stopped. */
export function cancelEvent(node: GraphNode, width?: number): LogEvent {
  return {
    name: 'LogCancelLine',
    code: 'Q022',
    level: 'error',
    msg: formatResultLine({ text: `CANCEL query ${node.unique_id}`, status: 'CANCEL' }, width),
    data: { conn_name: node.unique_id },
  };
}

/** A hook's lines are counted on their own and always name the package. */
export function hookStartEvent(line: NodeLine, state: NodeState): LogEvent {
  const statement = describeNode(line.node, line.database);
  const { index, total } = line;
  return {
    name: 'LogHookStartLine',
    code: 'Q032',
    level: 'info',
    msg: formatResultLine(
      { text: `START hook: ${statement}`, status: 'RUN', index, total, truncate: true },
      line.width,
    ),
    data: { statement, index, total, node_info: createNodeInfo(line.node, state) },
  };
}

export function hookEndEvent(line: NodeLine, result: RunResult, state: NodeState): LogEvent {
  const statement = describeNode(line.node, line.database);
  const { index, total } = line;
  const status = HOOK_STATUS[result.status] ?? 'ERROR';
  const executionTime = result.status === 'skipped' ? undefined : result.execution_time;
  return {
    name: 'LogHookEndLine',
    code: 'Q033',
    level: status === 'ERROR' ? 'error' : 'info',
    msg: formatResultLine(
      { text: `${status} hook: ${statement}`, status, index, total, executionTime, truncate: true },
      line.width,
    ),
    data: {
      statement,
      status: result.status,
      index,
      total,
      execution_time: result.execution_time,
      node_info: createNodeInfo(line.node, state),
    },
  };
}

const HOOK_STATUS: Readonly<Record<string, string>> = { success: 'OK', skipped: 'SKIP', error: 'ERROR' };

function debugEvent(name: string, code: string, msg: string, line: NodeLine, state: NodeState): LogEvent {
  return {
    name,
    code,
    level: 'debug',
    msg,
    data: { node_info: createNodeInfo(line.node, state), thread_id: line.threadId },
  };
}
