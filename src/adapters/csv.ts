import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { XformError } from '../errors/error.js';
import type { Value } from '../jinja/values/types.js';
import { inferType, parseCell, type RawCell } from './csv/inferColumn.js';
import { type CsvRecord, parseCsv } from './csv/parseCsv.js';
import { distinctNames } from './table/columnNames.js';
import { AgateTable, type AgateTypeName } from './table.js';

export interface SeedOptions {
  /** One character; default ','. */
  readonly delimiter?: string;
  /** Names of columns read as text whatever they hold (those with column_types). */
  readonly textColumns?: readonly string[];
  /** Path shown in errors; default: the file as given. */
  readonly shownAs?: string;
}

/**
 * Reads a seed file as dbt does: UTF-8 with or without a byte order mark, first line names the columns, types inferred.
 * Throws XformError with file:line for what cannot be read so: 'compilation' for a wrong shape, 'runtime' for wrong text.
 */
export function readSeedTable(file: string, options: SeedOptions = {}): AgateTable {
  const shown = options.shownAs ?? file;
  return parseSeed(readText(file, shown), { ...options, shownAs: shown });
}

/** The same from the file's text. */
export function parseSeed(text: string, options: SeedOptions & { readonly shownAs: string }): AgateTable {
  const [header, ...rows] = parseCsv(text, options.delimiter ?? ',', options.shownAs);
  if (header === undefined || header.cells.length === 0) {
    throw new XformError('compilation', 'the seed file is empty', {
      place: { file: options.shownAs, line: 1 },
      hint: 'Its first line must name the columns, separated by commas.',
    });
  }
  const names = distinctNames(header.cells);
  checkLengths(rows, names.length, options);
  const forced = new Set(options.textColumns);
  const types = names.map((name, i) =>
    forced.has(name) ? 'Text' : inferType(rows.map(({ cells }): RawCell => cells[i] ?? null)),
  );
  return new AgateTable(names, types, {
    rowCount: rows.length,
    column: (i) => rows.map(({ cells }): Value => parseCell(cells[i] ?? null, types[i]!)),
  });
}

/** Names and types of a seed's columns. */
export function inferSeedTypes(
  file: string,
  options: SeedOptions = {},
): readonly { readonly name: string; readonly type: AgateTypeName }[] {
  const table = readSeedTable(file, options);
  return table.columnNames.map((name, i) => ({ name, type: table.columnTypes[i]! }));
}

/** Short rows are filled with nulls, long ones are an error, as in dbt. */
function checkLengths(
  rows: readonly CsvRecord[],
  width: number,
  { shownAs, delimiter = ',' }: SeedOptions & { readonly shownAs: string },
): void {
  const [first, ...others] = rows.filter((row) => row.cells.length > width);
  if (first === undefined) return;
  throw new XformError(
    'compilation',
    `this row has ${first.cells.length} cells, but the header names ${width} columns`,
    {
      place: { file: shownAs, line: first.line },
      hint: `Put a cell that contains '${delimiter}' in double quotes, or name the extra column in the first line.`,
      notes:
        others.length === 0
          ? []
          : [`${others.length} more ${others.length === 1 ? 'row has' : 'rows have'} too many cells.`],
    },
  );
}

function readText(file: string, shown: string): string {
  let data: Buffer;
  try {
    data = readFileSync(file);
  } catch (error) {
    throw new XformError('runtime', `cannot read the seed file: ${(error as Error).message}`, {
      place: { file: shown },
      hint: 'Check that the file exists and may be read.',
    });
  }
  if (!isUtf8(data)) throw notUtf8(data, shown);
  const text = data.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function notUtf8(data: Buffer, file: string): XformError {
  const utf16 = (data[0] === 0xff && data[1] === 0xfe) || (data[0] === 0xfe && data[1] === 0xff);
  if (utf16) {
    return new XformError('runtime', 'the seed file is encoded in UTF-16', {
      place: { file, line: 1, column: 1 },
      hint: 'Save it again as UTF-8.',
    });
  }
  let line = 1;
  let start = 0;
  for (;;) {
    const end = data.indexOf(10, start);
    const bytes = data.subarray(start, end < 0 ? undefined : end);
    if (!isUtf8(bytes) || end < 0) {
      const column = [...bytes.toString('utf8').split('\ufffd')[0]!].length + 1;
      return new XformError('runtime', 'the seed file is not UTF-8: this character cannot be read', {
        place: { file, line, column },
        hint: 'Save the file again as UTF-8 (it is probably in Latin-1 or Windows-1252).',
      });
    }
    start = end + 1;
    line++;
  }
}
