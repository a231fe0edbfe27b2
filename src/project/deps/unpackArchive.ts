import { join } from 'node:path';
import type { ReadEntry } from 'tar';
import { XformError } from '../../errors/error.js';

/** Limits of a package archive: a broken or hostile one must not fill the disk. */
export const MAX_BYTES = 512 * 1024 * 1024;
const MAX_FILES = 50_000;
const MEMBER_TYPES = ['File', 'Directory', 'SymbolicLink', 'ContiguousFile', 'OldFile', 'GNUDumpDir'];

/**
 * Unpacks a .tar.gz into `folder`. All of it is looked at first: members outside of the folder, links that leave it and
 * devices are refused before anything is written.
 */
export async function unpackArchive(bytes: Buffer, folder: string, name: string): Promise<void> {
  try {
    await check(bytes, name);
    const { Unpack } = await import('tar');
    await finished(new Unpack({ cwd: folder, strict: true }), 'close', bytes);
  } catch (error) {
    if (error instanceof XformError) throw error;
    throw new XformError('dependency', `The archive of ${name} is broken: ${reasonOf(error)}`, {
      hint: 'Download it again, or check that the address is that of a .tar.gz file.',
    });
  }
}

async function check(bytes: Buffer, name: string): Promise<void> {
  const { Parser } = await import('tar');
  let bad: string | undefined;
  let size = 0;
  let files = 0;
  const onReadEntry = (entry: ReadEntry): void => {
    size += entry.size;
    files += 1;
    if (isHostile(entry)) bad ??= entry.path;
    entry.resume();
  };
  await finished(new Parser({ strict: true, onReadEntry }), 'end', bytes);
  if (bad !== undefined) {
    throw new XformError(
      'dependency',
      `The archive of ${name} holds '${bad}', which would land outside its folder.`,
      { hint: 'Nothing was installed. Ask the author of the package.' },
    );
  }
  if (size > MAX_BYTES || files > MAX_FILES) throw tooLarge(name);
}

interface Sink {
  on(event: string, listener: (error?: unknown) => void): unknown;
  end(bytes: Buffer): unknown;
}

function finished(sink: Sink, event: 'end' | 'close', bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    sink.on(event, () => resolve());
    sink.on('error', reject);
    sink.end(bytes);
  });
}

function isHostile({ path, type, linkpath = '' }: ReadEntry): boolean {
  if (!MEMBER_TYPES.includes(type) || isAbsolute(path) || climbs(path)) return true;
  // A link's target is seen from the folder that the link is in.
  return (
    type === 'SymbolicLink' &&
    (isAbsolute(linkpath) || turnsBack(linkpath) || climbs(join(path, '..', linkpath)))
  );
}

/** `a/..` is another folder than this one where `a` is a link. */
function turnsBack(path: string): boolean {
  return /[^./\\][^/\\]*[/\\]+\.\.([/\\]|$)/.test(path);
}

function isAbsolute(path: string): boolean {
  return /^[\\/]|^[A-Za-z]:/.test(path);
}

/** Does the path leave its folder anywhere on its way? */
function climbs(path: string): boolean {
  let depth = 0;
  for (const part of path.split(/[\\/]/)) {
    if (part === '..') depth--;
    else if (part !== '' && part !== '.') depth++;
    if (depth < 0) return true;
  }
  return false;
}

export function tooLarge(name: string): XformError {
  return new XformError('dependency', `The archive of ${name} is too large for a package.`, {
    hint: `At most ${MAX_FILES} files and ${MAX_BYTES / 1024 / 1024} MB are unpacked.`,
  });
}

export function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
