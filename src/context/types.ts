import type { MacroTemplate, RenderContext } from '../jinja/types.js';
import type { Value } from '../jinja/values/types.js';
import type { Logger } from '../log/types.js';
import type { NodeResolver } from '../manifest/resolver.js';
import type { Exposure, Macro, Manifest, RefArgs } from '../manifest/types.js';
import type { Project } from '../project/types.js';

/** A macro ready to be bound to a context. */
export interface LoadedMacro {
  readonly macro: Macro;
  readonly template: MacroTemplate;
}

/** All macros of all packages and the rules that find one (features D31-D33, D36). */
export interface MacroRegistry {
  readonly byId: ReadonlyMap<string, LoadedMacro>;
  /** Unqualified `name` as seen from a node of `searchPackage`: that package, then root, then the built-in packages. */
  find(name: string, searchPackage: string): LoadedMacro | undefined;
  /** The macro that adapter methods call as `name`: root's, else that of any installed package, else a built-in one. */
  findForAdapter(name: string): LoadedMacro | undefined;
  /** `pkg.name`; for `dbt` the internal packages in order (adapter, its parents, dbt). */
  findInPackage(packageName: string, name: string): LoadedMacro | undefined;
  /** Candidates tried, in order, are in `attempts` when nothing was found. */
  dispatch(
    name: string,
    namespace: string | null,
    searchPackage: string,
  ): { readonly found?: LoadedMacro; readonly attempts: readonly string[] };
  findMaterialization(name: string): LoadedMacro | undefined;
  /** Package names that are namespaces in templates. */
  readonly packageNames: readonly string[];
  /** Unqualified names, as `find` knows them. */
  names(searchPackage: string): Iterable<string>;
  /** Names behind `pkg.`, as `findInPackage` knows them. */
  namesInPackage(packageName: string): Iterable<string>;
}

export type { NodeResolver, Resolution } from '../manifest/resolver.js';

/**
 * What one render looked at outside its own text: the key of the parse cache. Values are JSON-able copies; readsHold() in
 * context/capture.ts tells whether they would be the same now.
 */
export interface ReadRecord {
  readonly vars: Record<string, Value>;
  readonly env: Record<string, string | null>;
  readonly target: Record<string, Value>;
  readonly flags: Record<string, Value>;
  /**
   * unique_ids of macros entered, each once. What names could resolve to besides is not kept: a record is only good
   * for the same set of macro ids and the same dispatch order, which belong to the key of the whole cache.
   */
  readonly macros: string[];
  /** Set when the render used something that cannot be recorded (run_started_at, invocation_id, graph, random): never cached. */
  uncacheable?: string;
}

/** What parsing learns from rendering a node's body (features L1). */
export interface Capture {
  readonly refs: RefArgs[];
  readonly sources: [string, string][];
  readonly metrics: string[][];
  readonly functions: string[][];
  /** Arguments of each config() call, in order. */
  readonly configCalls: Record<string, Value>[];
  /** unique_ids of the macros that the text itself calls, not those called by macros (dbt's depends_on.macros). */
  readonly macros: Set<string>;
  readonly reads: ReadRecord;
}

/** What every context is made from. */
export interface ContextEnvironment {
  readonly project: Project;
  readonly macros: MacroRegistry;
  /** Still growing while parsing. */
  readonly manifest: Manifest;
  readonly resolver: NodeResolver;
  readonly log: Logger;
  /** Set for commands that compile or run. */
  readonly run?: RunFacts;
}

/** What templates can see of the running command. */
export interface RunFacts {
  /** unique_ids, for `selected_resources`. */
  readonly selectedResources: readonly string[];
  /** `--defer`: nodes with a defer_relation use it while they are not built (favorState: whenever not selected). */
  readonly defer?: { readonly favorState: boolean };
  /** Where files below the target folder go, paths relative to the project (default: written at once). */
  readonly writeFile?: (path: string, text: string) => void;
  /** `--no-inject-ephemeral-ctes`: false. SQL is left without the CTEs of the ephemeral models it refers to. */
  readonly injectCtes?: boolean;
  /** `--empty`: refs and sources render as no rows. */
  readonly empty?: boolean;
  /** `--sample` window of event time. */
  readonly sample?: { readonly start: Value; readonly end: Value };
}

export type NodeContext = RenderContext;
export type { Exposure };
