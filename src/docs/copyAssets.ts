import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { XformError } from '../errors/error.js';
import type { Project } from '../project/types.js';

/** Copies the folders of `asset-paths` to the target folder, where the documentation's pages look for their pictures. */
export function copyAssets({ root }: Project, targetFolder: string): void {
  for (const path of root.config.assetPaths) {
    const to = join(targetFolder, path);
    try {
      rmSync(to, { recursive: true, force: true });
      const from = join(root.root, path);
      if (existsSync(from)) cpSync(from, to, { recursive: true });
    } catch (error) {
      throw new XformError(
        'runtime',
        `Cannot copy the folder ${path} of asset-paths: ${(error as Error).message}`,
        {
          hint: `Check that ${to} can be written.`,
          cause: error,
        },
      );
    }
  }
}
