import type { GraphNode } from '../../manifest/types.js';
import { graphNodes } from '../graph.js';
import { createPathMatcher, fnmatch } from './fnmatch.js';
import type { SelectorMethod } from './methods.js';

/**
 * Files and folders of the project. As in dbt the pattern is looked up on the root project's disk, so a package's
 * node matches only when the root project has the same path.
 */
export const pathMethod: SelectorMethod = {
  matcher: (criterion, context) => {
    const matches = createPathMatcher(String(criterion.value));
    const known = new Map<string, boolean>();
    const isSelected = (path: string): boolean => {
      let answer = known.get(path);
      if (answer === undefined) {
        answer = matches(path) && context.exists(path);
        known.set(path, answer);
      }
      return answer;
    };
    return (node) => {
      for (let path = node.original_file_path; path !== ''; path = folderOf(path)) {
        if (isSelected(path)) return true;
      }
      const patch = patchFile(node);
      return patch !== undefined && isSelected(patch);
    };
  },
  *values(context) {
    for (const node of graphNodes(context.manifest)) {
      yield node.original_file_path;
      yield folderOf(node.original_file_path);
    }
  },
};

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The property file that describes a node: `package://models/schema.yml` -> `models/schema.yml`. */
function patchFile(node: GraphNode): string | undefined {
  const path = (node as { patch_path?: string | null }).patch_path;
  return path == null ? undefined : path.slice(path.indexOf('://') + 3);
}

/** A file's name, with or without its ending. */
export const fileMethod: SelectorMethod = {
  matcher: (criterion) => {
    const wanted = String(criterion.value);
    return (node) => {
      const name = fileName(node);
      const dot = name.lastIndexOf('.');
      return fnmatch(name, wanted) || (dot > 0 && fnmatch(name.slice(0, dot), wanted));
    };
  },
  *values(context) {
    for (const node of graphNodes(context.manifest)) yield fileName(node);
  },
};

function fileName(node: GraphNode): string {
  return node.original_file_path.slice(node.original_file_path.lastIndexOf('/') + 1);
}
