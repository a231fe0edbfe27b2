import { ERROR_KINDS, type Place, type XformError } from './error.js';

/** `file:line:column`, leaving out what is not known. */
export function formatPlace(place: Place): string {
  let text = place.file;
  if (place.line !== undefined) text += `:${place.line}`;
  if (place.line !== undefined && place.column !== undefined) text += `:${place.column}`;
  return text;
}

/**
 * The text of an error as users and dbt's tools read it:
 * heading, then the message, the place, notes, the macro stack and the hint, each indented by two.
 */
export function formatError(error: XformError): string {
  const { title } = ERROR_KINDS[error.kind];
  const node = error.node ? ` in ${error.node.resource_type} ${error.node.name} (${error.node.path})` : '';
  return `${title}${node}\n${describeError(error).replace(/^/gm, '  ')}`;
}

/** The same without the heading and the indent: message, place, notes, macro stack, hint. */
export function describeError(error: XformError): string {
  const lines = [error.message.trimEnd()];
  const innermost = error.macroStack[0]?.place;
  const place = error.place && formatPlace(error.place);
  // The first frame is where it happened, most of the time.
  if (place && !(innermost && formatPlace(innermost) === place)) lines.push(`at ${place}`);
  lines.push(...error.notes);
  error.macroStack.forEach((frame, i) => {
    const where = frame.place ? ` (${formatPlace(frame.place)})` : '';
    lines.push(`${i === 0 ? '> in macro' : '> called by macro'} ${frame.macro}${where}`);
  });
  if (error.calledFrom && error.macroStack.length > 0) {
    const where = formatPlace(error.calledFrom);
    const { node } = error;
    lines.push(node ? `> called by ${node.resource_type} ${node.name} (${where})` : `> called from ${where}`);
  }
  if (error.hint) lines.push(`Hint: ${error.hint}`);
  return lines.join('\n');
}
