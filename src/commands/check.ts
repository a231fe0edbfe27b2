import { relative } from 'node:path';
import { CHECK_FORMATS } from '../analysis/checks/formats.js';
import { XFORM_VERSION } from '../util/version.js';
import { dataOptions } from './dataOptions.js';
import { selectNodes } from './selection.js';
import { openSession } from './session.js';
import { checkSession } from './staticAnalysis.js';
import type { CommandOptions, Effects } from './types.js';

/** Checks the project's SQL without the warehouse; 1 when there is an error. */
export async function run(options: CommandOptions, effects: Effects): Promise<number> {
  const session = openSession('check', dataOptions(options), effects);
  const selected = new Set(selectNodes(session, 'build').concat(selectNodes(session, 'compile')));
  const report = await checkSession(session, selected);
  effects.record?.({ check: report });
  const { root } = session.project.root;
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
