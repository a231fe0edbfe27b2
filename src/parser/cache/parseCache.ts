import type { ReadRecord } from '../../context/types.js';
import type { ProjectFile } from '../../project/types.js';

/** What is known of one file from former parses, and where this parse's results go. */
export interface CacheEntry<T> {
  /** The stored result, when file and everything it was made from are unchanged. */
  readonly value: T | undefined;
  /** The file's text; read once. */
  text(): string;
  /** `reads`: what the result depends on besides the text. */
  store(value: T, reads?: readonly ReadRecord[]): void;
  /** Further results that belong to the file (a hook, a generic test), by a key of their own. */
  part<U>(key: string): U | undefined;
  storePart<U>(key: string, value: U, reads?: readonly ReadRecord[]): void;
}

export interface ParseCache {
  open<T>(file: ProjectFile, read: () => string): CacheEntry<T>;
  /** Writes what this parse found out; failures are ignored. */
  save(): void;
}

/** A cache that remembers nothing. */
export function createNoCache(): ParseCache {
  return {
    open<T>(_file: ProjectFile, read: () => string): CacheEntry<T> {
      let text: string | undefined;
      return {
        value: undefined,
        text: () => (text ??= read()),
        store() {},
        part: () => undefined,
        storePart() {},
      };
    },
    save() {},
  };
}
