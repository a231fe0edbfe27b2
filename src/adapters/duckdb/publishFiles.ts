import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { XformError } from '../../errors/error.js';
import { findItem } from '../../jinja/values/lookup.js';
import type { Value } from '../../jinja/values/types.js';

/** Options by which COPY adds to what is there: the folder must not be replaced then. */
const ADDING = ['append', 'overwrite_or_ignore'];

/**
 * Where COPY writes before its files take the place of `location`: beside it, so that a rename is enough. Object stores
 * show a file only when it is whole, so there and where COPY adds to a folder it is `location` itself.
 */
export function stagingLocation(location: Value, options: Value): string {
  const path = String(location);
  const isAdding = ADDING.some((name) => {
    const value = findItem(options ?? {}, name) ?? findItem(options ?? {}, name.toUpperCase());
    return (
      value !== undefined && value !== null && value !== false && String(value).toLowerCase() !== 'false'
    );
  });
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path) || path.startsWith('~') || isAdding) return path;
  return onDisk(path, () => {
    recover(path);
    mkdirSync(dirname(path), { recursive: true });
    rmSync(sibling(path, 'new'), { recursive: true, force: true });
    return sibling(path, 'new');
  });
}

/** Puts what COPY wrote in the place of `location`. A file is replaced in one step, a folder in two. */
export function publishFiles(staging: Value, location: Value): void {
  const [from, to] = [String(staging), String(location)];
  if (from === to) return;
  onDisk(to, () => {
    if (existsSync(to) && (statSync(to).isDirectory() || statSync(from).isDirectory())) {
      renameSync(to, sibling(to, 'old'));
    }
    renameSync(from, to);
    rmSync(sibling(to, 'old'), { recursive: true, force: true });
  });
}

/** Throws XformError where the file system refuses the work. */
function onDisk<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new XformError('runtime', `Cannot write ${path}: ${(error as Error).message}`, {
      hint: 'Correct `location` of the model, or `external_root` of the target in profiles.yml.',
      cause: error,
    });
  }
}

/** A process that was killed between the two steps left the old folder under its other name. */
function recover(path: string): void {
  const old = sibling(path, 'old');
  if (!existsSync(old)) return;
  if (existsSync(path)) rmSync(old, { recursive: true, force: true });
  else renameSync(old, path);
}

function sibling(path: string, state: 'new' | 'old'): string {
  const plain = path.replace(/\/+$/, '');
  return join(dirname(plain), `.${basename(plain)}.xform-${state}`);
}
