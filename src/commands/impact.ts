import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { IMPACT_FORMATS } from '../analysis/impact/formats.js';
import { impactOf, loadFormerColumns } from '../analysis/impact/impactOf.js';
import { createProjectLineage } from '../analysis/lineage/projectLineage.js';
import { XformError } from '../errors/error.js';
import { analyzeSession } from './analyzeSession.js';
import { dataOptions } from './dataOptions.js';
import { previousState } from './previousState.js';
import { openSession, type Session } from './session.js';
import type { CommandOptions, Effects } from './types.js';

/** Tells what changed since the state in --state, what it reaches, and what it breaks. */
export async function run(options: CommandOptions, effects: Effects): Promise<number> {
  const session = openSession('impact', dataOptions(options), effects);
  const formerManifest = previousState(session).manifest;
  if (formerManifest === undefined) {
    throw new XformError('usage', 'impact needs the manifest.json of an earlier state', {
      hint: 'Give its folder with --state, for example a copy of the target folder of the main branch.',
    });
  }
  const { parsed, graph } = session;
  const analysis = await analyzeSession(session, { lineage: true });
  const formerColumns = loadFormerColumns(stateFolder(session));
  const impact = impactOf({
    manifest: parsed.manifest,
    graph,
    lineage: createProjectLineage(analysis),
    formerManifest,
    problemOf: (id) => analysis.get(id)?.problem?.message,
    ...(formerColumns && { formerColumns }),
  });
  effects.record?.({ impact });
  effects.stdout(IMPACT_FORMATS[String(options['output'] ?? 'text')]!(impact));
  return 0;
}

/** Relative to the project as in dbt, or else to where the user stands. */
function stateFolder({ project, effects }: Session): string {
  const given = String(project.flags['state']);
  const inProject = resolve(project.root.root, given);
  return existsSync(inProject) ? inProject : resolve(effects.cwd, given);
}
