import type { RenderContext } from '../jinja/types.js';
import type { FunctionNode, ManifestNode } from '../manifest/types.js';
import type { Capture, ContextEnvironment } from './types.js';

export declare function createCapture(): Capture;

/**
 * For rendering a node's own text while parsing: synchronous, `execute` is false, nothing is resolved or connected,
 * and everything looked at is recorded in `capture`. `node` needs the fields known before the render
 * (name, resource_type, package_name, path, unique_id, fqn, config, database, schema, alias, raw_code).
 */
export declare function createParseContext(
  environment: ContextEnvironment,
  node: ManifestNode | FunctionNode,
  capture: Capture,
): RenderContext;
