import { RUN_MODES } from './modes.js';
import { runNodes } from './runNodes.js';
import type { CommandOptions, Effects } from './types.js';

export function run(options: CommandOptions, effects: Effects): Promise<number> {
  return runNodes('run', RUN_MODES.run, options, effects);
}
