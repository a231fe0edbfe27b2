import { XformError } from '../../errors/error.js';

/** A line of a CSV file; lines inside quotes belong to one record. */
export interface CsvRecord {
  readonly cells: readonly string[];
  /** Where it begins, 1-based. */
  readonly line: number;
}

/**
 * The records of a CSV text as Python's csv module reads them, with which dbt reads seeds: quotes count at the start of
 * a cell only, what follows a closing quote is kept, an empty line is a record without cells. All kinds of line ends
 * are one, inside quotes too. Throws XformError('runtime') where a quote is never closed, 'compilation' for
 * a delimiter that is none.
 */
export function parseCsv(text: string, delimiter: string, file: string): CsvRecord[] {
  if ([...delimiter].length !== 1) {
    throw new XformError('compilation', `the delimiter of a seed must be one character, not '${delimiter}'`, {
      place: { file },
      hint: "Set config delimiter to a single character such as ';' or '|'.",
    });
  }
  const reader = new CsvReader(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text, delimiter);
  const records: CsvRecord[] = [];
  while (!reader.atEnd()) {
    const { line } = reader;
    const cells = reader.record();
    if (cells === undefined) {
      throw new XformError('runtime', 'a quoted cell is never closed', {
        place: { file, line },
        hint: 'Add the closing double quote; a double quote inside a quoted cell is written twice ("").',
      });
    }
    records.push({ cells, line });
  }
  return records;
}

class CsvReader {
  line = 1;
  #at = 0;
  /** The next delimiter and line end from #at on; kept, so that the text is searched once. */
  #delimiter = -1;
  #lineEnd = -1;

  constructor(
    private readonly text: string,
    private readonly separator: string,
  ) {}

  atEnd(): boolean {
    return this.#at >= this.text.length;
  }

  /** The cells of the next record; undefined when a quote stays open. */
  record(): string[] | undefined {
    if (this.text[this.#at] === '\n') {
      this.#at++;
      this.line++;
      return [];
    }
    const cells: string[] = [];
    for (;;) {
      const quoted = this.text[this.#at] === '"' ? this.#quoted() : '';
      if (quoted === undefined) return undefined;
      const end = this.#endOfCell();
      cells.push(quoted + this.text.slice(this.#at, end));
      this.#at = end + this.separator.length;
      if (this.text.startsWith(this.separator, end)) continue;
      this.#at = end + 1;
      this.line++;
      return cells;
    }
  }

  #endOfCell(): number {
    if (this.#delimiter < this.#at) this.#delimiter = this.#find(this.separator);
    if (this.#lineEnd < this.#at) this.#lineEnd = this.#find('\n');
    return Math.min(this.#delimiter, this.#lineEnd);
  }

  #find(mark: string): number {
    const at = this.text.indexOf(mark, this.#at);
    return at < 0 ? this.text.length : at;
  }

  /** From behind an opening quote to behind its closing one. */
  #quoted(): string | undefined {
    const start = this.#at + 1;
    let close = start;
    for (;;) {
      close = this.text.indexOf('"', close);
      if (close < 0) return undefined;
      if (this.text[close + 1] !== '"') break;
      close += 2;
    }
    this.#at = close + 1;
    const inside = this.text.slice(start, close);
    for (let at = inside.indexOf('\n'); at >= 0; at = inside.indexOf('\n', at + 1)) this.line++;
    return inside.includes('"') ? inside.replaceAll('""', '"') : inside;
  }
}
