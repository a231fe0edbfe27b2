import type { ReadRecord } from '../../context/types.js';
import type { Value } from '../../jinja/values/types.js';
import type { ProjectFile } from '../../project/types.js';
import { md5 } from '../../util/hash.js';
import { type CacheContents, type CacheLine, readCacheFile, writeCacheFile } from './cacheFile.js';
import { decodeValue, encodeValue } from './encode.js';
import type { Read, ReadChecker } from './reads.js';

/** What is known of one file from former parses, and where this parse's results go. */
export interface CacheEntry<T> {
  /** The stored result, when file and everything it was made from are unchanged. Belongs to this parse. */
  readonly value: T | undefined;
  /** The file's text; read once. */
  text(): string;
  /** `reads`: what the result depends on besides the text. */
  store(value: T, reads?: readonly ReadRecord[]): void;
  /** Further results that belong to the file (a hook, a generic test), by a key of their own. */
  part<U>(key: string): U | undefined;
  storePart<U>(key: string, value: U, reads?: readonly ReadRecord[]): void;
}

/** A file as it is on the disk; `package` is the one it belongs to. */
export type CacheableFile = Pick<ProjectFile, 'package' | 'absolutePath' | 'size' | 'mtimeMs'>;

export interface ParseCache {
  /** `read` gives the file's text; it is not called while nothing needs it. */
  open<T>(file: CacheableFile, read: () => string): CacheEntry<T>;
  /** From here on results with reads can be compared and stored; `key` is what all of them depend on. */
  connect(key: string, checker: ReadChecker): void;
  /** Writes what this parse found out; failures are ignored. */
  save(): void;
}

/** A cache that remembers nothing. */
export function createNoCache(): ParseCache {
  return {
    open<T>(_file: CacheableFile, read: () => string): CacheEntry<T> {
      let text: string | undefined;
      return {
        value: undefined,
        text: () => (text ??= read()),
        store() {},
        part: () => undefined,
        storePart() {},
      };
    },
    connect() {},
    save() {},
  };
}

/** A result as stored: value, whether it has tags, reads. */
type StoredResult = readonly [value: Value, isTagged: 0 | 1, reads: readonly Read[]];

interface CachedFile {
  readonly own?: StoredResult;
  readonly parts: Readonly<Record<string, StoredResult>>;
}

/** Files that changed within this time before the cache was written may have changed after they were read (ms). */
const CLOCK_STEP = 2_000;

/** The parse cache in one file (features L5): per file its size, time and digest, and the results with what they read. */
export function openParseCache(path: string): ParseCache {
  return new FileCache(path, readCacheFile(path));
}

class FileCache implements ParseCache {
  private readonly opened = new Map<string, OpenFile>();
  private checker: ReadChecker | undefined;
  private key = '';

  constructor(
    private readonly path: string,
    private readonly before: CacheContents | undefined,
  ) {}

  open<T>(file: CacheableFile, read: () => string): CacheEntry<T> {
    const entry = new OpenFile(file, read, this.before?.lines.get(file.absolutePath), this);
    this.opened.set(file.absolutePath, entry);
    return entry as CacheEntry<T>;
  }

  connect(key: string, checker: ReadChecker): void {
    this.key = key;
    this.checker = checker;
  }

  /** Results without reads (macros, docs, checksums) need no comparison. */
  isCurrent(reads: readonly Read[]): boolean {
    if (this.checker === undefined) return reads.length === 0;
    return this.before?.key === this.key && this.checker.isCurrent(reads);
  }

  get isConnected(): boolean {
    return this.checker !== undefined;
  }

  describe(records: readonly ReadRecord[], packageName: string): Read[] | undefined {
    return records.length === 0 ? [] : this.checker?.describe(records, packageName);
  }

  isRecent(mtimeMs: number): boolean {
    return this.before === undefined || mtimeMs > this.before.savedAt - CLOCK_STEP;
  }

  save(): void {
    const isSame =
      this.before !== undefined &&
      this.before.key === this.key &&
      this.before.lines.size === this.opened.size &&
      [...this.opened.values()].every((entry) => !entry.isChanged);
    if (isSame) return;
    const lines = [...this.opened.values()].map((entry) => entry.line());
    writeCacheFile(this.path, this.key, lines);
  }
}

