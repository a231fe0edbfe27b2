import type { ContextEnvironment } from '../context/types.js';
import type { Place, XformError } from '../errors/error.js';
import { formatPlace } from '../errors/formatError.js';
import type { CompiledManifestNode } from '../manifest/types.js';
import { createPlaces } from '../parser/places.js';

/**
 * A node's code is kept without what surrounds it in its file, so places in it count from its own start. Moves the
 * places of an error to the file. The file is read now: only errors need it.
 */
export function relocate(
  error: XformError,
  node: CompiledManifestNode,
  environment: ContextEnvironment,
): void {
  const { original_file_path: file, raw_code: code } = node;
  const mentions = [error.place, error.calledFrom, ...error.macroStack.map((frame) => frame.place)].some(
    (place) => place?.file === file,
  );
  if (!mentions && !error.notes.some((note) => note.includes(file))) return;
  const start = createPlaces(environment.project).startOfCode(node, code);
  if (error.place) error.place = moved(error.place, file, start);
  if (error.calledFrom) error.calledFrom = moved(error.calledFrom, file, start);
  error.macroStack = error.macroStack.map(({ macro, place }) => ({
    macro,
    place: place && moved(place, file, start),
  }));
  error.notes = error.notes.map((note) => movedNote(note, file, start));
}

function moved(place: Place, file: string, start: Place): Place {
  if (place.file !== file) return place;
  if (place.line === undefined || start.line === undefined) return { ...place, file: start.file };
  const column =
    place.line === 1 && place.column !== undefined ? place.column + (start.column ?? 1) - 1 : place.column;
  return { file: start.file, line: place.line + start.line - 1, column };
}

/** `called from models/a.sql:3:5`. */
function movedNote(note: string, file: string, start: Place): string {
  const at = note.indexOf(`${file}:`);
  const match = at < 0 ? null : /^(\d+):(\d+)/.exec(note.slice(at + file.length + 1));
  if (!match) return note;
  const place = moved({ file, line: Number(match[1]), column: Number(match[2]) }, file, start);
  return note.slice(0, at) + formatPlace(place) + note.slice(at + file.length + 1 + match[0].length);
}
