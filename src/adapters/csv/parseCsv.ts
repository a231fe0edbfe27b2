import { type CsvError, type Options, parse } from 'csv-parse/sync';
import { XformError } from '../../errors/error.js';

/**
 * The records of a CSV text; an empty line is a record without cells. Line ends of all systems are one, inside quotes
 * too, as Python reads text files. Throws XformError('runtime') with the line of what is broken.
 */
export function parseCsv(text: string, delimiter: string, file: string): string[][] {
  if ([...delimiter].length !== 1) {
    throw new XformError('runtime', `the delimiter of a seed must be one character, not '${delimiter}'`, {
      place: { file },
      hint: "Set config delimiter to a single character such as ';' or '|'.",
    });
  }
  const records = parseRecords(text, delimiter, file);
  return records.map((record) => (record.length === 1 && record[0] === '' ? [] : record));
}

function optionsFor(delimiter: string): Options {
  return { delimiter, record_delimiter: '\n', relax_column_count: true };
}

function parseRecords(text: string, delimiter: string, file: string): string[][] {
  const lines = oneLineEnd(text);
  try {
    return parse(lines, optionsFor(delimiter)) as string[][];
  } catch (error) {
    // A quote inside an unquoted cell is just a character (5" pipe); only then is the slower, laxer reading needed.
    if ((error as CsvError).code !== 'INVALID_OPENING_QUOTE')
      throw explain(error as CsvError, text, delimiter, file);
  }
  try {
    return parse(lines, { ...optionsFor(delimiter), relax_quotes: true }) as string[][];
  } catch (error) {
    throw explain(error as CsvError, text, delimiter, file);
  }
}

function oneLineEnd(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function explain(error: CsvError, text: string, delimiter: string, file: string): unknown {
  if (error.code === undefined) return error;
  // The reader is at the end of the file when it finds a quote open; the record it began is where to look.
  const open = error.code === 'CSV_QUOTE_NOT_CLOSED';
  const line = open ? lineOfRecord(text, delimiter, Number(error['records'])) : Number(error['lines']);
  const { message, hint } = PROBLEMS[error.code] ?? {
    message: `the CSV is broken: ${error.message}`,
    hint: 'Check the quotes and delimiters of this line.',
  };
  return new XformError('runtime', message, { place: { file, line }, hint });
}

const PROBLEMS: Readonly<Record<string, { readonly message: string; readonly hint: string }>> = {
  CSV_QUOTE_NOT_CLOSED: {
    message: 'a quoted cell is never closed',
    hint: 'Add the closing double quote; a double quote inside a quoted cell is written twice ("").',
  },
  CSV_INVALID_CLOSING_QUOTE: {
    message: 'there is text after the closing quote of a cell',
    hint: 'Write a double quote inside a quoted cell twice (""), or remove what follows the closing one.',
  },
};

/** Line at which a record begins; the header is record 0. */
export function lineOfRecord(text: string, delimiter: string, index: number): number {
  if (index === 0) return 1;
  const options = { ...optionsFor(delimiter), relax_quotes: true, raw: true, to: index };
  const records = parse(oneLineEnd(text), options) as unknown as { raw: string }[];
  return records.reduce((line, record) => line + record.raw.split('\n').length - 1, 1);
}
