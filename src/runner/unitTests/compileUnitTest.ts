import { Relation } from '../../adapters/relation.js';
import type { Slot } from '../../adapters/runtime.js';
import { injectCtes } from '../../compiler/injectCtes.js';
import { parseRefArguments, parseSourceArguments } from '../../context/references/arguments.js';
import { createRuntimeContext } from '../../context/runtimeContext.js';
import type { ContextEnvironment, Resolution } from '../../context/types.js';
import { XformError } from '../../errors/error.js';
import { compileTemplate } from '../../jinja/engine.js';
import { type Callable, callable, type Kwargs, type Value } from '../../jinja/values/types.js';
import type { GraphNode, ModelNode, UnitTest } from '../../manifest/types.js';
import { createInputs, type UnitTestInput } from './inputs.js';
import { overrideMacros, withOverriddenVars } from './overrides.js';

export interface CompiledUnitTest {
  readonly sql: string;
  /** The environment with the test's overrides, for what runs afterwards. */
  readonly environment: ContextEnvironment;
}

/**
 * The SQL of a unit test's model in which everything it reads is a CTE of given rows (features H14, H15). Hooks play
 * no part. Throws XformError for what the model reads and the test does not give.
 */
export async function compileUnitTest(
  base: ContextEnvironment,
  test: UnitTest,
  model: ModelNode,
  slot: Slot,
): Promise<CompiledUnitTest> {
  const environment = withOverriddenVars(base, test);
  const inputs = await createInputs(environment, test, model, slot);
  const used = new Set<UnitTestInput>();
  const use = (input: UnitTestInput): Relation => {
    used.add(input);
    return Relation.create({
      dialect: environment.project.target.plugin.dialect,
      identifier: input.cteName,
      quotePolicy: { identifier: false },
      type: 'cte',
    });
  };
  const context = createRuntimeContext(environment, model, slot, {
    extra: {
      ref: reference('ref', (args, kwargs) => {
        const ref = parseRefArguments(args, kwargs);
        return environment.resolver.ref(ref, model.package_name);
      }),
      source: reference('source', (args) => {
        const [source, table] = parseSourceArguments(args);
        return environment.resolver.source(source, table, model.package_name);
      }),
    },
  });
  const self = inputs.get(model.unique_id);
  context.define('this', self === undefined ? null : use(self));
  overrideMacros(context, test);
  const sql = await compileTemplate(model.raw_code, { file: model.original_file_path }).render(context);
  // `this` may be given for is_incremental() alone; a CTE that nothing reads does no harm.
  const ctes = [...used].map(({ id, cteName, sql: rows }) => ({ id, sql: ` ${cteName} as (\n${rows}\n)` }));
  return { sql: injectCtes(sql, ctes), environment };

  function reference(
    name: string,
    resolve: (args: Value[], kwargs: Kwargs) => Resolution<GraphNode>,
  ): Callable {
    return callable(name, (args, kwargs) => {
      const resolution = resolve(args, kwargs);
      const input = resolution.kind === 'found' ? inputs.get(resolution.node.unique_id) : undefined;
      if (input !== undefined) return use(input);
      const shown = `${name}(${args.map((arg) => `'${arg}'`).join(', ')})`;
      throw new XformError(
        'compilation',
        `Unit test '${test.name}' gives no rows for ${shown}, which its model reads`,
        {
          hint: `Add to given: - input: ${shown}`,
        },
      );
    });
  }
}
