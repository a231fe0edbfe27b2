import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

let found: string | undefined;

/**
 * The folder of xform itself (the one with templates/), whether this module runs from src/ or from the bundle in
 * dist/ (the build replaces import.meta.dirname by __dirname).
 */
export function packageRoot(): string {
  if (found !== undefined) return found;
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'templates', 'macros'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('the installation of xform is incomplete: templates/ is missing');
    folder = parent;
  }
  found = folder;
  return found;
}
