import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PinnedPackage } from './types.js';

/**
 * Puts the packages into `folder` (packages-install-path), which then holds nothing else. The new folder is made
 * beside the old one and takes its place at the end, so that a failure leaves what was installed before.
 */
export async function installPackages(
  packages: readonly PinnedPackage[],
  folder: string,
  onInstalled: (each: PinnedPackage) => void,
): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const fresh = mkdtempSync(`${folder}.new-`);
  const former = `${fresh}.old`;
  try {
    for (const each of packages) {
      await each.install(join(fresh, each.name));
      onInstalled(each);
    }
    if (existsSync(folder)) renameSync(folder, former);
    renameSync(fresh, folder);
  } finally {
    for (const rest of [fresh, former]) rmSync(rest, { recursive: true, force: true });
  }
}
