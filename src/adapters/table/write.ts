import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { raise } from '../../jinja/values/operations.js';
import type { Value } from '../../jinja/values/types.js';

/** Writes the text of to_csv/to_json to a path, as agate does; relative paths are relative to the working directory. */
export function writeTable(path: Value, text: string): null {
  if (typeof path !== 'string') return raise('the path of a file to write must be a string');
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    raise(
      `cannot write '${path}': ${(error as Error).message}`,
      'Give a path in a folder that can be written to.',
    );
  }
  return null;
}