class OpenFile implements CacheEntry<Value> {
  /** Something differs from what the cache file says. */
  isChanged = false;
  private contents: string | undefined;
  private digest: string | undefined;
  private cached: CachedFile | undefined;
  private readonly isOwnCurrent: boolean;
  private ownValue: Value | undefined;
  private ownJson: string | undefined;
  private readonly newParts = new Map<string, string>();
  private readonly usedParts = new Set<string>();

  constructor(
    private readonly file: CacheableFile,
    private readonly read: () => string,
    private readonly before: CacheLine | undefined,
    private readonly cache: FileCache,
  ) {
    if (before !== undefined && this.isUnchanged(before)) {
      this.cached = parsePayload(before.payload);
      this.digest = before.digest;
    }
    this.isChanged = this.cached === undefined || before?.mtimeMs !== file.mtimeMs;
    const own = this.cached?.own;
    this.isOwnCurrent = own !== undefined && cache.isCurrent(own[2]);
  }

  get value(): Value | undefined {
    if (this.isOwnCurrent) this.ownValue ??= resultValue(this.cached!.own!);
    return this.ownValue;
  }

  text(): string {
    return (this.contents ??= this.read());
  }

  store(value: Value, reads: readonly ReadRecord[] = []): void {
    this.ownJson = this.resultJson(value, reads);
    if (this.ownJson !== undefined) this.isChanged = true;
  }

  part<U>(key: string): U | undefined {
    const stored = this.cached?.parts[key];
    if (stored === undefined || !this.cache.isCurrent(stored[2])) return undefined;
    this.usedParts.add(key);
    return resultValue(stored) as U;
  }

  storePart(key: string, value: Value, reads: readonly ReadRecord[] = []): void {
    const json = this.resultJson(value, reads);
    if (json === undefined) return;
    this.isChanged = true;
    this.newParts.set(key, json);
  }

  /** What to write of this file; the former line as it is when nothing changed. */
  line(): CacheLine {
    if (!this.isChanged && this.before !== undefined) return this.before;
    const { absolutePath: path, size, mtimeMs } = this.file;
    const kept =
      this.before === undefined || this.cached === undefined ? undefined : parsePayload(this.before.payload);
    const own = this.ownJson ?? (this.isOwnCurrent && kept?.own ? JSON.stringify(kept.own) : undefined);
    const parts = [...this.newParts];
    for (const key of this.usedParts) {
      const stored = kept?.parts[key];
      if (stored !== undefined && !this.newParts.has(key)) parts.push([key, JSON.stringify(stored)]);
    }
    const partsJson = parts.map(([key, json]) => `${JSON.stringify(key)}:${json}`).join(',');
    const payload = `{${own === undefined ? '' : `"own":${own},`}"parts":{${partsJson}}}`;
    return { path, size, mtimeMs, digest: this.digest ?? md5(this.text()), payload };
  }

  private resultJson(value: Value, records: readonly ReadRecord[]): string | undefined {
    const reads = this.cache.describe(records, this.file.package);
    const encoded = reads === undefined ? undefined : encodeValue(value);
    if (encoded === undefined) return undefined;
    return `[${encoded.json},${encoded.isTagged ? 1 : 0},${JSON.stringify(reads)}]`;
  }

  /** By size and time; when those differ, or the file is too young to trust them, by its text. */
  private isUnchanged(before: CacheLine): boolean {
    const { size, mtimeMs } = this.file;
    if (before.size === size && before.mtimeMs === mtimeMs && !this.cache.isRecent(mtimeMs)) return true;
    return before.size === size && md5(this.text()) === before.digest;
  }
}

function resultValue([value, isTagged]: StoredResult): Value {
  return isTagged === 1 ? decodeValue(value) : value;
}

/** undefined for what is not a payload: the file is then parsed anew. */
function parsePayload(text: string): CachedFile | undefined {
  try {
    const parsed = JSON.parse(text);
    return typeof parsed?.parts === 'object' && parsed.parts !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}
