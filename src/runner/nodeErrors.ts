import { isAbsolute } from 'node:path';
import { errorsOf, type Place, XformError } from '../errors/error.js';
import type { GraphNode } from '../manifest/types.js';

/** What ended a node, ready to be shown: each error names its node. */
export function nodeErrors(error: unknown, node: GraphNode): readonly XformError[] {
  return errorsOf(error).map((each) =>
    withOwnPlaces(each, {
      resource_type: node.resource_type,
      name: node.name,
      path: node.original_file_path,
    }),
  );
}

/** The error without places inside xform's own macros, since the user can do nothing there. */
export function withOwnPlaces(error: XformError, node?: XformError['node']): XformError {
  const own = (place: Place | undefined): boolean => place === undefined || !isBuiltin(place);
  const stack = error.macroStack.filter((frame) => own(frame.place));
  return new XformError(error.kind, error.message, {
    place: own(error.place) ? error.place : (stack[0]?.place ?? error.calledFrom),
    hint: error.hint,
    notes: error.notes,
    macroStack: stack,
    calledFrom: error.calledFrom,
    node: error.node ?? node,
    cause: error.cause ?? error,
  });
}

/** Files of the project are shown by their path in it; only those that come with xform by a whole one. */
function isBuiltin(place: Place): boolean {
  return isAbsolute(place.file);
}
