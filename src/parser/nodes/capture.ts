import { createCapture, createParseContext } from '../../context/parseContext.js';
import type { Capture, MacroRegistry, ReadRecord } from '../../context/types.js';
import type { Place } from '../../errors/error.js';
import { compileTemplate, hasJinja } from '../../jinja/engine.js';
import type { RenderContext, Template } from '../../jinja/types.js';
import type { Value } from '../../jinja/values/types.js';
import type { CompiledFields, FunctionNode, ManifestNode, RefArgs, SeedNode } from '../../manifest/types.js';
import type { ParseSession } from '../session.js';
import { findStaticFacts } from './staticFacts.js';

/** What a render told of a node's text, as the parse cache keeps it. */
export interface Facts {
  readonly refs: readonly RefArgs[];
  readonly sources: readonly (readonly [string, string])[];
  readonly metrics: readonly string[][];
  readonly functions: readonly string[][];
  readonly configCalls: readonly Record<string, Value>[];
  readonly macros: readonly string[];
}

export interface CapturedFacts {
  readonly facts: Facts;
  readonly reads: readonly ReadRecord[];
}

const NO_FACTS: Facts = { refs: [], sources: [], metrics: [], functions: [], configCalls: [], macros: [] };

export interface CaptureRequest {
  readonly text: string;
  readonly place: Place;
  /** Further names of the context (`_dbt_generic_test_kwargs`). */
  readonly extraNames?: Readonly<Record<string, Value>>;
}

/** Renders a node's text with `execute` false and reports what it asked for (features L1). Throws XformError. */
export function captureFacts(
  session: ParseSession,
  node: ManifestNode | FunctionNode,
  request: CaptureRequest,
): CapturedFacts {
  if (!hasJinja(request.text)) return { facts: NO_FACTS, reads: [] };
  if (!hasOwnCalls(session, node.package_name)) {
    const facts = findStaticFacts(request.text);
    if (facts !== undefined) return { facts, reads: [] };
  }
  const capture = createCapture();
  const context = withNames(createParseContext(session.environment, node, capture), request.extraNames);
  templateOf(request).renderSync(context);
  return { facts: factsOf(capture), reads: [capture.reads] };
}

const overriding = new WeakMap<MacroRegistry, Map<string, boolean>>();

/** Whether a project's macro stands in for ref, source or config: then nothing can be told without rendering. */
function hasOwnCalls({ macros }: ParseSession, packageName: string): boolean {
  let known = overriding.get(macros);
  if (known === undefined) overriding.set(macros, (known = new Map()));
  let found = known.get(packageName);
  if (found === undefined) {
    found = ['ref', 'source', 'config'].some((name) => macros.find(name, packageName) !== undefined);
    known.set(packageName, found);
  }
  return found;
}

export function templateOf(request: CaptureRequest): Template {
  const { file, line, column } = request.place;
  const start = line === undefined ? undefined : { line, column: column ?? 1 };
  return compileTemplate(request.text, start === undefined ? { file } : { file, start });
}

export function factsOf(capture: Capture): Facts {
  return {
    refs: capture.refs,
    sources: capture.sources,
    metrics: capture.metrics,
    functions: capture.functions,
    configCalls: capture.configCalls,
    macros: [...capture.macros],
  };
}

/** A context in which some names have other values. */
export function withNames(context: RenderContext, names?: Readonly<Record<string, Value>>): RenderContext {
  if (names === undefined) return context;
  const overlay: RenderContext = {
    lookup: (name) => (Object.hasOwn(names, name) ? names[name] : context.lookup(name)),
    names: () => [...Object.keys(names), ...context.names()],
    mode: context.mode,
    undefinedNames: context.undefinedNames,
  };
  if (context.onMacroCall) overlay.onMacroCall = (macro) => context.onMacroCall?.(macro);
  return overlay;
}

/** Adds what was captured to the node; refs and sources keep the order in which they were asked for. */
export function addFacts(node: Exclude<ManifestNode, SeedNode> | FunctionNode, facts: Facts): void {
  const fields: CompiledFields = node;
  if (facts.refs.length > 0) fields.refs = [...fields.refs, ...facts.refs];
  if (facts.sources.length > 0)
    fields.sources = [...fields.sources, ...facts.sources.map((source) => [...source])];
  if (facts.metrics.length > 0) fields.metrics = [...fields.metrics, ...facts.metrics];
  if (facts.functions.length > 0) fields.functions = [...fields.functions, ...facts.functions];
  for (const id of facts.macros) {
    if (!fields.depends_on.macros.includes(id)) fields.depends_on.macros.push(id);
  }
}
