import { nodeFilePath, type WritableNode } from '../context/nodeFiles.js';
import type { RunTask } from './types.js';

/** Writes a node's compiled SQL below the target folder (features K9) and returns the path as users know it. `batch` names one of a microbatch
 * model. */
export function writeCompiledFile(task: RunTask, node: WritableNode, sql: string, batch?: string): string {
  const path = nodeFilePath(task.parsed.project.root.config.targetPath, node, 'compiled', batch);
  task.files.write(path, sql);
  return path;
}
