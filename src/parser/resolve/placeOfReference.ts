import { createCapture, createParseContext } from '../../context/parseContext.js';
import { type Place, XformError } from '../../errors/error.js';
import { compileTemplate } from '../../jinja/engine.js';
import { callable, isCallable, type Kwargs, type Value } from '../../jinja/values/types.js';
import type { FunctionNode, ManifestNode } from '../../manifest/types.js';
import { withNames } from '../nodes/capture.js';
import type { ParseSession } from '../session.js';
import type { BadReference } from './resolveDependencies.js';

interface Referring {
  readonly unique_id: string;
  readonly resource_type: string;
  readonly package_name: string;
  readonly original_file_path: string;
}

const CALLS = { ref: 'ref', source: 'source', function: 'function' } as const;

/** Where the text of a node makes a reference: found by rendering it once more, until that call is made. */
export function placeOfReference(session: ParseSession, node: Referring, reference: BadReference): Place {
  const inText = () => session.places.placeOfText(node, reference.source?.[1] ?? reference.name);
  if (!('raw_code' in node)) return inText();
  const target = node as unknown as ManifestNode | FunctionNode;
  const start = session.places.startOfCode(node, target.raw_code);
  return placeInCode(session, target, reference, start) ?? inText();
}

function placeInCode(
  session: ParseSession,
  node: ManifestNode | FunctionNode,
  reference: BadReference,
  start: Place,
): Place | undefined {
  const name = CALLS[reference.kind];
  const context = createParseContext(session.environment, node, createCapture());
  const original = context.lookup(name);
  if (!isCallable(original)) return undefined;
  const stop = new XformError('compilation', 'found');
  const watching = callable(name, (args, kwargs) => {
    if (isMeant(reference, args, kwargs)) throw stop;
    return original(args, kwargs);
  });
  try {
    const options =
      start.line === undefined ? {} : { start: { line: start.line, column: start.column ?? 1 } };
    const template = compileTemplate(node.raw_code, { file: start.file, ...options });
    template.renderSync(withNames(context, { [name]: watching }));
  } catch (error) {
    if (error === stop || (error instanceof XformError && error.message === stop.message)) {
      return error instanceof XformError ? error.place : undefined;
    }
  }
  return undefined;
}

function isMeant(reference: BadReference, args: readonly Value[], kwargs: Kwargs): boolean {
  if (reference.source) return args[0] === reference.source[0] && args[1] === reference.source[1];
  const { ref } = reference;
  if (args[args.length - 1] !== reference.name) return false;
  if (ref === undefined) return true;
  const version = kwargs.version ?? kwargs.v ?? null;
  return String(version) === String(ref.version) && (args.length > 1 ? args[0] : null) === ref.package;
}
