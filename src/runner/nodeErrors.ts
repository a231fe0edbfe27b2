import { isAbsolute } from 'node:path';
import { errorsOf, type Place, XformError } from '../errors/error.js';
import type { GraphNode } from '../manifest/types.js';

/**
 * What ended a node, ready to be shown: each error names its node, and places inside xform's own macros are left out,
 * since the user can do nothing there.
 */
export function nodeErrors(error: unknown, node: GraphNode): readonly XformError[] {
  return errorsOf(error).map((each) => {
    const own = (place: Place | undefined): boolean => place === undefined || !isBuiltin(place);
    const stack = each.macroStack.filter((frame) => own(frame.place));
    const place = own(each.place) ? each.place : stack[0]?.place;
    const shown = new XformError(each.kind, each.message, {
      place,
      hint: each.hint,
      notes: each.notes,
      macroStack: stack,
      node: each.node ?? {
        resource_type: node.resource_type,
        name: node.name,
        path: node.original_file_path,
      },
      cause: each.cause ?? each,
    });
    return shown;
  });
}

/** Files of the project are shown by their path in it; only those that come with xform by a whole one. */
function isBuiltin(place: Place): boolean {
  return isAbsolute(place.file);
}
