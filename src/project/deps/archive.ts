import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { XformError } from '../../errors/error.js';
import type { Get } from './fetchKept.js';
import { reasonOf, unpackArchive } from './unpackArchive.js';

/**
 * Downloads a .tar.gz and unpacks it into `folder`, without the one top folder that such archives have. Members
 * outside the folder, links that leave it and devices are refused.
 */
export async function installArchive(url: string, folder: string, name: string, get: Get): Promise<void> {
  const temporary = `${folder}.unpacking`;
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  try {
    await unpackArchive(await download(url, name, get), temporary, name);
    const entries = readdirSync(temporary);
    const top = entries.length === 1 ? join(temporary, entries[0]!) : undefined;
    renameSync(top && statSync(top).isDirectory() ? top : temporary, folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

async function download(url: string, name: string, get: Get): Promise<Buffer> {
  let response: Response;
  try {
    response = await get(url, 120_000);
  } catch (error) {
    if (error instanceof XformError) throw error;
    throw new XformError(
      'dependency',
      `${name} could not be downloaded from ${withoutSecrets(url)}: ${reasonOf(error)}`,
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
  return Buffer.from(await response.arrayBuffer());
}

/** The address without user name and password. */
export function withoutSecrets(url: string): string {
  return url.replace(/\/\/[^/@]*@/, '//');
}
