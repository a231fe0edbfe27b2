import { nodeFilePath, type WritableNode } from '../context/nodeFiles.js';
import type { RunTask } from './types.js';

/** Writes a node's compiled SQL below the target folder (features K9) and returns the path as users know it. */
export function writeCompiledFile(task: RunTask, node: WritableNode, sql: string): string {
  const path = nodeFilePath(task.parsed.project.root.config.targetPath, node);
  task.files.write(path, sql);
  return path;
}
