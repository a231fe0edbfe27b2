import { Relation } from '../../adapters/relation.js';
import type { AdapterResponse } from '../../adapters/types.js';
import { compileNode } from '../../compiler/compileNode.js';
import { createRuntimeContext } from '../../context/runtimeContext.js';
import { XformError } from '../../errors/error.js';
import { isCallable, NO_KWARGS, type Value } from '../../jinja/values/types.js';
import type { FunctionNode, ManifestNode, SeedNode } from '../../manifest/types.js';
import { type LoadedResult, loadResult } from '../loadedResult.js';
import { compiledFile, runFile } from '../nodeFiles.js';
import type { NodeOutcome, NodeWork } from '../types.js';

export type MaterializedNode = ManifestNode | FunctionNode;

/** Models, snapshots, seeds and functions: compile, then run the macro of the node's materialization (features D33). */
export async function materialize(work: NodeWork): Promise<NodeOutcome> {
  const node = await compileForRun(work as NodeWork<MaterializedNode>);
  if (node.resource_type === 'model' && node.config.materialized === 'ephemeral')
    return { status: 'success' };
  return work.timed('execute', async () => {
    const { main } = await runMaterialization(work as NodeWork<MaterializedNode>, node);
    return outcomeOf(main.response);
  });
}

function outcomeOf(response: AdapterResponse): NodeOutcome {
  return { status: 'success', message: response._message, adapterResponse: response };
}

/** Seeds have nothing to compile; what the others compile to is written to the target folder. */
export async function compileForRun(work: NodeWork<MaterializedNode>): Promise<MaterializedNode> {
  const { task, node, slot, progress } = work;
  return work.timed('compile', async () => {
    if (node.resource_type === 'seed') return node;
    const compiled = await compileNode(task.parsed.environment, node, slot);
    const path = task.files.write(compiledFile(compiled.node), compiled.sql);
    const written = { ...compiled.node, compiled_path: path };
    progress.compiled = { node: written, code: compiled.sql };
    return written;
  });
}

export interface MaterializationResult {
  /** What the statement named `main` left. */
  readonly main: LoadedResult;
  readonly relations: readonly Relation[];
}

/** Runs the macro in a context of its own; the relations it returns are known to exist afterwards. */
export async function runMaterialization(
  work: NodeWork<MaterializedNode>,
  node: MaterializedNode,
  extra: Readonly<Record<string, Value>> = {},
): Promise<MaterializationResult> {
  const { task, slot } = work;
  const { materialized } = node.config;
  const macro = task.parsed.macros.findMaterialization(materialized);
  if (macro === undefined) {
    const type = task.runtime.plugin.type;
    throw new XformError(
      'compilation',
      `No materialization '${materialized}' was found for adapter ${type}! (searched types 'default' and '${type}')`,
    );
  }
  checkLanguage(node, macro.macro.supported_languages, materialized);
  const context = createRuntimeContext(task.parsed.environment, node, slot, {
    compiledCode: (node as Exclude<MaterializedNode, SeedNode>).compiled_code,
    writeRun: (text) => void task.files.write(runFile(node), text),
    selectedResources: task.selected,
    threadId: work.threadId,
    extra,
  });
  const returned = await macro.template.bind(context)([], NO_KWARGS);
  const relations = relationsOf(returned);
  for (const relation of relations) slot.cache.add(relation);
  const load = context.lookup('load_result');
  if (!isCallable(load)) throw new XformError('internal', 'load_result is missing from the context');
  const main = loadResult(await load(['main'], NO_KWARGS));
  if (main === undefined) {
    throw new XformError(
      'compilation',
      `Materialization '${materialized}' did not run a statement named 'main'`,
      {
        place: macro.template.place,
        hint: "Build the relation inside {% call statement('main') %} … {% endcall %}.",
      },
    );
  }
  return { main, relations };
}

function checkLanguage(
  node: MaterializedNode,
  supported: readonly string[] | null,
  materialized: string,
): void {
  const language = 'language' in node ? node.language : 'sql';
  if ((supported ?? ['sql']).includes(language)) return;
  throw new XformError(
    'compilation',
    `The materialization '${materialized}' does not support models written in ${language}`,
    { hint: `It supports: ${(supported ?? ['sql']).join(', ')}.` },
  );
}

/** `return({'relations': [...]})`; a materialization that returns nothing has made nothing that others look up. */
function relationsOf(returned: Value): Relation[] {
  if (returned === null || typeof returned !== 'object') return [];
  const list = returned instanceof Map ? returned.get('relations') : returned['relations'];
  return Array.isArray(list) ? list.filter((item) => item instanceof Relation) : [];
}
