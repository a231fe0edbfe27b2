import type { RenderContext } from '../jinja/types.js';
import type { Value } from '../jinja/values/types.js';
import type { FunctionNode, Macro, ManifestNode, UnitTest } from '../manifest/types.js';
import type { Slot } from './slot.js';
import type { ContextEnvironment } from './types.js';

export interface RuntimeOptions {
  /** More names, which win over the others: `results`, `schemas`, `database_schemas` (D29), unit test overrides. */
  readonly extra?: Readonly<Record<string, Value>>;
  /** The compiled SQL, for materializations and hooks: `sql` and `compiled_code`. */
  readonly compiledCode?: string | null;
  /** Where `write()` puts what it is given (default: nowhere). */
  readonly writeRun?: (text: string) => void;
  /** unique_ids for `selected_resources`. */
  readonly selectedResources?: readonly string[];
}

/** What a context can be made for: a node (hooks are operation nodes), or the macro of run-operation. */
export type RuntimeSubject = ManifestNode | FunctionNode | UnitTest | Macro;

/** For compiling and running: asynchronous, `execute` is true; one per node and attempt. */
export declare function createRuntimeContext(
  environment: ContextEnvironment,
  subject: RuntimeSubject,
  slot: Slot,
  options?: RuntimeOptions,
): RenderContext;
