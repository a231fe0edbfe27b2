import { readFileSync, writeFileSync } from 'node:fs';
import { md5 } from '../../util/hash.js';
import { replaceFile } from '../../util/replaceFile.js';

/** One file's line in the cache. */
export interface CacheLine {
  /** Absolute path of the file. */
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
  /** Digest of its text. */
  readonly digest: string;
  /** JSON of CachedFile (parseCache.ts). */
  readonly payload: string;
}

export interface CacheContents {
  /** What all results depend on; see cacheKey.ts. */
  readonly key: string;
  /** When it was written: files that changed at the same moment are looked at again. */
  readonly savedAt: number;
  readonly lines: ReadonlyMap<string, CacheLine>;
}

const FORMAT = 'xform parse cache 1';

/** undefined when there is no cache, or one that is damaged or of another format. */
export function readCacheFile(path: string): CacheContents | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  const end = text.indexOf('\n');
  const [format, key, savedAt, digest] = text.slice(0, end).split('\t');
  const body = text.slice(end + 1);
  if (end < 0 || format !== FORMAT || key === undefined || digest !== md5(body)) return undefined;
  const lines = new Map<string, CacheLine>();
  for (const line of body.split('\n')) {
    const [file, size, mtimeMs, fileDigest, payload] = line.split('\t');
    if (payload === undefined) continue;
    lines.set(file!, {
      path: file!,
      size: Number(size),
      mtimeMs: Number(mtimeMs),
      digest: fileDigest!,
      payload,
    });
  }
  return { key, savedAt: Number(savedAt), lines };
}

/** Replaces the cache file in one step. Without write access there is no cache: that is no error. */
export function writeCacheFile(path: string, key: string, lines: Iterable<CacheLine>): void {
  const rows: string[] = [];
  for (const { path: file, size, mtimeMs, digest, payload } of lines) {
    if (!/[\t\n]/.test(file)) rows.push(`${file}\t${size}\t${mtimeMs}\t${digest}\t${payload}`);
  }
  const body = rows.join('\n');
  const text = `${FORMAT}\t${key}\t${Date.now()}\t${md5(body)}\n${body}`;
  try {
    replaceFile(path, (unfinished) => writeFileSync(unfinished, text));
  } catch {
    // The next parse starts without a cache again.
  }
}
