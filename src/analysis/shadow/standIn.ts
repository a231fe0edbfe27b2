import { type AdapterRuntime, createAdapterRuntime } from '../../adapters/runtime.js';
import type { Connection, QueryResult } from '../../adapters/types.js';
import { type Logger, silentLogger } from '../../log/types.js';
import type { Project } from '../../project/types.js';

/** What templates are compiled with instead of the warehouse. */
export interface StandIn {
  readonly runtime: AdapterRuntime;
  /** Statements since the last call that only the warehouse could have answered. */
  takeUnanswered(): readonly string[];
}

const NOTHING: QueryResult = { response: { _message: 'OK' }, columns: [], rows: [] };
/** A runtime of the project's engine that reaches no database: questions are answered by `ask`, as far as it can. */
export function createStandIn(
  project: Project,
  ask: ((sql: string) => Promise<QueryResult | undefined>) | undefined,
): StandIn {
  const unanswered: string[] = [];
  const answer = async (sql: string): Promise<QueryResult> => {
    const found = await ask?.(sql).catch(() => undefined);
    if (found !== undefined) return found;
    unanswered.push(sql);
    return NOTHING;
  };
  const nothing = async (): Promise<void> => undefined;
  const connection: Connection = {
    execute: answer,
    begin: nothing,
    commit: nothing,
    rollback: nothing,
    close: nothing,
  };
  const { plugin, credentials } = project.target;
  const log: Logger = silentLogger;
  const runtime = createAdapterRuntime({
    target: {
      plugin: { ...plugin, createDriver: async () => ({ connect: async () => connection, close: nothing }) },
      credentials,
    },
    threads: 1,
    cwd: project.invocation.cwd,
    log,
  });
  return { runtime, takeUnanswered: () => unanswered.splice(0) };
}
