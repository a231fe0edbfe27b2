import { formatPlace } from '../errors/formatError.js';
import { countResults } from '../runner/summary.js';
import { shownPlace } from './nodePlace.js';
import { problemsOf, skipReason, titleOf } from './problems.js';
import type { Problem, ReportedRun } from './types.js';

/** A job's summary holds 1 MiB at most; what is beyond these is counted only. */
const MAX_PROBLEMS = 50;
const MAX_TEXT = 4000;
const MAX_SKIPPED = 100;
const SLOWEST = 5;

/** Markdown for $GITHUB_STEP_SUMMARY: counts, what failed with the failing rows' query, what was skipped and why, what took longest. */
export function markdownSummary(run: ReportedRun, workspace: string): string {
  const problems = problemsOf(run);
  const failed = problems.some((problem) => problem.level === 'error');
  const sections = [
    `### xform ${run.command}: ${failed ? 'failed' : 'passed'}`,
    countsTable(run),
    ...problemSection('Failed', problems, 'error', workspace),
    ...problemSection('Warnings', problems, 'warning', workspace),
    ...skippedSection(run),
    ...slowestSection(run),
  ];
  return `${sections.join('\n\n')}\n\n`;
}

function countsTable({ executed, elapsedSeconds }: ReportedRun): string {
  const { pass, warn, error, skip, noop, total } = countResults(executed.map((each) => each.result));
  return table(
    ['Pass', 'Warn', 'Error', 'Skip', 'No-op', 'Total', 'Seconds'],
    [[pass, warn, error, skip, noop, total, elapsedSeconds.toFixed(2)].map(String)],
  );
}

function problemSection(
  heading: string,
  problems: readonly Problem[],
  level: Problem['level'],
  workspace: string,
): string[] {
  const chosen = problems.filter((problem) => problem.level === level);
  if (chosen.length === 0) return [];
  const shown = chosen.slice(0, MAX_PROBLEMS).map((problem) => problemDetails(problem, workspace));
  return [`#### ${heading} (${chosen.length})`, ...shown, ...more(chosen.length - MAX_PROBLEMS)];
}

function problemDetails({ title, message, place, query }: Problem, workspace: string): string {
  const [first = '', ...rest] = message.split('\n');
  const where = place
    ? ` <code>${escapeHtml(formatPlace({ ...shownPlace(place, workspace), column: undefined }))}</code>`
    : '';
  const summary = `<summary><b>${escapeHtml(title)}</b>: ${escapeHtml(first)}${where}</summary>`;
  const blocks = [
    ...(rest.length > 0 ? [fenced(message, '')] : []),
    ...(query === undefined ? [] : [`Failing rows:\n\n${fenced(query, 'sql')}`]),
  ];
  return `<details>${summary}\n\n${blocks.join('\n\n')}\n\n</details>`;
}

function skippedSection(run: ReportedRun): string[] {
  const skipped = run.executed.filter(({ result }) => result.status === 'skipped');
  if (skipped.length === 0) return [];
  const rows = skipped.slice(0, MAX_SKIPPED).map((each) => [titleOf(each.node), skipReason(each, run)]);
  return [
    `#### Skipped (${skipped.length})`,
    table(['Node', 'Because'], rows),
    ...more(skipped.length - MAX_SKIPPED),
  ];
}

function slowestSection({ executed }: ReportedRun): string[] {
  const slowest = [...executed]
    .filter(({ result }) => result.execution_time > 0)
    .sort((a, b) => b.result.execution_time - a.result.execution_time)
    .slice(0, SLOWEST);
  if (slowest.length === 0) return [];
  const rows = slowest.map(({ node, result }) => [titleOf(node), result.execution_time.toFixed(2)]);
  return ['#### Slowest', table(['Node', 'Seconds'], rows)];
}

function more(count: number): string[] {
  return count > 0 ? [`… and ${count} more.`] : [];
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(' | ')} |`;
  return [line(heads), `|${heads.map(() => ' --- |').join('')}`, ...rows.map(line)].join('\n');
}

/** A block whose fence is longer than any in its text. */
function fenced(text: string, language: string): string {
  const shown = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}\n…` : text;
  const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${shown}\n${fence}`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>]/g, (character) => ENTITIES[character]!).replace(/[`*_~[\]\\]/g, '\\$&');
}

function escapeCell(text: string): string {
  return escapeHtml(text).replaceAll('|', '\\|').replace(/\r?\n/g, ' ');
}
