import { BASE_NAMES } from '../basecontext/baseNames.js';
import type { RenderContext } from '../jinja/types.js';
import type { FunctionNode, ManifestNode } from '../manifest/types.js';
import { recordReads } from './capture.js';
import { nodeNames } from './nodeNames.js';
import { ParseScope, parseNames } from './parseNames.js';
import { composeNames, TableContext } from './tableContext.js';
import type { Capture, ContextEnvironment } from './types.js';

export { createCapture } from './capture.js';

const NAMES = composeNames<ParseScope>(BASE_NAMES, nodeNames, parseNames);

/**
 * For rendering a node's own text while parsing: synchronous, `execute` is false, nothing is resolved or connected,
 * and everything looked at is recorded in `capture`. `node` needs the fields known before the render
 * (name, resource_type, package_name, path, unique_id, fqn, config, database, schema, alias, raw_code).
 */
export function createParseContext(
  environment: ContextEnvironment,
  node: ManifestNode | FunctionNode,
  capture: Capture,
): RenderContext {
  const entered = new Set<string>();
  const context = new TableContext<ParseScope>({
    mode: 'sync',
    undefinedNames: 'silent',
    names: NAMES,
    macros: {
      registry: environment.macros,
      searchPackage: node.package_name,
      onEnter({ macro }, depth) {
        if (depth === 0) capture.macros.add(macro.unique_id);
        if (entered.has(macro.unique_id)) return;
        entered.add(macro.unique_id);
        capture.reads.macros.push(macro.unique_id);
      },
    },
  });
  return context.start(
    new ParseScope({
      environment,
      subject: node,
      context,
      capture,
      onRead: recordReads(capture.reads),
      missingVars: 'none',
    }),
  );
}
