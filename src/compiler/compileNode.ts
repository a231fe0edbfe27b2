import type { Slot } from '../context/slot.js';
import type { ContextEnvironment } from '../context/types.js';
import type { CompiledManifestNode } from '../manifest/types.js';

export interface CompiledNode<N extends CompiledManifestNode = CompiledManifestNode> {
  /** A copy of the node with compiled, compiled_code, extra_ctes, extra_ctes_injected (and compiled_path when written). */
  readonly node: N;
  readonly sql: string;
}

/** Renders a node's SQL and injects the ephemeral models it refers to (G4). Throws XformError with `node` set. */
export declare function compileNode<N extends CompiledManifestNode>(
  environment: ContextEnvironment,
  node: N,
  slot: Slot,
): Promise<CompiledNode<N>>;
