import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { findGraphNode } from '../graph/graph.js';
import type { RunResult, SourceResult } from '../manifest/runResult.js';
import type { SourceDefinition } from '../manifest/types.js';
import { microsToIso } from '../runner/clock.js';
import { executeRun } from '../runner/executeRun.js';
import { checkFreshness, type Freshness, freshnessCriteria } from '../runner/executors/freshness.js';
import { createResultsJournal, writeAtomically } from '../runner/resultsJournal.js';
import { artifactMetadata } from './artifactMetadata.js';
import { RUN_MODES } from './modes.js';
import { selectNodes, warnNothingToDo } from './selection.js';
import { openSession, type Session, writeManifestOf } from './session.js';
import type { CommandOptions, Effects } from './types.js';
import { withTask } from './withTask.js';

const SCHEMA = 'https://schemas.getdbt.com/dbt/sources/v3.json';

/** Checks how old the newest rows of sources are, and writes sources.json (features H17, K8). */
export async function run(options: CommandOptions, effects: Effects): Promise<number> {
  const session = openSession('freshness', options, effects);
  const started = session.clock.time();
  const found = new Map<string, Freshness>();
  const selected = selectNodes(session).filter((id) => {
    const source = findGraphNode(session.parsed.manifest, id) as SourceDefinition;
    return freshnessCriteria(source) !== undefined;
  });
  // Results of sources have a file of their own; nothing is kept in run_results.json.
  const journal = createResultsJournal(session.targetFolder, () => ({}), {}, false);
  let success = true;
  if (selected.length === 0) warnNothingToDo(session);
  else {
    const mode = {
      ...RUN_MODES.test,
      executors: { source: checkFreshness((id, freshness) => void found.set(id, freshness)) },
      hooks: session.project.flags['source_freshness_run_project_hooks'] !== false,
      createSchemas: false,
    };
    const outcome = await withTask(session, selected, (task) => executeRun(task, mode, journal));
    success = outcome.success;
    effects.record?.({ executed: outcome.executed });
  }
  writeManifestOf(session);
  const results = journal.results
    .filter((result) => result.unique_id.startsWith('source.'))
    .map((result) => sourceResult(result, found.get(result.unique_id)));
  effects.record?.({ freshness: results });
  writeSources(session, results, (session.clock.time() - started) / 1000);
  return success ? 0 : 1;
}

function writeSources(session: Session, results: readonly SourceResult[], elapsed: number): void {
  const { options, project, targetFolder } = session;
  if (project.flags.write_json === false) return;
  const path =
    typeof options['output'] === 'string'
      ? resolve(project.root.root, options['output'])
      : join(targetFolder, 'sources.json');
  const artifact = {
    metadata: artifactMetadata(session, SCHEMA),
    results,
    elapsed_time: elapsed,
  };
  mkdirSync(dirname(path), { recursive: true });
  writeAtomically(path, JSON.stringify(artifact));
}

function sourceResult(result: RunResult, freshness: Freshness | undefined): SourceResult {
  const { unique_id, status, message } = result;
  if (freshness === undefined) return { unique_id, error: message, status: 'runtime error' };
  return {
    unique_id,
    max_loaded_at: microsToIso(freshness.maxLoadedAt),
    snapshotted_at: microsToIso(freshness.snapshottedAt),
    max_loaded_at_time_ago_in_s: Number(freshness.snapshottedAt - freshness.maxLoadedAt) / 1_000_000,
    status,
    criteria: { ...freshness.criteria },
    adapter_response: result.adapter_response,
    timing: result.timing,
    thread_id: result.thread_id,
    execution_time: result.execution_time,
  };
}
