import { type CheckReport, checkProject, type Finding } from '../analysis/checks/checkProject.js';
import { type CheckSettings, parseCheckSettings } from '../analysis/checks/rules.js';
import { throwCollected, XformError } from '../errors/error.js';
import { formatPlace } from '../errors/formatError.js';
import { analyzeSession } from './analyzeSession.js';
import type { Session } from './session.js';

/** Checks the SQL of the project without the warehouse; findings are about the nodes in `selected`. */
export async function checkSession(
  session: Session,
  selected: ReadonlySet<string>,
  settings: CheckSettings = parseCheckSettings(session.project.flags['xform_checks']),
): Promise<CheckReport> {
  const { parsed, graph, project } = session;
  const analysis = await analyzeSession(session, {
    lineage: settings.severityOf('unused_cte') !== 'off',
    trustSources: settings.trustSources,
  });
  return checkProject(analysis, { project, manifest: parsed.manifest, graph, settings, selected });
}

/**
 * For `--static-analysis`, before anything runs: logs the warnings, and throws the errors, each with its place. Commands
 * load it when it is asked for.
 */
export async function runStaticAnalysis(session: Session, selected: readonly string[]): Promise<void> {
  const { findings } = await checkSession(session, new Set(selected));
  for (const finding of findings) {
    if (finding.severity !== 'warn') continue;
    const msg = `${formatPlace(finding.place)}: ${finding.message} [${finding.rule}]`;
    session.log.fire({ name: 'StaticAnalysisFinding', level: 'warn', msg, data: { node: finding.node } });
  }
  throwCollected(findings.filter(({ severity }) => severity === 'error').map(toError));
}

function toError({ message, rule, place, notes, candidates }: Finding): XformError {
  return new XformError('compilation', `${message} [${rule}]`, {
    place,
    notes: [...notes],
    ...(candidates.length > 0 && { hint: `Candidates: ${candidates.slice(0, 5).join(', ')}` }),
  });
}
