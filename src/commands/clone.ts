import { cloneNode } from '../runner/executors/clone.js';
import { RUN_MODES } from './modes.js';
import { useDeferState } from './previousState.js';
import { runSelected } from './runNodes.js';
import { selectNodes } from './selection.js';
import { openSession } from './session.js';
import type { CommandOptions, Effects } from './types.js';

/** Makes the relations of --state available in the target, without building them (features G36). */
export async function run(options: CommandOptions, effects: Effects): Promise<number> {
  const session = openSession('clone', options, effects);
  if (session.project.flags['defer'] !== true) useDeferState(session);
  const mode = {
    ...RUN_MODES.run,
    executors: { model: cloneNode, seed: cloneNode, snapshot: cloneNode },
    hooks: false,
    blocking: new Set<never>(),
  };
  return runSelected(session, mode, selectNodes(session));
}
