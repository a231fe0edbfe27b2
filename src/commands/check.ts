import { relative } from 'node:path';
import { analyzeProject } from '../analysis/analyzeProject.js';
import { checkProject } from '../analysis/checks/checkProject.js';
import { CHECK_FORMATS } from '../analysis/checks/formats.js';
import { parseCheckSettings } from '../analysis/checks/rules.js';
import { XFORM_VERSION } from '../util/version.js';
import { dataOptions } from './dataOptions.js';
import { selectNodes } from './selection.js';
import { openSession } from './session.js';
import type { CommandOptions, Effects } from './types.js';

/** Checks the project's SQL without the warehouse; 1 when there is an error. */
export async function run(options: CommandOptions, effects: Effects): Promise<number> {
  const session = openSession('check', dataOptions(options), effects);
  const { parsed, graph, targetFolder, project } = session;
  const settings = parseCheckSettings(project.flags['xform_checks']);
  const selected = new Set(selectNodes(session, 'build').concat(selectNodes(session, 'compile')));
  const analysis = await analyzeProject({
    parsed,
    graph,
    targetFolder,
    lineage: settings.severityOf('unused_cte') !== 'off',
    useCache: project.flags.partial_parse,
    trustSources: settings.trustSources,
    signal: effects.signal,
  });
  const report = checkProject(analysis, { project, manifest: parsed.manifest, graph, settings, selected });
  const { root } = project.root;
  const prefix = relative(effects.cwd, root);
  const format = CHECK_FORMATS[String(options['output'] ?? 'text')]!;
  effects.stdout(
    format(report, {
      version: XFORM_VERSION,
      projectFolder: root,
      prefix: prefix === '' ? '' : `${prefix}/`,
    }),
  );
  return report.findings.some((finding) => finding.severity === 'error') ? 1 : 0;
}
