import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { DuckDBInstance } from '@duckdb/node-api';

/** A database that is open in this process, and how many drivers use it. */
interface Shared {
  readonly instance: Promise<DuckDBInstance>;
  users: number;
}

/**
 * Every file this process has open. Two instances of one file in one process would each write their own state and
 * lose the other's without an error (file locks are per process), so all drivers of a path share one.
 */
const open = new Map<string, Shared>();

/** The file behind a path, whatever links lead to it; it need not exist yet. */
export function canonicalPath(path: string, cwd: string): string {
  const absolute = resolve(cwd, path);
  try {
    return realpathSync(absolute);
  } catch {
    try {
      return join(realpathSync(dirname(absolute)), basename(absolute));
    } catch {
      return absolute;
    }
  }
}

export interface SharedInstance {
  readonly instance: DuckDBInstance;
  release(): void;
}

/** Opens the database at `key`, or joins whoever has it open. `create` runs at most once at a time a key. */
export async function acquireInstance(
  key: string,
  create: () => Promise<DuckDBInstance>,
): Promise<SharedInstance> {
  const known = open.get(key);
  const shared = known ?? { instance: create(), users: 0 };
  if (known === undefined) open.set(key, shared);
  shared.users++;
  const leave = () => {
    shared.users--;
    if (shared.users === 0) open.delete(key);
    return shared.users === 0;
  };
  let instance: DuckDBInstance;
  try {
    instance = await shared.instance;
  } catch (error) {
    leave();
    throw error;
  }
  let released = false;
  const release = () => {
    if (released) return;
    released = true;
    // In one step: nobody may open the file anew while it is still open here.
    if (leave()) instance.closeSync();
  };
  return { instance, release };
}
