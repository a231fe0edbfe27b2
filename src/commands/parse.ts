import { openSession, writeManifestOf } from './session.js';
import type { CommandOptions, Effects } from './types.js';

/** Reads the project, reports every mistake in it, and writes manifest.json. */
export async function run(options: CommandOptions, effects: Effects): Promise<number> {
  writeManifestOf(openSession('parse', options, effects));
  return 0;
}
