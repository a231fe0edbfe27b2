import { hostname } from 'node:os';
import { ERROR_KINDS } from '../errors/error.js';
import { describeError, formatPlace } from '../errors/formatError.js';
import type { ExecutedNode } from '../runner/runNode.js';
import { shownPlace } from './nodePlace.js';
import { FAILED, nodeProblem, skipReason } from './problems.js';
import type { ReportedRun } from './types.js';

interface TestCase {
  readonly name: string;
  readonly classname: string;
  readonly seconds: number;
  readonly outcome?: Outcome;
}

interface Outcome {
  readonly element: 'failure' | 'error' | 'skipped';
  readonly message: string;
  readonly type: string;
  readonly text: string;
}

/**
 * JUnit XML: a test suite for each type of resource, a test case for each node, its file as the class. It keeps to
 * what both Ant's and Jenkins' schema allow. A failed test is a failure, a node that could not run an error; tests that
 * warn pass and say so in system-out.
 */
export function junitXml(run: ReportedRun, workspace: string): string {
  const suites = new Map<string, ExecutedNode[]>();
  for (const each of [...run.unlisted, ...run.executed]) {
    const type = each.node.resource_type;
    suites.set(type, [...(suites.get(type) ?? []), each]);
  }
  const parts = [...suites].map(([type, nodes]) => ({
    name: type,
    cases: nodes.map((each) => nodeCase(each, run, workspace)),
    warnings: nodes
      .filter(({ result }) => result.status === 'warn')
      .map((each) => problemText(each, run, workspace)),
  }));
  if (run.errors.length > 0)
    parts.unshift({ name: 'xform', cases: run.errors.map(commandCase), warnings: [] });
  const body = parts.map((suite, id) => suiteXml(suite, id, run));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${body.join('')}</testsuites>\n`;

  function commandCase(error: ReportedRun['errors'][number], i: number): TestCase {
    const { title } = ERROR_KINDS[error.kind];
    const text = describeError(error);
    const outcome: Outcome = { element: 'error', message: error.message, type: title, text };
    const which = run.errors.length > 1 ? ` ${i + 1}` : '';
    return { name: `${title}${which}`, classname: `xform ${run.command}`, seconds: 0, outcome };
  }
}

function nodeCase(executed: ExecutedNode, run: ReportedRun, workspace: string): TestCase {
  const { node, result } = executed;
  return {
    name: node.name,
    classname: node.original_file_path,
    seconds: result.execution_time,
    outcome: outcomeOf(executed, run, workspace),
  };
}

function outcomeOf(executed: ExecutedNode, run: ReportedRun, workspace: string): Outcome | undefined {
  const { status } = executed.result;
  if (status === 'skipped') {
    const reason = skipReason(executed, run);
    return { element: 'skipped', message: reason, type: 'skipped', text: '' };
  }
  if (!FAILED.has(status)) return undefined;
  const { message } = nodeProblem(executed, run);
  return {
    element: status === 'fail' ? 'failure' : 'error',
    message: message.split('\n', 1)[0]!,
    type: status,
    text: problemText(executed, run, workspace),
  };
}

/** Message, place and query of a problem, for people. */
function problemText(executed: ExecutedNode, run: ReportedRun, workspace: string): string {
  const { title, message, place, query } = nodeProblem(executed, run);
  return [
    `${title}: ${message}`,
    ...(place ? [`at ${formatPlace(shownPlace(place, workspace))}`] : []),
    ...(query ? [`Failing rows:\n${query}`] : []),
  ].join('\n');
}

function suiteXml(
  suite: { readonly name: string; readonly cases: readonly TestCase[]; readonly warnings: readonly string[] },
  id: number,
  run: ReportedRun,
): string {
  const { name, cases } = suite;
  const count = (element: string) => cases.filter((each) => each.outcome?.element === element).length;
  const attributes = attributesXml({
    name,
    package: run.project?.root.name ?? 'xform',
    id,
    timestamp: run.startedAt.toISOString().replace(/\.\d+Z$/, ''),
    hostname: hostname() || 'localhost',
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: cases.reduce((sum, each) => sum + each.seconds, 0).toFixed(3),
  });
  const warnings = suite.warnings.length === 0 ? '' : `${suite.warnings.join('\n\n')}\n`;
  return `  <testsuite${attributes}>
    <properties/>
${cases.map(caseXml).join('')}    <system-out>${escapeXml(warnings)}</system-out>
    <system-err/>
  </testsuite>
`;
}

function caseXml({ name, classname, seconds, outcome }: TestCase): string {
  const head = `    <testcase${attributesXml({ name, classname, time: seconds.toFixed(3) })}`;
  if (outcome === undefined) return `${head}/>\n`;
  const { element, message, type, text } = outcome;
  const attributes = attributesXml(element === 'skipped' ? { message } : { message, type });
  return `${head}>\n      <${element}${attributes}>${escapeXml(text)}</${element}>\n    </testcase>\n`;
}

function attributesXml(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value)).replace(/[\n\r\t]/g, reference)}"`)
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What XML 1.0 has no way to write is replaced by U+FFFD. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}

function reference(character: string): string {
  return `&#${character.codePointAt(0)};`;
}
