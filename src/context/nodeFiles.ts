import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, posix, resolve } from 'node:path';
import { notWritable } from '../errors/notWritable.js';
import type { ContextEnvironment } from './types.js';

export interface WritableNode {
  readonly package_name: string;
  readonly path: string;
  readonly original_file_path: string;
}

/**
 * Where the SQL of a node goes below the project (features K9): `target/compiled/<package>/<path of its file>`; a node that
 * shares its file with others (a generic test, a hook) gets the file's path as a folder. `batch` names one batch of a
 * microbatch model, which goes into a folder of the model's name.
 */
export function nodeFilePath(
  targetPath: string,
  node: WritableNode,
  folder: 'compiled' | 'run' = 'compiled',
  batch?: string,
): string {
  const own = basename(node.path) === basename(node.original_file_path);
  const path = own ? node.original_file_path : posix.join(node.original_file_path, node.path);
  if (batch === undefined) return posix.join(targetPath, folder, node.package_name, path);
  const { dir, name, ext } = posix.parse(path);
  return posix.join(targetPath, folder, node.package_name, dir, name, `${name}_${batch}${ext}`);
}

/** Writes `text` to a path of nodeFilePath, making folders. Throws XformError('runtime') when that cannot be. */
export function writeNodeFile(projectRoot: string, path: string, text: string): void {
  const file = resolve(projectRoot, path);
  try {
    writeFileSync(file, text);
    return;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw notWritable(path, error);
  }
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw notWritable(path, error);
  }
}

/** Where `write()` of templates puts a node's text; returns the path (the node's build_path). */
export function writeRunFile(
  { project, run }: ContextEnvironment,
  node: WritableNode,
  text: string,
  batch?: string,
): string {
  const path = nodeFilePath(project.root.config.targetPath, node, 'run', batch);
  if (run?.writeFile === undefined) writeNodeFile(project.root.root, path, text);
  else run.writeFile(path, text);
  return path;
}
