import type { CompiledManifestNode } from '../manifest/types.js';

/** Path below the target folder's parent where a node's compiled SQL goes: `target/compiled/<package>/<path>`. */
export declare function compiledPath(targetPath: string, node: CompiledManifestNode, folder?: 'compiled' | 'run'): string;

/** Writes `text` there (folders are made) and returns the path relative to the project. */
export declare function writeCompiled(
  projectRoot: string,
  targetPath: string,
  node: CompiledManifestNode,
  text: string,
  folder?: 'compiled' | 'run',
): string;
