import type { Slot } from '../adapters/slot.js';
import { BASE_NAMES } from '../basecontext/baseNames.js';
import type { RenderContext } from '../jinja/types.js';
import type { Value } from '../jinja/values/types.js';
import { nodeNames } from './nodeNames.js';
import type { Subject } from './nodeScope.js';
import { runtimeNames, runtimeNodeNames } from './runtimeNames.js';
import { RuntimeScope } from './runtimeScope.js';
import type { StatementResults } from './statementResults.js';
import { composeNames, TableContext } from './tableContext.js';
import type { ContextEnvironment } from './types.js';

export interface RuntimeOptions {
  /** More names, which win over the others: `results`, `schemas`, `database_schemas` (D29), unit test overrides. */
  readonly extra?: Readonly<Record<string, Value>>;
  /** dbt's name of the thread, as `thread_id`: `Thread-1 (worker)`; default `MainThread`. */
  readonly threadId?: string;
  /** Name of the microbatch batch being built, for the file that `write()` makes. */
  readonly batch?: string;
}

/** A render context for one node (or macro) and attempt, and what a render leaves in it. */
export interface RuntimeContext extends RenderContext {
  /** What `statement` blocks stored; `results.main` is the result of the materialization's main statement. */
  readonly results: StatementResults;
  /** unique_ids of the ephemeral models that were referred to, in order of first use. */
  readonly ephemerals: readonly string[];
  /** Adds or replaces a name, such as `_dbt_generic_test_kwargs`. */
  define(name: string, value: Value): void;
  /** Lets a macro (`name` or `package.name`) give a fixed value. */
  replaceMacro(name: string, value: Value): void;
}

class ExecutingContext extends TableContext<RuntimeScope> implements RuntimeContext {
  private runtime!: RuntimeScope;

  override start(scope: RuntimeScope): this {
    this.runtime = scope;
    return super.start(scope);
  }
  get results(): StatementResults {
    return this.runtime.results;
  }
  get ephemerals(): readonly string[] {
    return this.runtime.ephemerals;
  }
}

const MACRO_NAMES = composeNames<RuntimeScope>(BASE_NAMES, nodeNames, runtimeNames);
const NODE_NAMES = composeNames<RuntimeScope>(BASE_NAMES, nodeNames, runtimeNames, runtimeNodeNames);

/**
 * For compiling and running: asynchronous, `execute` is true. Make one per node and attempt; its hooks and its
 * materialization share it. `subject` is the node (with its compiled SQL once it has any), a hook's operation node, or
 * the macro of run-operation.
 */
export function createRuntimeContext(
  environment: ContextEnvironment,
  subject: Subject,
  slot: Slot,
  options: RuntimeOptions = {},
): RuntimeContext {
  const context = new ExecutingContext({
    mode: 'async',
    names: subject.resource_type === 'macro' ? MACRO_NAMES : NODE_NAMES,
    macros: { registry: environment.macros, searchPackage: subject.package_name },
    extra: options.extra,
  });
  return context.start(
    new RuntimeScope({ environment, subject, context, slot, options, missingVars: 'error' }),
  );
}
