import type { Flags } from '../project/types.js';
import type { Documentation, FunctionNode, Manifest, ManifestNode, RefArgs, SourceDefinition } from './types.js';

export type Resolution<T> =
  | { readonly kind: 'found'; readonly node: T }
  | { readonly kind: 'disabled'; readonly node: T }
  | { readonly kind: 'missing'; readonly hint?: string };

/** Names to nodes (features B17, B22, D2, D3). */
export interface NodeResolver {
  ref(args: RefArgs, fromPackage: string): Resolution<ManifestNode>;
  source(sourceName: string, tableName: string, fromPackage: string): Resolution<SourceDefinition>;
  function(name: string, packageName: string | null, fromPackage: string): Resolution<FunctionNode>;
  doc(name: string, packageName: string | null, fromPackage: string): Documentation | undefined;
}

/** NodeResolver over a manifest that may still grow; call `refresh()` after adding nodes. */
export interface ManifestResolver extends NodeResolver {
  refresh(): void;
}

export function createResolver(manifest: Manifest, rootPackage: string, flags: Flags): ManifestResolver {
  void manifest;
  void rootPackage;
  void flags;
  throw new Error('being written');
}
