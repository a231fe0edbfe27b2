import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../util/hash.js';
import { replaceFile } from '../../util/replaceFile.js';
import { MAX_BYTES, tooLarge } from './unpackArchive.js';

/** Where answers of the hub and archives are kept, for the day on which they cannot be reached. */
export interface KeptDownloads {
  readonly folder: string;
  /** Called when a kept answer stands in; the address has no credentials. */
  readonly onUsed: (url: string) => void;
}

/** GET; the second argument is a limit in milliseconds. Throws when there is no answer. */
export type Get = (url: string, timeout: number) => Promise<Response>;

/** A GET that keeps good answers. Without an answer, or with one of a server that is broken, the last good one is used. */
export function createKeptGet(kept: KeptDownloads, signal: AbortSignal): Get {
  return (url, timeout) => fetchKept(url, timeout, kept, signal);
}

async function fetchKept(
  url: string,
  timeout: number,
  kept: KeptDownloads,
  signal: AbortSignal,
): Promise<Response> {
  const path = join(kept.folder, sha256(url));
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]) });
    if (response.status >= 500 && existsSync(path)) return answerFrom(path);
    if (!response.ok) return response;
    const bytes = await readAll(response, url);
    keep(path, bytes, kept.folder);
    return new Response(new Uint8Array(bytes));
  } catch (error) {
    if (signal.aborted || !existsSync(path)) throw error;
    return answerFrom(path);
  }

  function answerFrom(file: string): Response {
    kept.onUsed(url.replace(/\/\/[^/@]*@/, '//'));
    return new Response(new Uint8Array(readFileSync(file)));
  }
}

async function readAll(response: Response, url: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES) throw tooLarge(url);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Packages may be private: only their user may read them. A disk that takes nothing is no reason to stop. */
function keep(path: string, bytes: Buffer, folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    replaceFile(path, (unfinished) => writeFileSync(unfinished, bytes, { mode: 0o600 }));
  } catch {
    // Next time it is downloaded again.
  }
}
