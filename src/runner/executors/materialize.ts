import { Relation } from '../../adapters/relation.js';
import { ResponseValue } from '../../adapters/responseValue.js';
import { AgateTable } from '../../adapters/table.js';
import type { AdapterResponse } from '../../adapters/types.js';
import { compileNode } from '../../compiler/compileNode.js';
import { createRuntimeContext, type RuntimeOptions } from '../../context/runtimeContext.js';
import { XformError } from '../../errors/error.js';
import { getDictItem, isDict } from '../../jinja/values/mapping.js';
import { NO_KWARGS, type Value } from '../../jinja/values/types.js';
import type { FunctionNode, ManifestNode } from '../../manifest/types.js';
import { isEphemeral } from '../nodeKinds.js';
import type { NodeOutcome, NodeWork } from '../types.js';
import { writeCompiledFile } from '../writeCompiledFile.js';

export type MaterializedNode = ManifestNode | FunctionNode;

/** Models, snapshots, seeds and functions: compile, then run the macro of the node's materialization (features D33). */
export async function materialize(work: NodeWork): Promise<NodeOutcome> {
  const node = await compileForRun(work as NodeWork<MaterializedNode>);
  if (isEphemeral(node)) return { status: 'success' };
  return work.timed('execute', async () => {
    try {
      const result = await runMaterialization(work as NodeWork<MaterializedNode>, node);
      requireRelations(result, node.config.materialized);
      const response = requireResponse(result, node.config.materialized);
      return { status: 'success', message: response._message, adapterResponse: response };
    } catch (error) {
      throw isBlank(node) ? emptyModel(node, error) : error;
    }
  });
}

/** Renders to nothing but comments. Only a reason for a failure: a custom materialization may need no SQL. */
function isBlank(node: MaterializedNode): boolean {
  if (!('compiled_code' in node) || node.language !== 'sql') return false;
  return (node.compiled_code ?? '').replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, '').trim() === '';
}

function emptyModel(node: MaterializedNode, cause: unknown): XformError {
  return new XformError('compilation', `${node.original_file_path} is empty: there is no SQL to run`, {
    place: { file: node.original_file_path, line: 1, column: 1 },
    hint: 'Write a select statement, or disable the model with config(enabled=false).',
    cause,
  });
}

/** Seeds have nothing to compile; what the others compile to is written to the target folder. */
export async function compileForRun(work: NodeWork<MaterializedNode>): Promise<MaterializedNode> {
  const { task, node, slot, progress } = work;
  return work.timed('compile', async () => {
    if (node.resource_type === 'seed') return node;
    const compiled = await compileNode(task.environment, node, slot, { threadId: work.threadId });
    // Inline SQL has no file, so it gets none in the target folder.
    const path =
      node.resource_type === 'sql_operation' ? null : writeCompiledFile(task, compiled.node, compiled.sql);
    const written = { ...compiled.node, compiled_path: path };
    progress.compiled = { node: written, code: compiled.sql };
    return written;
  });
}

export interface MaterializationResult {
  /** What the statement named `main` left; undefined when there was none. */
  readonly response: AdapterResponse | undefined;
  readonly table: AgateTable | undefined;
  /** Undefined when the materialization did not return a list of them. */
  readonly relations: readonly Relation[] | undefined;
}

/** Runs the macro in a context of its own; the relations it returns are known to exist afterwards. */
export async function runMaterialization(
  work: NodeWork<MaterializedNode>,
  node: MaterializedNode,
  materialized = node.config.materialized,
  options: RuntimeOptions = {},
): Promise<MaterializationResult> {
  const { task, slot, threadId } = work;
  const macro = task.parsed.macros.findMaterialization(materialized);
  if (macro === undefined) {
    const type = task.runtime.plugin.type;
    throw new XformError(
      'compilation',
      `No materialization '${materialized}' was found for adapter ${type}! (searched types 'default' and '${type}')`,
    );
  }
  checkLanguage(node, macro.macro.supported_languages, materialized);
  const context = createRuntimeContext(task.environment, node, slot, { threadId, ...options });
  const relations = relationsOf(await macro.template.bind(context)([], NO_KWARGS));
  for (const relation of relations ?? []) slot.cache.add(relation);
  const { main } = context.results;
  return {
    response: main && responseOf(main.response),
    table: main?.table instanceof AgateTable ? main.table : undefined,
    relations,
  };
}

/** Others look up what a materialization made: it has to tell, even if it made nothing. */
function requireRelations({ relations }: MaterializationResult, materialized: string): void {
  if (relations !== undefined) return;
  throw new XformError('compilation', `Materialization '${materialized}' did not return its relations`, {
    hint: "End it with {{ return({'relations': [target_relation]}) }}.",
  });
}

/** What the materialization says it did: it has to, by a statement named main. */
function requireResponse({ response }: MaterializationResult, materialized: string): AdapterResponse {
  if (response !== undefined) return response;
  throw new XformError(
    'compilation',
    `Materialization '${materialized}' did not run a statement named 'main'`,
    { hint: "Build the relation inside {% call statement('main') %} … {% endcall %}." },
  );
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

/** Macros may store a plain text, or nothing, as the response. */
function responseOf(value: Value): AdapterResponse {
  if (value instanceof ResponseValue) return value.response;
  return { _message: value === null || value === undefined ? 'None' : String(value) };
}

/** Of `return({'relations': [...]})`. */
function relationsOf(returned: Value): Relation[] | undefined {
  if (!isDict(returned)) return undefined;
  const list: Value = getDictItem(returned, 'relations');
  return Array.isArray(list) ? list.filter((item) => item instanceof Relation) : undefined;
}
