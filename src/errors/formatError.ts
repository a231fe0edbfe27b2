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
  const lines = [`${title}${node}`];
  for (const line of error.message.trimEnd().split('\n')) lines.push(`  ${line}`);
  if (error.place) lines.push(`  at ${formatPlace(error.place)}`);
  for (const note of error.notes) for (const line of note.split('\n')) lines.push(`  ${line}`);
  error.macroStack.forEach((frame, i) => {
    const where = frame.place ? ` (${formatPlace(frame.place)})` : '';
    lines.push(`  ${i === 0 ? '> in macro' : '> called by macro'} ${frame.macro}${where}`);
  });
  if (error.hint) lines.push(`  Hint: ${error.hint}`);
  return lines.join('\n');
}
