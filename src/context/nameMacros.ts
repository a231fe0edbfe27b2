import { BASE_NAMES } from '../basecontext/baseNames.js';
import type { OnRead } from '../basecontext/types.js';
import { XformError } from '../errors/error.js';
import { pyStr, raise } from '../jinja/values/operations.js';
import { type Callable, callable } from '../jinja/values/types.js';
import type { ManifestNode } from '../manifest/types.js';
import { createCapture, recordReads } from './capture.js';
import { RuntimeConfig } from './configRuntime.js';
import { nodeNames } from './nodeNames.js';
import { ParseScope, parseNames } from './parseNames.js';
import { composeNames, type NameTable, TableContext } from './tableContext.js';
import type { Capture, ContextEnvironment, LoadedMacro } from './types.js';

export const NAME_MACROS = ['generate_schema_name', 'generate_alias_name', 'generate_database_name'] as const;
export type NameMacro = (typeof NAME_MACROS)[number];

/** Names are made before the graph is known, so nothing can be referred to. */
function notHere(name: string): Callable {
  return callable(name, () => raise(`${name}() cannot be used in a macro that makes names`));
}

const nameMacroNames: NameTable<ParseScope> = {
  ref: () => notHere('ref'),
  source: () => notHere('source'),
  metric: () => notHere('metric'),
  function: () => notHere('function'),
  config: (scope) => new RuntimeConfig(scope.subject, () => scope.context.lookup('model'), scope.log),
  this: () => undefined,
  compiled_code: () => undefined,
  defer_relation: () => undefined,
};

const NAMES = composeNames<ParseScope>(BASE_NAMES, nodeNames, parseNames, nameMacroNames);

/** A name macro bound once; `current` is the capture of the node it is being called for. */
interface BoundMacro {
  readonly loaded: LoadedMacro;
  readonly call: Callable;
  current: Capture | undefined;
}

const boundMacros = new WeakMap<ContextEnvironment, Map<LoadedMacro, BoundMacro>>();

/**
 * The macro that names nodes of a package: the package's own when it has one, else the root project's, else the
 * built-in one. Throws XformError when there is none (the built-in macros are missing).
 */
export function findNameMacro(
  environment: ContextEnvironment,
  macro: NameMacro,
  packageName: string,
): LoadedMacro {
  const loaded = environment.macros.find(macro, packageName);
  if (!loaded) throw new XformError('internal', `There is no macro '${macro}'`);
  return loaded;
}

/**
 * Calls the project's version of a name macro for a node (D34): `custom` is the node's configured value or null.
 * `capture.reads` records what it looked at. The answer is stripped; none is the empty text.
 */
export function callNameMacro(
  environment: ContextEnvironment,
  macro: NameMacro,
  custom: string | null,
  node: ManifestNode,
  capture: Capture,
): string {
  const bound = bind(environment, findNameMacro(environment, macro, node.package_name));
  bound.current = capture;
  try {
    const answer = bound.call([custom, node], {});
    return answer === null ? '' : pyStr(answer).trim();
  } finally {
    bound.current = undefined;
  }
}

/** One context serves all nodes, since making names depends on nothing but the arguments and recorded reads. */
function bind(environment: ContextEnvironment, loaded: LoadedMacro): BoundMacro {
  let macros = boundMacros.get(environment);
  if (!macros) boundMacros.set(environment, (macros = new Map()));
  const known = macros.get(loaded);
  if (known) return known;

  const onRead: OnRead = (kind, name, value) => {
    if (bound.current) recordReads(bound.current.reads)(kind, name, value);
  };
  const context = new TableContext<ParseScope>({
    mode: 'sync',
    names: NAMES,
    macros: {
      registry: environment.macros,
      searchPackage: loaded.macro.package_name,
      onEnter({ macro }) {
        const entered = bound.current?.reads.macros;
        if (entered && !entered.includes(macro.unique_id)) entered.push(macro.unique_id);
      },
    },
  });
  const capture = createCapture();
  context.start(
    new ParseScope({ environment, subject: loaded.macro, context, capture, onRead, missingVars: 'error' }),
  );
  const bound: BoundMacro = { loaded, call: context.bind(loaded), current: undefined };
  macros.set(loaded, bound);
  return bound;
}
