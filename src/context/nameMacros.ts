import type { ManifestNode } from '../manifest/types.js';
import type { Capture, ContextEnvironment } from './types.js';

export type NameMacro = 'generate_schema_name' | 'generate_alias_name' | 'generate_database_name';

/**
 * Calls the project's version of a name macro for a node (D34): `custom` is the node's configured value or null.
 * `capture.reads` records what it looked at. The answer is stripped.
 */
export declare function callNameMacro(
  environment: ContextEnvironment,
  macro: NameMacro,
  custom: string | null,
  node: ManifestNode,
  capture: Capture,
): string;
