import { countText } from '../../util/countText.js';
import type { ColumnRef } from '../types.js';
import type { ColumnChange, Impact, NodeChange } from './impactOf.js';

export const IMPACT_FORMATS: Readonly<Record<string, (impact: Impact) => string>> = {
  text: formatText,
  markdown: formatMarkdown,
  json: (impact) => `${JSON.stringify(impact, null, 2)}\n`,
};

const shortRef = ({ relation, column }: ColumnRef): string =>
  `${relation.split('.').slice(2).join('.') || relation}.${column}`;

function reached({ downstream }: ColumnChange): string {
  if (downstream.length === 0) return '';
  const shown = downstream.slice(0, 8).map(shortRef).join(', ');
  return downstream.length > 8 ? `${shown} and ${downstream.length - 8} more` : shown;
}

function downstreamLines({ downstream }: NodeChange): string[] {
  const entries = Object.entries(downstream).filter(([, names]) => names.length > 0);
  return entries.map(([what, names]) => `${what} (${names.length}): ${names.join(', ')}`);
}

function formatText({ changes, breaking }: Impact): string {
  if (changes.length === 0) return 'Nothing changed.\n';
  const lines = changes.flatMap((change) => [
    `${change.kind} ${change.name} (${change.file})${change.breaking ? ' BREAKING' : ''}`,
    ...change.columns.flatMap((column) => [
      `  ${column.kind} column ${column.column}${column.breaking ? ' BREAKING' : ''}${column.detail ? `: ${column.detail}` : ''}`,
      ...(column.downstream.length > 0 ? [`    reaches ${reached(column)}`] : []),
    ]),
    ...(change.problem === undefined ? [] : [`  no longer valid: ${change.problem}`]),
    ...(change.columnsUnknown === undefined || change.problem !== undefined
      ? []
      : [`  columns not compared: ${change.columnsUnknown}`]),
    ...downstreamLines(change).map((line) => `  ${line}`),
  ]);
  return `${lines.join('\n')}\n\n${summary(changes, breaking)}\n`;
}

function summary(changes: readonly NodeChange[], breaking: boolean): string {
  const columns = changes.reduce((sum, change) => sum + change.columns.length, 0);
  return `${countText(changes.length, 'resource')} and ${countText(columns, 'column')} changed; ${breaking ? 'breaking' : 'nothing known to break'}`;
}

function formatMarkdown({ changes, breaking }: Impact): string {
  if (changes.length === 0) return '### Impact\n\nNothing changed.\n';
  const parts = changes.map((change) => {
    const head = `#### ${code(change.name)}: ${change.kind}${change.breaking ? ' ⚠️ breaking' : ''}`;
    const rows = change.columns.map(
      (column) =>
        `| ${code(column.column)} | ${column.kind}${column.breaking ? ' ⚠️' : ''} | ${cell(column.detail ?? '')} | ${cell(reached(column))} |`,
    );
    const table =
      rows.length === 0 ? [] : ['| column | change | detail | reaches |', '|---|---|---|---|', ...rows, ''];
    const unknown =
      change.columnsUnknown === undefined ? [] : [`Columns not compared: ${cell(change.columnsUnknown)}`, ''];
    return [
      head,
      '',
      ...table,
      ...unknown,
      ...downstreamLines(change).map((line) => `- ${cell(line)}`),
      '',
    ].join('\n');
  });
  return `### Impact\n\n${summary(changes, breaking)}\n\n${parts.join('\n')}`;
}

/** Names and SQL are data: they make no markup of their own. */
function cell(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>|#!]/g, '\\$&')
    .replace(/@/g, '@\u200b');
}

function code(text: string): string {
  return `\`${text.replace(/[`|\n]/g, ' ')}\``;
}
