import { readFileSync } from 'node:fs';
import { XformError } from '../errors/error.js';

/** The text of a UTF-8 file; a byte order mark at its start is left out unless `keepMark`. Throws XformError('parse') with the place of a bad byte. */
export function readText(absolutePath: string, shownPath: string, keepMark = false): string {
  try {
    const text = readFileSync(absolutePath, 'utf8');
    if (text.includes('\ufffd')) checkEncoding(readFileSync(absolutePath), shownPath);
    return text.charCodeAt(0) === 0xfeff && !keepMark ? text.slice(1) : text;
  } catch (error) {
    if (error instanceof XformError) throw error;
    throw new XformError('parse', `Cannot read ${shownPath}: ${(error as Error).message}`, {
      place: { file: shownPath },
      hint: 'Check that the file exists and that you may read it.',
    });
  }
}

const REPLACEMENT = Buffer.from('\ufffd');

/** A replacement character is either in the file itself or stands for bytes that are not UTF-8: the first of those. */
function checkEncoding(bytes: Buffer, file: string): void {
  let line = 1;
  for (let start = 0; start <= bytes.length; line++) {
    let end = bytes.indexOf(0x0a, start);
    if (end < 0) end = bytes.length;
    const row = bytes.subarray(start, end);
    const text = row.toString('utf8');
    for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) {
      const offset = Buffer.byteLength(text.slice(0, at));
      if (!row.subarray(offset, offset + REPLACEMENT.length).equals(REPLACEMENT)) {
        throw new XformError('parse', `${file} is not UTF-8 text`, {
          place: { file, line, column: at + 1 },
          hint: 'Save the file with the encoding UTF-8.',
        });
      }
    }
    start = end + 1;
  }
}
