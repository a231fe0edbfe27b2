import { join } from 'node:path';
import { createProjectLineage, type ProjectLineage } from '../analysis/lineage/projectLineage.js';
import { copyAssets } from '../docs/copyAssets.js';
import { createSite } from '../docs/generate/createSite.js';
import type { SiteInput } from '../docs/generate/siteInput.js';
import { SITE_FOLDER, STATIC_NAME, writeSite, writeStaticSite } from '../docs/generate/writeSite.js';
import { errorsOf } from '../errors/error.js';
import { analyzeSession } from './analyzeSession.js';
import type { Session } from './session.js';

/** What the warehouse and earlier runs told. */
type KnownOfData = Pick<SiteInput, 'catalog' | 'rowCounts' | 'results'>;

/** Writes the documentation as a site, and with --static as one page, too. */
export async function generateSite(session: Session, known: KnownOfData): Promise<void> {
  const { parsed, graph, targetFolder, options, effects } = session;
  const now = effects.now();
  const lineage = await traceColumns(session);
  const input = { parsed, graph, lineage, ...known, generatedAt: now.toISOString() };
  const page = {
    title: `${session.project.root.name} documentation`,
    version: Math.floor(now.getTime() / 1000).toString(36),
  };
  writeSite(targetFolder, page, createSite(input));
  copyAssets(session.project, join(targetFolder, SITE_FOLDER));
  tell(session, join(targetFolder, SITE_FOLDER, 'index.html'));
  if (options['static'] === true) {
    writeStaticSite(targetFolder, page, createSite(input));
    tell(session, join(targetFolder, STATIC_NAME));
  }
}

/** Documentation is written without the lineage of columns rather than not at all. */
async function traceColumns(session: Session): Promise<ProjectLineage | undefined> {
  const { log, effects } = session;
  try {
    // Deferred nodes are compiled with the names that relations have elsewhere.
    const useCompiled = session.project.flags['defer'] !== true;
    const options = { lineage: true, relationsOnly: true, useCompiled };
    return createProjectLineage(await analyzeSession(session, options));
  } catch (error) {
    if (effects.signal.aborted) throw error;
    const msg = `The documentation is without column lineage: ${errorsOf(error)[0]!.message}`;
    log.warn({ name: 'DocsWithoutLineage', msg });
    return undefined;
  }
}

function tell({ log }: Session, path: string): void {
  log.fire({ name: 'DocsWritten', level: 'info', msg: `Documentation written to ${path}`, data: { path } });
}
