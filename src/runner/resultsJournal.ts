import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Value } from '../jinja/values/types.js';
import type { RunResult } from '../manifest/runResult.js';

export const RUN_RESULTS_SCHEMA = 'https://schemas.getdbt.com/dbt/run-results/v6.json';

/** run_results.json (v6). */
export interface RunResultsArtifact {
  readonly metadata: Record<string, Value>;
  readonly results: readonly RunResult[];
  /** Seconds. */
  readonly elapsed_time: number;
  readonly args: Record<string, Value>;
}

/** Results of a run that has not ended, or never did. One JSON record a line: first metadata and args, then results. */
export const JOURNAL_NAME = 'run_results.partial.jsonl';

/**
 * Keeps results on disk as nodes finish, so that nothing is lost when the process is killed: each is appended at
 * once, which costs the same however many there are. `finish` writes run_results.json in one step and removes the
 * journal.
 */
export interface ResultsJournal {
  /** Notes what is going to run, so that after a kill it is known what has not. */
  plan(ids: readonly string[]): void;
  add(result: RunResult): void;
  finish(elapsedSeconds: number): void;
  readonly results: readonly RunResult[];
}

export function createResultsJournal(
  folder: string,
  metadata: () => Record<string, Value>,
  args: Record<string, Value>,
  /** False: keep results in memory only (--no-write-json). */
  write = true,
): ResultsJournal {
  const journal = join(folder, JOURNAL_NAME);
  const results: RunResult[] = [];
  let file: number | undefined;
  let planned: readonly string[] = [];

  function open(): number {
    mkdirSync(folder, { recursive: true });
    const opened = openSync(journal, 'w');
    writeSync(opened, `${toJson({ metadata: metadata(), args, planned })}\n`);
    return opened;
  }

  return {
    results,
    plan(ids) {
      planned = ids;
    },
    add(result) {
      results.push(result);
      if (!write) return;
      file ??= open();
      writeSync(file, `${toJson(result)}\n`);
    },
    finish(elapsedSeconds) {
      if (!write) return;
      mkdirSync(folder, { recursive: true });
      const artifact: RunResultsArtifact = {
        metadata: metadata(),
        results,
        elapsed_time: elapsedSeconds,
        args,
      };
      writeAtomically(join(folder, 'run_results.json'), toJson(artifact));
      if (file !== undefined) closeSync(file);
      file = undefined;
      rmSync(journal, { force: true });
    },
  };
}

/** Numbers that JSON has no exact form for are written as JSON numbers all the same, as Python does. */
function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? Number(item) : item));
}

/** Readers see the old file or the new one, never half of one. */
export function writeAtomically(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}
