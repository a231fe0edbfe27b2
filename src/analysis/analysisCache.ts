import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { md5 } from '../util/hash.js';
import { replaceFile } from '../util/replaceFile.js';
import { XFORM_VERSION } from '../util/version.js';

/** What was found out about statements, kept from one command to the next. */
export interface AnalysisCache {
  /** The value of that key, made by `make` when it is not there. A key holds all that the value depends on. */
  get<T>(key: readonly unknown[], make: () => T | Promise<T>): Promise<T>;
  /** Writes it when something came or went. Without write access there is no cache: that is no error. */
  save(): void;
}

/** To be raised with every change of what is found out about the same statement. */
const FORMAT = 6;
/** Entries that this many commands did not ask for are dropped. */
const LONGEST_UNUSED = 5;
const FILE = 'analysis_cache.json';

interface Entry {
  readonly value: unknown;
  /** How many saves ago it was last asked for. */
  unused: number;
}

/** In `folder`; without one it lasts as long as the process. */
export function openAnalysisCache(folder: string | undefined): AnalysisCache {
  const version = `${XFORM_VERSION} ${FORMAT}`;
  const entries = folder === undefined ? new Map<string, Entry>() : readEntries(join(folder, FILE), version);
  let changed = false;
  return {
    async get<T>(key: readonly unknown[], make: () => T | Promise<T>): Promise<T> {
      const digest = md5(JSON.stringify(key));
      const known = entries.get(digest);
      if (known !== undefined) {
        known.unused = 0;
        return known.value as T;
      }
      const value = await make();
      entries.set(digest, { value, unused: 0 });
      changed = true;
      return value;
    },
    save() {
      if (folder === undefined || !changed) return;
      const kept = [...entries].filter(([, { unused }]) => unused <= LONGEST_UNUSED);
      const text = JSON.stringify({
        version,
        entries: kept.map(([digest, { value, unused }]) => [digest, unused + 1, value]),
      });
      try {
        replaceFile(join(folder, FILE), (unfinished) => writeFileSync(unfinished, text));
      } catch {
        // The next command finds everything out again.
      }
    },
  };
}

function readEntries(path: string, version: string): Map<string, Entry> {
  try {
    const file = JSON.parse(readFileSync(path, 'utf8')) as {
      version: string;
      entries: [string, number, unknown][];
    };
    if (file.version !== version) return new Map();
    return new Map(file.entries.map(([digest, unused, value]) => [digest, { value, unused }]));
  } catch {
    return new Map();
  }
}
