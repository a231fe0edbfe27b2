import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { XformError } from '../../errors/error.js';

/** Limits of a package archive: a broken or hostile one must not fill the disk. */
const MAX_BYTES = 512 * 1024 * 1024;
const MAX_FILES = 50_000;

/**
 * Downloads a .tar.gz and unpacks it into `folder`, without the one top folder that such archives have. Members
 * outside the folder, links that leave it and devices are refused.
 */
export async function installArchive(
  url: string,
  folder: string,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  const temporary = `${folder}.unpacking`;
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  try {
    await unpack(await download(url, name, signal), temporary, name);
    const entries = readdirSync(temporary);
    const top = entries.length === 1 ? join(temporary, entries[0]!) : undefined;
    renameSync(top && statSync(top).isDirectory() ? top : temporary, folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

async function download(url: string, name: string, signal: AbortSignal): Promise<Buffer> {
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(120_000)]) });
  } catch (error) {
    throw new XformError(
      'dependency',
      `${name} could not be downloaded from ${withoutSecrets(url)}: ${reason(error)}`,
      {
        hint: 'Check the network and the address. Packages that are installed already keep working offline.',
      },
    );
  }
  if (!response.ok) {
    throw new XformError(
      'dependency',
      `${name}: ${withoutSecrets(url)} answered ${response.status} ${response.statusText}.`,
      {
        hint: 'Check the address and the version.',
      },
    );
  }
  const bytes = Buffer.from(await response.arrayBuffer());
  if (bytes.length > MAX_BYTES) throw tooLarge(name);
  return bytes;
}

async function unpack(bytes: Buffer, folder: string, name: string): Promise<void> {
  const { Parser, Unpack } = await import('tar');
  const bad: string[] = [];
  let size = 0;
  let files = 0;
  await new Promise<void>((resolve, reject) => {
    const scan = new Parser({
      strict: true,
      onReadEntry(entry) {
        size += entry.size;
        files += 1;
        if (
          escapes(entry.path) ||
          !['File', 'Directory', 'SymbolicLink', 'ContiguousFile', 'OldFile', 'GNUDumpDir'].includes(
            entry.type,
          )
        ) {
          bad.push(entry.path);
        } else if (entry.type === 'SymbolicLink' && escapes(join(entry.path, '..', entry.linkpath ?? ''))) {
          bad.push(entry.path);
        }
        entry.resume();
      },
    });
    scan.on('end', () => resolve());
    scan.on('error', reject);
    scan.end(bytes);
  }).catch((error) => {
    throw new XformError('dependency', `The archive of ${name} is broken: ${reason(error)}`, {
      hint: 'Download it again, or check that the address is that of a .tar.gz file.',
    });
  });
  if (bad.length > 0) {
    throw new XformError(
      'dependency',
      `The archive of ${name} holds '${bad[0]}', which would land outside its folder.`,
      {
        hint: 'Nothing was installed. Ask the author of the package.',
      },
    );
  }
  if (size > MAX_BYTES || files > MAX_FILES) throw tooLarge(name);
  await new Promise<void>((resolve, reject) => {
    const write = new Unpack({ cwd: folder, strict: true });
    write.on('close', () => resolve());
    write.on('error', reject);
    write.end(bytes);
  });
}

function escapes(path: string): boolean {
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return true;
  let depth = 0;
  for (const part of path.split(/[\\/]/)) {
    if (part === '..') depth--;
    else if (part !== '' && part !== '.') depth++;
    if (depth < 0) return true;
  }
  return false;
}

function tooLarge(name: string): XformError {
  return new XformError('dependency', `The archive of ${name} is too large for a package.`, {
    hint: `At most ${MAX_FILES} files and ${MAX_BYTES / 1024 / 1024} MB are unpacked.`,
  });
}

function reason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}

/** The address without user name and password. */
export function withoutSecrets(url: string): string {
  return url.replace(/\/\/[^/@]*@/, '//');
}
