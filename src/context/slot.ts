import type { Connection } from '../adapters/types.js';

/**
 * One of a run's `threads` places: it owns a session of the engine from a node's compile to its last hook.
 * Everything a render does in the database goes through here; nothing else may use the connection meanwhile.
 */
export interface Slot {
  /** dbt's name of the thread, as `thread_id` shows it: `Thread-1 (worker)`, `MainThread`. */
  readonly threadId: string;
  /** The slot's open session; opened on first call, so that a node without queries needs none. */
  connection(): Promise<Connection>;
}
