import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XformError } from '../errors/error.js';
import { packageRoot } from '../util/packageRoot.js';
import type { CommandOptions, Effects } from './types.js';

const SHELLS = ['bash', 'zsh', 'fish'];

/** Prints the script that makes a shell complete xform's command lines; it asks `xform __complete` at each Tab. */
export async function run(options: CommandOptions, effects: Effects): Promise<number> {
  const shell = String(options['shell']);
  if (!SHELLS.includes(shell)) {
    throw new XformError('usage', `There is no completion for '${shell}'`, {
      hint: `Shells are ${SHELLS.join(', ')}.`,
    });
  }
  effects.stdout(readFileSync(join(packageRoot(), 'templates/completion', `xform.${shell}`), 'utf8'));
  return 0;
}
