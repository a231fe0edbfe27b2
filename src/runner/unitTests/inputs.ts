import type { Slot } from '../../adapters/runtime.js';
import { EPHEMERAL_PREFIX } from '../../context/nodeRelation.js';
import { createCapture, createParseContext } from '../../context/parseContext.js';
import { createRuntimeContext } from '../../context/runtimeContext.js';
import type { ContextEnvironment } from '../../context/types.js';
import { XformError } from '../../errors/error.js';
import { compileTemplate } from '../../jinja/engine.js';
import { NO_KWARGS, type Value } from '../../jinja/values/types.js';
import type { ManifestNode, ModelNode, SourceDefinition, UnitTest } from '../../manifest/types.js';

/** One `given` of a unit test: rows that stand in for something the model reads. */
export interface UnitTestInput {
  /** unique_id of what it stands for; the model itself for `this`. */
  readonly id: string;
  readonly isThis: boolean;
  /** Name of the CTE with the rows. */
  readonly cteName: string;
  readonly sql: string;
}

interface Given {
  readonly input: string;
  readonly rows: Value;
  readonly format: string;
}

/** Makes the SQL of all inputs, by the macro get_fixture_sql, whose casts come from the relations they stand for. */
export async function createInputs(
  environment: ContextEnvironment,
  test: UnitTest,
  model: ModelNode,
  slot: Slot,
): Promise<Map<string, UnitTestInput>> {
  const inputs = new Map<string, UnitTestInput>();
  for (const given of test.given as Given[]) {
    const isThis = given.input.trim() === 'this';
    const target = isThis ? model : resolveInput(environment, test, given.input);
    const cteName = `${EPHEMERAL_PREFIX}${cteBaseName(target)}`;
    const sql = await fixtureSql(environment, target, given, slot);
    inputs.set(target.unique_id, { id: target.unique_id, isThis, cteName, sql });
  }
  return inputs;
}

/** A source's name is made longer by its group, since tables of two groups may have one name. */
function cteBaseName(target: ManifestNode | SourceDefinition): string {
  return target.resource_type === 'source' ? `${target.source_name}__${target.name}` : target.alias;
}

/** What `ref('a')` or `source('a', 'b')`, written as text, leads to. */
function resolveInput(
  environment: ContextEnvironment,
  test: UnitTest,
  input: string,
): ManifestNode | SourceDefinition {
  const capture = createCapture();
  const asNode = {
    ...test,
    config: {},
    database: null,
    schema: '',
    alias: test.name,
  } as unknown as ModelNode;
  const template = compileTemplate(`{{ ${input} }}`, { file: test.original_file_path });
  template.renderSync(createParseContext(environment, asNode, capture));
  const [ref] = capture.refs;
  const [source] = capture.sources;
  const resolution =
    ref !== undefined
      ? environment.resolver.ref(ref, test.package_name)
      : source !== undefined
        ? environment.resolver.source(...source, test.package_name)
        : undefined;
  if (resolution?.kind === 'found') return resolution.node;
  throw new XformError('compilation', `The input ${input} of unit test '${test.name}' does not exist`, {
    hint:
      (resolution?.kind === 'missing' ? resolution.hint : undefined) ??
      "An input is ref('a_model'), source('a', 'table') or this.",
  });
}

async function fixtureSql(
  environment: ContextEnvironment,
  target: ManifestNode | SourceDefinition,
  given: Given,
  slot: Slot,
): Promise<string> {
  const subject = fixtureSubject(target);
  const context = createRuntimeContext(environment, subject, slot);
  if (given.format === 'sql') {
    return compileTemplate(String(given.rows ?? ''), { file: target.original_file_path }).render(context);
  }
  if (subject.config.materialized === 'ephemeral') {
    throw new XformError(
      'compilation',
      `The input ${given.input} is ephemeral, so the types of its rows are not known`,
      {
        hint: 'Give it with format: sql, and all its columns.',
      },
    );
  }
  const macro = environment.macros.find('get_fixture_sql', environment.project.root.name);
  if (macro === undefined) throw new XformError('internal', "The macro 'get_fixture_sql' is missing");
  return String(await macro.template.bind(context)([given.rows ?? [], null], NO_KWARGS));
}

/** A node whose `this` is the relation that the input stands for. */
function fixtureSubject(target: ManifestNode | SourceDefinition): ManifestNode {
  if (target.resource_type !== 'source') return target;
  return { ...target, alias: target.identifier, resource_type: 'model' } as unknown as ModelNode;
}
