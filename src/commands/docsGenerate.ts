import { join } from 'node:path';
import { CATALOG_SCHEMA, type Catalog, createCatalog, EMPTY_CATALOG } from '../docs/catalog.js';
import { copyAssets } from '../docs/copyAssets.js';
import { fetchRowCounts } from '../docs/fetchRowCounts.js';
import { keepLastResults, type LastResults, loadLastResults } from '../docs/generate/lastResults.js';
import { throwCollected } from '../errors/error.js';
import { jsonText } from '../manifest/jsonText.js';
import { inspectNodes } from '../runner/inspectNodes.js';
import { writeAtomically } from '../runner/resultsJournal.js';
import type { RunTask } from '../runner/types.js';
import { artifactMetadata } from './artifactMetadata.js';
import { generateSite } from './docsSite.js';
import { hasOwnResult, hooksToCompile } from './inspected.js';
import { createJournalOf } from './journal.js';
import { selectNodes } from './selection.js';
import { openSession, type Session, writeManifestOf } from './session.js';
import type { CommandOptions, Effects } from './types.js';
import { withTask } from './withTask.js';

/**
 * Compiles the project (unless --no-compile), writes catalog.json (what the warehouse holds of it, features J12) and
 * the documentation as a site.
 */
export async function run(options: CommandOptions, effects: Effects): Promise<number> {
  const session = openSession('generate', options, effects);
  const limited = ['select', 'models', 'exclude', 'selector'].some((key) => options[key] !== undefined);
  const selected = limited ? selectNodes(session, 'catalog') : undefined;
  const compiles = options['compile'] !== false;
  const toCompile = compiles ? [...selectNodes(session), ...hooksToCompile(session)] : [];
  const results = loadLastResults(session.targetFolder);
  const { catalog, rowCounts } = await withTask(session, toCompile, async (task) => {
    if (compiles) await compile(session, task);
    copyAssets(session.project, session.targetFolder);
    const fetched = options['empty_catalog'] === true ? EMPTY_CATALOG : await fetch(session, task, selected);
    writeCatalog(session, fetched);
    const withCounts = options['empty_catalog'] !== true;
    return { catalog: fetched, rowCounts: withCounts ? await fetchRowCounts(task) : new Map() };
  });
  effects.record?.({ catalog });
  keepResults(session, results);
  await generateSite(session, { catalog, rowCounts, results });
  return catalog.errors === null ? 0 : 1;
}

function keepResults({ parsed, targetFolder }: Session, results: LastResults): void {
  const { nodes, unit_tests: unitTests } = parsed.manifest;
  keepLastResults(targetFolder, results, [...Object.keys(nodes), ...Object.keys(unitTests)]);
}

async function compile(session: Session, task: RunTask): Promise<void> {
  const started = session.clock.time();
  const journal = createJournalOf(session);
  try {
    const { executed, errors } = await inspectNodes(task);
    for (const { node, result } of executed.values()) if (hasOwnResult(node)) journal.add(result);
    throwCollected(errors);
  } finally {
    writeManifestOf(session);
    journal.finish((session.clock.time() - started) / 1000);
  }
}

async function fetch(
  { log }: Session,
  task: RunTask,
  selected: readonly string[] | undefined,
): Promise<Catalog> {
  log.fire({ name: 'BuildingCatalog', code: 'E044', level: 'info', msg: 'Building catalog' });
  const catalog = await createCatalog(task, selected && new Set(selected));
  for (const message of catalog.errors ?? []) {
    log.fire({
      name: 'CatalogGenerationError',
      code: 'E041',
      level: 'error',
      msg: message,
      data: { exc: message },
    });
  }
  if (catalog.errors !== null) {
    const count = catalog.errors.length;
    log.fire({
      name: 'WriteCatalogFailure',
      code: 'E042',
      level: 'error',
      msg: `xform encountered ${count} failure${count === 1 ? '' : 's'} while writing the catalog`,
      data: { num_exceptions: count },
    });
  }
  return catalog;
}

function writeCatalog(session: Session, catalog: Catalog): void {
  const path = join(session.targetFolder, 'catalog.json');
  const metadata = artifactMetadata(session, CATALOG_SCHEMA);
  writeAtomically(path, jsonText({ metadata, ...catalog }));
  const msg = `Catalog written to ${path}`;
  session.log.fire({ name: 'CatalogWritten', code: 'E043', level: 'info', msg, data: { path } });
}
