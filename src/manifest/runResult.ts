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
