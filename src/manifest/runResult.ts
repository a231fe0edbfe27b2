import type { Value } from '../jinja/values/types.js';

export type RunStatus =
  | 'success'
  | 'error'
  | 'skipped'
  | 'partial success'
  | 'no-op'
  | 'pass'
  | 'fail'
  | 'warn'
  | 'runtime error';

export interface Timing {
  name: 'compile' | 'execute';
  /** ISO 8601 UTC with microseconds, or null when it did not happen. */
  started_at: string | null;
  completed_at: string | null;
}

/** What became of one node: an entry of run_results.json (v6), in dbt's field names. */
export interface RunResult {
  unique_id: string;
  status: RunStatus;
  timing: Timing[];
  thread_id: string;
  /** Seconds. */
  execution_time: number;
  adapter_response: Record<string, Value>;
  message: string | null;
  failures: number | null;
  compiled: boolean | null;
  compiled_code: string | null;
  relation_name: string | null;
  batch_results: Value | null;
}

/** A source that could be queried: an entry of sources.json (v3), in dbt's field names. */
export interface SourceAge {
  readonly unique_id: string;
  /** ISO 8601 UTC. */
  readonly max_loaded_at: string;
  readonly snapshotted_at: string;
  readonly max_loaded_at_time_ago_in_s: number;
  readonly status: RunStatus;
  readonly criteria: Readonly<Record<string, Value>>;
  readonly adapter_response: Readonly<Record<string, Value>>;
  readonly timing: readonly Timing[];
  readonly thread_id: string;
  /** Seconds. */
  readonly execution_time: number;
}

/** A source that could not. */
export interface SourceError {
  readonly unique_id: string;
  readonly status: 'runtime error';
  readonly error: string | null;
}

export type SourceResult = SourceAge | SourceError;
