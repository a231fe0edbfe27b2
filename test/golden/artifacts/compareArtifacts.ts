type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** One place in which an artifact differs from dbt's: `run_results/results/model.shop.orders/message`. */
export interface Difference {
  readonly path: string;
  readonly dbt: string;
  readonly xform: string;
}

/** Differ from run to run: times, threads and ids. */
const VOLATILE = new Set([
  'created_at',
  'generated_at',
  'invocation_id',
  'invocation_started_at',
  'run_started_at',
  'user_id',
  'elapsed_time',
  'execution_time',
  'started_at',
  'completed_at',
  'snapshotted_at',
  'max_loaded_at_time_ago_in_s',
  'thread_id',
]);
/** Lists whose order is chance in dbt: it collects them in sets, or as threads finish. */
const UNORDERED = new Set(['nodes', 'sources', 'macros']);
const INTERNAL = new Set(['dbt', 'dbt_duckdb']);

/** All differences between what dbt left and an artifact of ours; `args` of run_results are each engine's flags. */
export function compareArtifacts(name: string, golden: Json, ours: Json): Difference[] {
  const differences: Difference[] = [];
  const compare = (path: string, a: Json | undefined, b: Json | undefined): void => {
    if (isRecord(a) && isRecord(b)) {
      for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
        if (!VOLATILE.has(key)) compare(`${path}/${key}`, ordered(key, a[key]), ordered(key, b[key]));
      }
    } else if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
      a.forEach((item, at) => {
        compare(`${path}/${at}`, item, b[at]);
      });
    } else if (a !== b) {
      differences.push({ path, dbt: JSON.stringify(a) ?? '(none)', xform: JSON.stringify(b) ?? '(none)' });
    }
  };
  compare(name, comparable(name, golden), comparable(name, ours));
  return differences;
}

/** Without what is not compared; results by the id of their node. */
function comparable(name: string, artifact: Json): Json {
  if (!isRecord(artifact)) return artifact;
  const { args: _, ...rest } = artifact;
  if (Array.isArray(rest['results'])) {
    rest['results'] = Object.fromEntries(
      rest['results'].map((result) => [isRecord(result) ? String(result['unique_id']) : '', result]),
    );
  }
  if (name !== 'manifest') return rest;
  for (const section of ['macros', 'docs']) {
    const entries = Object.entries(rest[section] as Record<string, Json>);
    rest[section] = Object.fromEntries(entries.filter(([id]) => !INTERNAL.has(id.split('.')[1]!)));
  }
  return rest;
}

function ordered(key: string, value: Json | undefined): Json | undefined {
  if (!UNORDERED.has(key) || !Array.isArray(value)) return value;
  return [...value].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function isRecord(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
