import type { AgateTable } from '../../adapters/table.js';
import { XformError } from '../../errors/error.js';
import { pyStr } from '../../jinja/values/text.js';
import type { Value } from '../../jinja/values/types.js';
import { resolveLogSettings } from '../../log/settings.js';
import { warningFate } from '../../log/warnings.js';
import type { TestNode } from '../../manifest/types.js';
import type { NodeOutcome, NodeWork, RunTask } from '../types.js';
import { compileForRun, runMaterialization } from './materialize.js';

/** Generic and singular tests: the `test` materialization counts, severity decides (features H9). */
export async function runDataTest(work: NodeWork): Promise<NodeOutcome> {
  const node = (await compileForRun(work as NodeWork<TestNode>)) as TestNode;
  return work.timed('execute', async () => {
    const { response, table, relations = [] } = await runMaterialization(work as NodeWork<TestNode>, node);
    const counted = readCounts(table, node);
    const verdict = judge(node, counted, isWarnError(work.task));
    return {
      ...verdict,
      adapterResponse: response,
      relationName: relations.length > 0 ? node.relation_name : null,
    };
  });
}

/** The one row that a test query returns. */
export interface TestCounts {
  readonly failures: number;
  readonly shouldWarn: boolean;
  readonly shouldError: boolean;
}

function readCounts(table: AgateTable | undefined, node: TestNode): TestCounts {
  const rows = table?.cells.length ?? 0;
  if (table === undefined || rows !== 1) {
    throw new XformError(
      'runtime',
      `The query of test '${node.name}' returned ${rows} rows, but expected 1 row`,
      {
        hint: 'Check fail_calc: it has to be an aggregate, such as count(*).',
      },
    );
  }
  const cell = (name: string): Value => {
    const index = table.columnNames.findIndex((column) => column.toLowerCase() === name);
    if (index < 0)
      throw new XformError('runtime', `The query of test '${node.name}' has no column '${name}'`);
    return table.cells[0]![index];
  };
  return {
    failures: toCount(cell('failures'), node),
    shouldWarn: toBoolean(cell('should_warn'), 'warn_if', node),
    shouldError: toBoolean(cell('should_error'), 'error_if', node),
  };
}

function toCount(value: Value, node: TestNode): number {
  // A sum is a decimal on PostgreSQL.
  const number = Number(typeof value === 'object' ? pyStr(value) : value);
  if (value === '' || !Number.isFinite(number)) {
    throw new XformError(
      'runtime',
      `The number of failures of test '${node.name}' is ${pyStr(value)}, not a number`,
      {
        hint: `fail_calc is: ${String(node.config['fail_calc'])}`,
      },
    );
  }
  return Math.trunc(number);
}

function toBoolean(value: Value, setting: string, node: TestNode): boolean {
  if (typeof value === 'boolean') return value;
  const text = String(value).toLowerCase();
  if (['true', '1'].includes(text)) return true;
  if (['false', '0'].includes(text)) return false;
  throw new XformError(
    'runtime',
    `${setting} of test '${node.name}' is neither true nor false but ${String(value)}`,
  );
}

/** The matrix of severity and thresholds. */
export function judge(node: TestNode, counts: TestCounts, warnError: boolean): NodeOutcome {
  const { failures, shouldWarn, shouldError } = counts;
  const severity = String(node.config['severity'] ?? 'ERROR').toUpperCase();
  const got = `Got ${failures} result${failures === 1 ? '' : 's'}`;
  if (severity === 'ERROR' && shouldError) {
    return { status: 'fail', failures, message: `${got}, configured to fail if ${node.config['error_if']}` };
  }
  if (!shouldWarn) return { status: 'pass', failures: 0, message: null };
  if (warnError)
    return { status: 'fail', failures, message: `${got}, configured to fail if ${node.config['warn_if']}` };
  return { status: 'warn', failures, message: `${got}, configured to warn if ${node.config['warn_if']}` };
}

function isWarnError({ parsed }: RunTask): boolean {
  const settings = resolveLogSettings(parsed.project.flags, { isTTY: false, env: {} });
  return warningFate('LogTestResult', settings) === 'error';
}
