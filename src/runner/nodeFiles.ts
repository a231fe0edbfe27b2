import { compiledPath } from '../compiler/writeCompiled.js';
import type { CompiledManifestNode, FunctionNode, ManifestNode } from '../manifest/types.js';

/** Path of a node's compiled SQL below the target folder. */
export function compiledFile(node: CompiledManifestNode): string {
  return compiledPath('', node, 'compiled');
}

/** Path, below the target folder, of the SQL that a node's materialization sent. */
export function runFile(node: ManifestNode | FunctionNode): string {
  return compiledPath('', node as CompiledManifestNode, 'run');
}
