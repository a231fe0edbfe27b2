import { pathToFileURL } from 'node:url';
import { formatPlace } from '../../errors/formatError.js';
import { countText } from '../../util/countText.js';
import type { CheckReport, Finding } from './checkProject.js';
import { RULES } from './rules.js';

export interface CheckFormatContext {
  readonly version: string;
  readonly projectFolder: string;
  /** From the repository's folder to the project's, '' or ending in '/': what CI shows places by. */
  readonly prefix: string;
}

export const CHECK_FORMATS: Readonly<
  Record<string, (report: CheckReport, context: CheckFormatContext) => string>
> = {
  text: formatText,
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
  github: formatGithub,
  sarif: formatSarif,
};

function hintOf({ candidates }: Finding): string | undefined {
  return candidates.length === 0 ? undefined : `Candidates: ${candidates.slice(0, 5).join(', ')}`;
}

function formatText({ findings, checked, unknown }: CheckReport): string {
  const lines = findings.flatMap((finding) => {
    const hint = hintOf(finding);
    return [
      `${formatPlace(finding.place)}: ${finding.severity}: ${finding.message} [${finding.rule}]`,
      ...(hint === undefined ? [] : [`    ${hint}`]),
      ...finding.notes.map((note) => `    ${note}`),
    ];
  });
  const count = (severity: string): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const counts = [
    countText(count('error'), 'error'),
    countText(count('warn'), 'warning'),
    countText(count('info'), 'note'),
  ].join(', ');
  lines.push(
    ...(lines.length > 0 ? [''] : []),
    `Checked ${countText(checked, 'node')}: ${counts}; ${unknown.length} not checked`,
    ...uncheckedLines(unknown),
  );
  return `${lines.join('\n')}\n`;
}

/** What could not be checked for the same reason stands in one line: a model takes everything below it along. */
function uncheckedLines(unknown: CheckReport['unknown']): string[] {
  const byReason = new Map<string, string[]>();
  for (const { node, reason } of unknown) {
    // `model.a.x: model.a.y: reason`: each level tells of the one above it.
    const cause = reason.replace(/^(?:[a-z]+\.\S+: )+(?=[a-z]+\.\S+: )/, '');
    byReason.set(cause, [...(byReason.get(cause) ?? []), node]);
  }
  return [...byReason].map(([cause, nodes]) => {
    const more = nodes.length > SHOWN_UNCHECKED ? ` and ${nodes.length - SHOWN_UNCHECKED} more` : '';
    return `  not checked: ${nodes.slice(0, SHOWN_UNCHECKED).join(', ')}${more}: ${cause}`;
  });
}

const SHOWN_UNCHECKED = 3;

const COMMANDS = { error: 'error', warn: 'warning', info: 'notice' } as const;

/** Workflow commands of GitHub Actions. */
function formatGithub({ findings }: CheckReport, { prefix }: CheckFormatContext): string {
  const data = (text: string): string =>
    text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
  const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
  return findings
    .map((finding) => {
      const { file, line, column } = finding.place;
      const at = [`file=${property(prefix + file)}`, line && `line=${line}`, column && `col=${column}`]
        .filter(Boolean)
        .join(',');
      const text = [finding.message, hintOf(finding), ...finding.notes]
        .filter((part) => part !== undefined)
        .join('\n');
      return `::${COMMANDS[finding.severity]} ${at},title=${property(`xform ${finding.rule}`)}::${data(text)}\n`;
    })
    .join('');
}

const LEVELS = { error: 'error', warn: 'warning', info: 'note' } as const;

function formatSarif({ findings }: CheckReport, { version, projectFolder }: CheckFormatContext): string {
  const rules = Object.entries(RULES).map(([id, { help }]) => ({ id, shortDescription: { text: help } }));
  const results = findings.map((finding) => {
    const { file, line, column } = finding.place;
    const region =
      line === undefined
        ? {}
        : { region: { startLine: line, ...(column !== undefined && { startColumn: column }) } };
    return {
      ruleId: finding.rule,
      level: LEVELS[finding.severity],
      message: { text: [finding.message, hintOf(finding)].filter((part) => part !== undefined).join('. ') },
      locations: [
        { physicalLocation: { artifactLocation: { uri: encodeURI(file), uriBaseId: 'PROJECT' }, ...region } },
      ],
    };
  });
  const run = {
    tool: { driver: { name: 'xform', version, rules } },
    originalUriBaseIds: { PROJECT: { uri: `${pathToFileURL(projectFolder).href}/` } },
    results,
  };
  return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2)}\n`;
}
