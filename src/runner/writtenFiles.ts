import { readFileSync, type Stats, statSync, writeFileSync } from 'node:fs';
import { md5 } from '../util/hash.js';
import { replaceFile } from '../util/replaceFile.js';

/**
 * What earlier runs wrote, by path: a file that is still as it was left need not be opened to know that it already holds
 * a text. Opening thousands of files is a good part of what a run over many small models costs.
 */
export interface WrittenFiles {
  /** Whether the file on disk is the one written last, with this very text. */
  holds(path: string, file: string, text: string): boolean;
  /** To be called once the text is in the file. */
  add(path: string, stats: Stats, text: string): void;
  save(): void;
}

const FORMAT = 'xform written files 1';

/** Reads the record when it is first asked. A record that is missing or damaged means that everything is written again. */
export function createWrittenFiles(recordFile: string): WrittenFiles {
  let known: Map<string, string> | undefined;
  let changed = false;

  return {
    holds(path, file, text) {
      known ??= readRecord(recordFile);
      const line = known.get(path);
      if (line === undefined) return false;
      const stats = statSync(file, { throwIfNoEntry: false });
      return stats !== undefined && line === fingerprint(stats, text);
    },
    add(path, stats, text) {
      known ??= readRecord(recordFile);
      known.set(path, fingerprint(stats, text));
      changed = true;
    },
    save() {
      if (!changed || known === undefined) return;
      changed = false;
      const lines = [...known].filter(([path]) => !/[\t\n]/.test(path)).map((entry) => entry.join('\t'));
      // Without a record the next run writes all files again: nothing that the user needs to be told of.
      try {
        replaceFile(recordFile, (unfinished) => writeFileSync(unfinished, [FORMAT, ...lines].join('\n')));
      } catch {}
    },
  };
}

function fingerprint(stats: Stats, text: string): string {
  return `${stats.size} ${stats.mtimeMs} ${md5(text)}`;
}

function readRecord(file: string): Map<string, string> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return new Map();
  }
  const [format, ...lines] = text.split('\n');
  if (format !== FORMAT) return new Map();
  return new Map(lines.map((line) => line.split('\t') as [string, string]));
}
