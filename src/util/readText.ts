import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { type ErrorKind, XformError } from '../errors/error.js';

const BOM = '\uFEFF';

/**
 * Text of a UTF-8 file without its byte order mark. `shownPath` is the path as errors show it.
 * Throws an XformError for a file that cannot be read or is not UTF-8.
 */
export function readText(path: string, shownPath: string, kind: ErrorKind = 'parse'): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new XformError(
      kind,
      `Cannot read ${shownPath}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
      {
        place: { file: shownPath },
        hint: 'Check that the file exists and that you may read it.',
      },
    );
  }
  if (!isUtf8(bytes)) throw notUtf8(bytes, shownPath, kind);
  const text = bytes.toString('utf8');
  return text.startsWith(BOM) ? text.slice(1) : text;
}

/** Placed at the first line whose bytes are no UTF-8. */
function notUtf8(bytes: Buffer, shownPath: string, kind: ErrorKind): XformError {
  let line = 1;
  for (let start = 0; ; line++) {
    const end = bytes.indexOf(0x0a, start);
    const row = bytes.subarray(start, end < 0 ? undefined : end);
    if (!isUtf8(row) || end < 0) break;
    start = end + 1;
  }
  return new XformError(kind, `${shownPath} is not UTF-8 text`, {
    place: { file: shownPath, line },
    hint: 'Save the file in the encoding UTF-8.',
  });
}
