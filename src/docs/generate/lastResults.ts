import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '../../runner/resultsJournal.js';

/** What became of a node when it was last built or tested. */
export interface LastResult {
  readonly status: string;
  readonly seconds: number;
  /** ISO 8601 UTC. */
  readonly at: string | null;
  readonly message: string | null;
  readonly failures: number | null;
  /** Rows that the statement wrote, where the engine tells. */
  readonly rows: number | null;
}

/** What `source freshness` found out about a source. */
export interface LastFreshness {
  readonly status: string;
  readonly maxLoadedAt: string | null;
  readonly checkedAt: string | null;
  readonly message: string | null;
}

export interface LastResults {
  readonly nodes: ReadonlyMap<string, LastResult>;
  readonly freshness: ReadonlyMap<string, LastFreshness>;
}

/** Commands whose results say something about data; the others only compile. */
const TELLING = new Set(['build', 'run', 'test', 'seed', 'snapshot', 'retry']);
/** Results are gathered here over several commands: each of them replaces run_results.json. */
const KEPT_NAME = 'docs_results.json';

interface RawResult {
  unique_id: string;
  status: string;
  execution_time?: number;
  message?: string | null;
  failures?: number | null;
  timing?: { completed_at: string | null }[];
  adapter_response?: Record<string, unknown>;
}

interface RawRunResults {
  metadata: { generated_at: string };
  args?: { which?: string };
  results: RawResult[];
}

interface RawFreshness {
  unique_id: string;
  status: string;
  max_loaded_at?: string;
  snapshotted_at?: string;
  error?: string | null;
}

/**
 * Reads the results of the last commands from the target folder, and keeps them for the next time: they are read
 * before this command writes its own. A file that cannot be read counts as missing.
 */
export function loadLastResults(targetFolder: string): LastResults {
  const nodes = new Map(
    Object.entries(readJson<Record<string, LastResult>>(join(targetFolder, KEPT_NAME)) ?? {}),
  );
  const run = readJson<RawRunResults>(join(targetFolder, 'run_results.json'));
  if (run !== undefined && TELLING.has(run.args?.which ?? '')) {
    for (const result of run.results ?? []) nodes.set(result.unique_id, resultOf(result, run));
  }
  const sources = readJson<{ results: RawFreshness[] }>(join(targetFolder, 'sources.json'));
  const freshness = new Map((sources?.results ?? []).map((each) => [each.unique_id, freshnessOf(each)]));
  return { nodes, freshness };
}

export function keepLastResults(targetFolder: string, results: LastResults, known: Iterable<string>): void {
  const kept: Record<string, LastResult> = {};
  for (const id of known) {
    const result = results.nodes.get(id);
    if (result !== undefined) kept[id] = result;
  }
  writeAtomically(join(targetFolder, KEPT_NAME), JSON.stringify(kept));
}

function resultOf(result: RawResult, run: RawRunResults): LastResult {
  const rows = result.adapter_response?.['rows_affected'];
  return {
    status: result.status,
    seconds: result.execution_time ?? 0,
    at: result.timing?.at(-1)?.completed_at ?? run.metadata.generated_at,
    message: result.message ?? null,
    failures: result.failures ?? null,
    rows: typeof rows === 'number' && rows >= 0 ? rows : null,
  };
}

function freshnessOf(raw: RawFreshness): LastFreshness {
  return {
    status: raw.status,
    maxLoadedAt: raw.max_loaded_at ?? null,
    checkedAt: raw.snapshotted_at ?? null,
    message: raw.error ?? null,
  };
}

function readJson<T>(path: string): T | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch {
    return undefined;
  }
}
