import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';

/** Files below the target folder that people and tools read: compiled SQL and what was sent to the engine. */
export interface OutputFiles {
  /** Writes text to `<target>/<path>` and returns the path as dbt shows it: relative to the project where it is inside. */
  write(path: string, text: string): string;
}

/** `targetFolder` is absolute. Each folder is made once. */
export function createOutputFiles(projectRoot: string, targetFolder: string): OutputFiles {
  const made = new Set<string>();
  const inside = relative(projectRoot, targetFolder);
  const shown = inside.startsWith('..') || isAbsolute(inside) ? targetFolder : inside;
  return {
    write(path, text) {
      const file = join(targetFolder, path);
      const folder = dirname(file);
      if (!made.has(folder)) {
        mkdirSync(folder, { recursive: true });
        made.add(folder);
      }
      writeFileSync(file, text);
      return join(shown, path);
    },
  };
}
