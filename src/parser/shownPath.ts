import { relative, sep } from 'node:path';
import type { Package, ProjectFile } from '../project/types.js';

/** A file's path as errors show it: relative to the root project where it lies below it. */
export function shownPath(
  root: Package,
  owner: Package,
  file: Pick<ProjectFile, 'path' | 'absolutePath'>,
): string {
  if (owner.kind === 'root') return file.path;
  const below = relative(root.root, file.absolutePath);
  return below.startsWith('..') ? file.absolutePath : below.split(sep).join('/');
}
