import { createCapture, createParseContext } from '../../context/parseContext.js';
import { TableContext } from '../../context/tableContext.js';
import { XformError } from '../../errors/error.js';
import { compileTemplate } from '../../jinja/engine.js';
import { callable, isCallable, type Kwargs, type Value } from '../../jinja/values/types.js';
import type { FunctionNode, ManifestNode } from '../../manifest/types.js';
import type { ParseSession } from '../session.js';
import type { BadReference } from './resolveDependencies.js';

interface Referring {
  readonly unique_id: string;
  readonly resource_type: string;
  readonly package_name: string;
  readonly original_file_path: string;
}

/** Where a call stands, and the macros through which it was reached. */
export type CallSite = Pick<XformError, 'place' | 'macroStack' | 'calledFrom' | 'notes'>;

/** Where the text of a node makes a reference: found by rendering it once more, until that call is made. */
export function siteOfReference(session: ParseSession, node: Referring, reference: BadReference): CallSite {
  const found =
    'raw_code' in node
      ? siteOfCall(session, node as unknown as CodeNode, reference.kind, isMeant(reference))
      : undefined;
  const text = reference.source?.[1] ?? reference.name;
  return found ?? { place: session.places.placeOfText(node, text), macroStack: [], notes: [] };
}

type CodeNode = ManifestNode | FunctionNode;
type Predicate = (args: readonly Value[], kwargs: Kwargs) => boolean;

/** Where the text of a node, or a macro that it calls, calls the function `name` in the way `isWanted` tells. */
export function siteOfCall(
  session: ParseSession,
  node: CodeNode,
  name: string,
  isWanted: Predicate,
): CallSite | undefined {
  const context = createParseContext(session.environment, node, createCapture());
  const original = context.lookup(name);
  if (!(context instanceof TableContext) || original === undefined) return undefined;
  const stop = new XformError('compilation', 'the call that was looked for');
  context.define(
    name,
    callable(name, (args, kwargs) => {
      if (isWanted(args, kwargs)) throw stop;
      return isCallable(original) ? original(args, kwargs) : original.pyCall?.(args, kwargs);
    }),
  );
  const { file, line, column } = session.places.startOfCode(node, node.raw_code);
  const start = line === undefined ? {} : { start: { line, column: column ?? 1 } };
  try {
    compileTemplate(node.raw_code, { file, ...start }).renderSync(context);
  } catch (error) {
    if (error instanceof XformError && error.message === stop.message) {
      const { place, macroStack, calledFrom, notes } = error;
      return { place, macroStack, calledFrom, notes };
    }
  }
  return undefined;
}

function isMeant(reference: BadReference): Predicate {
  const { source, ref, name } = reference;
  if (source) return (args) => args[0] === source[0] && args[1] === source[1];
  return (args, kwargs) => {
    if (args[args.length - 1] !== name) return false;
    if (ref === undefined) return true;
    const version = kwargs.version ?? kwargs.v ?? null;
    return String(version) === String(ref.version) && (args.length > 1 ? args[0] : null) === ref.package;
  };
}
