import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { XformError } from '../errors/error.js';

/**
 * Writes files beside the run: creating a file can stall for as long as the engine's own writes to the disk take, and
 * nothing of the run waits for it. Files that already hold the text are left alone.
 */
export interface OutputFiles {
  /** `path` is relative to the project. A text for the same path that is still waiting is replaced. */
  write(path: string, text: string): void;
  /** Waits until everything is written. Throws XformError('runtime') for the first file that could not be. */
  flush(): Promise<void>;
}

/** At a time: few, since each holds one of the threads that the engine's statements need too. */
const WRITERS = 2;

export function createOutputFiles(projectRoot: string): OutputFiles {
  const waiting = new Map<string, string>();
  const folders = new Map<string, Promise<unknown>>();
  const writers = new Set<Promise<void>>();
  let failure: XformError | undefined;

  async function drain(): Promise<void> {
    for (const [path, text] of waiting) {
      waiting.delete(path);
      try {
        await writeOne(resolve(projectRoot, path), text);
      } catch (error) {
        failure ??= notWritable(path, error);
      }
    }
  }

  async function writeOne(file: string, text: string): Promise<void> {
    if ((await readFile(file, 'utf8').catch(() => undefined)) === text) return;
    const folder = dirname(file);
    let made = folders.get(folder);
    if (made === undefined) folders.set(folder, (made = mkdir(folder, { recursive: true })));
    await made;
    await writeFile(file, text);
  }

  return {
    write(path, text) {
      waiting.set(path, text);
      if (writers.size >= WRITERS) return;
      const writer = drain();
      writers.add(writer);
      void writer.finally(() => writers.delete(writer));
    },
    async flush() {
      while (writers.size > 0) await Promise.all(writers);
      if (failure !== undefined) throw failure;
    },
  };
}

function notWritable(path: string, cause: unknown): XformError {
  return new XformError('runtime', `Cannot write ${path}: ${cause instanceof Error ? cause.message : String(cause)}`, {
    hint: 'Make the target folder writable, or choose another with --target-path.',
    cause,
  });
}
