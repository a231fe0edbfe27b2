import type { Slot } from '../adapters/slot.js';
import { ephemeralName } from '../context/nodeRelation.js';
import { compileShared } from '../context/projectFacts.js';
import { createRuntimeContext, type RuntimeContext, type RuntimeOptions } from '../context/runtimeContext.js';
import { renderTestArguments } from '../context/testArguments.js';
import type { ContextEnvironment } from '../context/types.js';
import { errorsOf, isXformError } from '../errors/error.js';
import { compileTemplate, hasJinja } from '../jinja/engine.js';
import type { CompiledManifestNode, ManifestNode } from '../manifest/types.js';
import { resolveForeignKeys } from './foreignKeys.js';
import { type Cte, injectCtes } from './injectCtes.js';
import { relocate } from './relocate.js';

export interface CompiledNode<N extends CompiledManifestNode = CompiledManifestNode> {
  /** A copy of the node with compiled, compiled_code, extra_ctes and extra_ctes_injected filled in. */
  readonly node: N;
  readonly sql: string;
}

export type CompileOptions = RuntimeOptions;

/**
 * Renders a node's SQL and injects the ephemeral models it refers to (features G4). The node itself is not changed.
 * Throws XformError with `node` set.
 */
export async function compileNode<N extends CompiledManifestNode>(
  environment: ContextEnvironment,
  node: N,
  slot: Slot,
  options: CompileOptions = {},
): Promise<CompiledNode<N>> {
  return withSubject(environment, node, async () => {
    const rendered = await renderNode(environment, node, slot, options);
    const ctes = new Map<string, Cte>();
    const isInjected = environment.run?.injectCtes !== false;
    if (isInjected)
      for (const id of rendered.ephemerals) await collectCtes(environment, id, slot, options, ctes);
    const injected = [...ctes.values()].map(({ id, sql }) => ({ id, sql }));
    const sql = node.language === 'python' ? rendered.sql : injectCtes(rendered.sql, injected);
    const extraCtes = isInjected ? injected : rendered.ephemerals.map((id) => ({ id, sql: null }));
    const keys = await resolveForeignKeys(node, () => createRuntimeContext(environment, node, slot, options));
    return {
      node: {
        ...node,
        ...keys,
        compiled: true,
        compiled_code: sql,
        extra_ctes_injected: isInjected,
        extra_ctes: extraCtes,
      },
      sql,
    };
  });
}

interface RenderedNode {
  readonly sql: string;
  readonly ephemerals: readonly string[];
}

async function renderNode(
  environment: ContextEnvironment,
  node: CompiledManifestNode,
  slot: Slot,
  options: CompileOptions,
): Promise<RenderedNode> {
  const { raw_code: source } = node;
  if (node.language === 'python' && node.resource_type === 'model') {
    const context = createRuntimeContext(environment, node, slot, options);
    const helpers = compileTemplate('{{ py_script_postfix(model) }}', { file: node.original_file_path });
    return { sql: `${source}\n\n${await helpers.render(context)}`, ephemerals: [] };
  }
  if (!hasJinja(source)) return { sql: source, ephemerals: [] };
  const context = createRuntimeContext(environment, node, slot, options);
  await defineTestArguments(node, context);
  const file = node.original_file_path;
  // All generic tests of one kind have the same few words as their body.
  const isGeneric = node.resource_type === 'test' && node.test_metadata != null;
  const template = isGeneric ? compileShared(environment, source, file) : compileTemplate(source, { file });
  return { sql: await template.render(context), ephemerals: context.ephemerals };
}

async function defineTestArguments(node: CompiledManifestNode, context: RuntimeContext): Promise<void> {
  if (node.resource_type !== 'test' || !node.test_metadata) return;
  context.define('_dbt_generic_test_kwargs', await renderTestArguments(node, context));
}

/** Adds the CTE of an ephemeral model, after those of the ephemeral models that it refers to itself. */
async function collectCtes(
  environment: ContextEnvironment,
  uniqueId: string,
  slot: Slot,
  options: CompileOptions,
  ctes: Map<string, Cte>,
): Promise<void> {
  if (ctes.has(uniqueId)) return;
  const node = environment.manifest.nodes[uniqueId] as Exclude<ManifestNode, { resource_type: 'seed' }>;
  const rendered = await withSubject(environment, node, () => renderNode(environment, node, slot, options));
  for (const id of rendered.ephemerals) await collectCtes(environment, id, slot, options, ctes);
  ctes.set(uniqueId, { id: uniqueId, sql: ` ${ephemeralName(node)} as (\n${rendered.sql}\n)` });
}

/** Errors say which node they are about and where in its file; of nested nodes the innermost. */
async function withSubject<T>(
  environment: ContextEnvironment,
  node: CompiledManifestNode,
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (isXformError(error)) {
      for (const one of errorsOf(error)) {
        if (one.node === undefined) relocate(one, node, environment);
        one.node ??= { resource_type: node.resource_type, name: node.name, path: node.original_file_path };
      }
    }
    throw error;
  }
}
