import type { RunMode } from '../runner/executeRun.js';
import { BLOCKING_STATUSES } from '../runner/executeRun.js';
import { RUN_EXECUTORS } from '../runner/executors/tables.js';

/** How each command that builds or tests runs its nodes. */
export const RUN_MODES = {
  build: mode({ blockOnTests: true }),
  run: mode({}),
  seed: mode({}),
  snapshot: mode({}),
  test: mode({ blocking: new Set() }),
} as const;

function mode(differences: Partial<RunMode>): RunMode {
  return {
    executors: RUN_EXECUTORS,
    blockOnTests: false,
    hooks: true,
    createSchemas: true,
    blocking: BLOCKING_STATUSES,
    ...differences,
  };
}
