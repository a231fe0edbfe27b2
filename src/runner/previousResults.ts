import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XformError } from '../errors/error.js';
import type { Value } from '../jinja/values/types.js';
import type { RunResult } from '../manifest/runResult.js';
import { JOURNAL_NAME } from './resultsJournal.js';

/** Results of an earlier run, whole or cut short. */
export interface PreviousResults {
  readonly results: readonly RunResult[];
  /** Settings of that invocation; `which` is its command. */
  readonly args: Readonly<Record<string, Value>>;
  /** What a run that was killed had not come to. */
  readonly unfinished: readonly string[];
}

/**
 * The latest results in a target folder; undefined when there are none. A run that was killed left a journal, which
 * is newer than any run_results.json beside it. Throws XformError('runtime') for a file that cannot be read.
 */
export function readPreviousResults(folder: string): PreviousResults | undefined {
  const journal = join(folder, JOURNAL_NAME);
  if (existsSync(journal)) return readJournal(journal);
  const path = join(folder, 'run_results.json');
  if (!existsSync(path)) return undefined;
  const { results, args } = parse(readFileSync(path, 'utf8'), path);
  return { results: results ?? [], args: args ?? {}, unfinished: [] };
}

function readJournal(path: string): PreviousResults {
  const lines = readFileSync(path, 'utf8').split('\n');
  // The last line may have been cut off in the middle; a whole one ends with a line feed.
  lines.pop();
  const [head, ...results] = lines.map((line) => parse(line, path));
  const done = new Set(results.map((result) => result.unique_id));
  const unfinished = (head?.planned ?? []).filter((id: string) => !done.has(id));
  return { results, args: head?.args ?? {}, unfinished };
}

function parse(text: string, path: string): Value {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new XformError('runtime', `Cannot read ${path}: ${(error as Error).message}`, {
      place: { file: path },
      hint: 'Delete it, or run the command again that writes it.',
    });
  }
}
