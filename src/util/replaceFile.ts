import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Replaces a file in one step: `write` fills a new one beside it, which then takes its place, so that no reader and no
 * crash ever sees half of it. Makes the folder. Throws what Node throws; the former file is then as it was.
 */
export function replaceFile(path: string, write: (unfinished: string) => void): void {
  const unfinished = `${path}.${process.pid}.tmp`;
  mkdirSync(dirname(path), { recursive: true });
  try {
    write(unfinished);
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
