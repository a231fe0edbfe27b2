import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '@duckdb/node-api';
import { enginesFolder } from '../scenario/server.js';

const root = join(enginesFolder, 'duckdb');

export interface LakePrograms {
  /** Fields of a profile by which DuckDB finds its extensions without a network. */
  readonly config_options: { readonly extension_directory: string };
  /** The program of moto, an S3 server. */
  readonly s3Server: string;
}

/** What .ci/install-duckdb-extensions put here, or the reason why there is nothing. */
export function findExtensions(): LakePrograms | string {
  const wanted = `complete-${version().replace(/^v/, '')}`;
  if (!existsSync(join(root, wanted)))
    return `no extensions of DuckDB in ${root} (.ci/install-duckdb-extensions)`;
  return {
    config_options: { extension_directory: join(root, 'extensions') },
    s3Server: join(root, 'moto', 'bin', 'python'),
  };
}
