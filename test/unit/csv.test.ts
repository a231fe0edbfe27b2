import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { inferSeedTypes, readSeedTable } from '../../src/adapters/csv.js';
import { type AgateTable, maxPrecision } from '../../src/adapters/table.js';
import { XformError } from '../../src/errors/error.js';
import { PyDateTime } from '../../src/jinja/modules/datetime.js';
import { pyRepr, pyStr } from '../../src/jinja/values/operations.js';

interface SeedCase {
  readonly text: string;
  readonly textColumns?: string[];
  readonly delimiter?: string;
  readonly names?: string[];
  readonly types?: string[];
  readonly decimals?: (number | null)[];
  readonly rows?: string[][];
  readonly error?: string;
}

const cases: SeedCase[] = JSON.parse(
  readFileSync(join(import.meta.dirname, '../fixtures/python/seeds.json'), 'utf8'),
).cases;
const folder = mkdtempSync(join(tmpdir(), 'seeds-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(content: string | Buffer): string {
  const file = join(folder, 'seed.csv');
  writeFileSync(file, content);
  return file;
}

function decimalsOf(table: AgateTable): (number | null)[] {
  return table.columnTypes.map((type, i) => (type === 'Number' ? maxPrecision(table.columnValues(i)) : null));
}

describe('seeds are read as dbt reads them', () => {
  it.each(cases.filter((c) => c.rows))('$text', ({ text, names, types, decimals, rows, ...options }) => {
    const table = readSeedTable(write(text), options);
    const cells = table.cells.map((row) => row.map((v) => (v instanceof PyDateTime ? pyStr(v) : pyRepr(v))));
    expect({ names: table.columnNames, types: table.columnTypes, rows: cells }).toEqual({
      names,
      types,
      rows,
    });
    expect(decimalsOf(table)).toEqual(decimals);
  });

  it.each(cases.filter((c) => c.error))('fails: $text', ({ text, ...options }) => {
    expect(() => readSeedTable(write(text), options)).toThrow(XformError);
  });
});

/** The message, the place and the hint of what reading `content` throws. */
function problemOf(content: string | Buffer, delimiter?: string): Record<string, unknown> {
  try {
    readSeedTable(write(content), { delimiter, shownAs: 'seeds/s.csv' });
  } catch (error) {
    const { message, place, hint } = error as XformError;
    return { message, place, hint: hint !== undefined };
  }
  return {};
}

describe('broken seeds are explained', () => {
  const file = 'seeds/s.csv';

  it('a row with too many cells, behind a cell of several lines', () => {
    expect(problemOf('a,b\n"x\ny",1\n\n1,2,3\n4,5,6\n')).toEqual({
      message: 'this row has 3 cells, but the header names 2 columns',
      place: { file, line: 5 },
      hint: true,
    });
  });

  it('a quote that is never closed: the line that opens it', () => {
    expect(problemOf('a,b\n1,2\n3,"x\n4,5\n')).toEqual({
      message: 'a quoted cell is never closed',
      place: { file, line: 3 },
      hint: true,
    });
  });

  it('bytes that are not UTF-8: line and column', () => {
    const latin1 = Buffer.from('a,b\n1,2\nx,caf\xe9\n', 'latin1');
    expect(problemOf(latin1)).toMatchObject({ place: { file, line: 3, column: 6 }, hint: true });
  });

  it('UTF-16', () => {
    const data = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a\n1\n', 'utf16le')]);
    expect(problemOf(data)).toMatchObject({ message: 'the seed file is encoded in UTF-16', hint: true });
  });

  it('an empty file', () => {
    expect(problemOf('')).toEqual({
      message: 'the seed file is empty',
      place: { file, line: 1 },
      hint: true,
    });
  });

  it('a delimiter of two characters', () => {
    expect(problemOf('a||b\n', '||')).toMatchObject({ place: { file }, hint: true });
  });

  it('a file that is not there', () => {
    expect(() => readSeedTable(join(folder, 'no.csv'))).toThrow(/cannot read the seed file/);
  });
});

describe('inferSeedTypes', () => {
  it('names the columns and their types', () => {
    expect(inferSeedTypes(write('id,at\n1,2020-01-01 10:00:00\n'))).toEqual([
      { name: 'id', type: 'Number' },
      { name: 'at', type: 'DateTime' },
    ]);
  });
});
