import { mkdirSync, stat, writeFile } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { XformError } from '../errors/error.js';
import { notWritable } from '../errors/notWritable.js';
import { createWrittenFiles } from './writtenFiles.js';

/**
 * Writes files beside the run: creating a file can take as long as the engine's own writes to the disk, and nothing of
 * the run waits for it. A file that already holds the text is left alone.
 */
export interface OutputFiles {
  /** `path` is relative to the project. A text for the same path that is still waiting is replaced. */
  write(path: string, text: string): void;
  /** Waits until everything is written. Throws XformError('runtime') for the first file that could not be. */
  flush(): Promise<void>;
}

/** At a time: few, since each holds one of the threads that the engine's statements need too. */
const WRITERS = 2;

/** `targetFolder`, an absolute path, keeps the record of what was written. */
export function createOutputFiles(projectRoot: string, targetFolder: string): OutputFiles {
  const written = createWrittenFiles(join(targetFolder, 'xform_written_files'));
  const waiting = new Map<string, string>();
  const folders = new Set<string>();
  let writing = 0;
  let failure: XformError | undefined;
  let onIdle: (() => void)[] = [];

  function startNext(): void {
    while (writing < WRITERS) {
      const [next] = waiting;
      if (next === undefined) break;
      const [path, text] = next;
      waiting.delete(path);
      start(path, text);
    }
    if (writing > 0) return;
    for (const resolveIdle of onIdle) resolveIdle();
    onIdle = [];
  }

  function start(path: string, text: string): void {
    const file = resolve(projectRoot, path);
    const fail = (error: unknown): void => {
      failure ??= notWritable(path, error);
    };
    try {
      if (written.holds(path, file, text)) return;
      const folder = dirname(file);
      if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
      folders.add(folder);
    } catch (error) {
      fail(error);
      return;
    }
    writing++;
    const end = (): void => {
      writing--;
      startNext();
    };
    writeFile(file, text, (error) => {
      if (error) {
        fail(error);
        end();
        return;
      }
      stat(file, (_error, stats) => {
        if (stats) written.add(path, stats, text);
        end();
      });
    });
  }

  return {
    write(path, text) {
      waiting.set(path, text);
      startNext();
    },
    async flush() {
      if (writing > 0 || waiting.size > 0) await new Promise<void>((resolveIdle) => onIdle.push(resolveIdle));
      written.save();
      if (failure !== undefined) throw failure;
    },
  };
}
