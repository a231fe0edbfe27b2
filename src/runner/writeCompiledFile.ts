import { nodeFilePath, type WritableNode, writeNodeFile } from '../context/nodeFiles.js';
import type { RunTask } from './types.js';

/** Writes a node's compiled SQL below the target folder (features K9) and returns the path as users know it. */
export function writeCompiledFile(task: RunTask, node: WritableNode, sql: string): string {
  const { root } = task.parsed.project;
  const path = nodeFilePath(root.config.targetPath, node);
  writeNodeFile(root.root, path, sql);
  return path;
}
