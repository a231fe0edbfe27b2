import { parseCsv } from '../../adapters/csv/parseCsv.js';
import { strip } from '../../jinja/values/strings.js';
import { isPlainObject } from '../../jinja/values/typeName.js';
import { isPyObject, type Value } from '../../jinja/values/types.js';
import { stemOf } from '../../manifest/ids.js';
import { type Mapping, mappingGet } from '../../project/mapping.js';
import type { Package } from '../../project/types.js';
import { didYouMean } from '../../util/didYouMean.js';
import { readText } from '../readText.js';
import type { ParseSession } from '../session.js';
import { optionalText, type ValueReader } from './valueReader.js';

const FORMATS = ['csv', 'dict', 'sql'];

export interface FixtureRows {
  /** Rows as dicts, or SQL text. */
  readonly rows: Value;
  readonly format: string;
  readonly fixture: string | null;
}

/** Rows of a `given` or of `expect` (features H14); `file` stands in for what the entry says. */
export function readFixture(
  session: ParseSession,
  owner: Package,
  item: Mapping,
  reader: ValueReader,
  file?: { readonly text: string; readonly keepEmpty: boolean },
): FixtureRows {
  const format = optionalText(mappingGet(item, 'format'), 'format', reader) ?? 'dict';
  if (!FORMATS.includes(format)) {
    throw reader
      .at('format')
      .error(`'${format}' is not one of ${FORMATS.join(', ')}`, didYouMean(format, FORMATS));
  }
  const fixture = optionalText(mappingGet(item, 'fixture'), 'fixture', reader) ?? null;
  const given = mappingGet(item, 'rows') ?? null;
  if (fixture !== null && given !== null)
    throw reader.error("Both 'rows' and 'fixture' are given", 'Keep one of them.');
  if (fixture !== null && format === 'dict') {
    throw reader.error(`The fixture '${fixture}' needs a format`, 'Write format: csv or format: sql.');
  }
  const source =
    file?.text ?? (fixture === null ? given : fixtureText(session, owner, fixture, format, reader));
  const rows = rowsOf(source, format, reader, file?.keepEmpty === true);
  return { rows, format, fixture };
}

function rowsOf(source: Value, format: string, reader: ValueReader, keepEmpty: boolean): Value {
  if (format === 'dict') {
    if (source !== null && !Array.isArray(source))
      throw reader.at('rows').error("'rows' is not a list", 'Write rows: and below it - {id: 1}.');
    return fullRowFirst((source ?? []).map(isoDates));
  }
  if (source !== null && typeof source !== 'string') {
    throw reader
      .at('rows')
      .error(`'rows' in format ${format} is not text`, 'Write rows: | and the text below it, indented.');
  }
  if (format === 'sql') return source === null ? null : strip(source);
  return fullRowFirst(csvRows(source ?? '', keepEmpty, reader.place().file));
}

/** The warehouse takes the types from the first row, so one without nulls goes there. */
function fullRowFirst(rows: Value[]): Value[] {
  const index = rows.findIndex((row) => Object.values(row).every((value) => value !== null));
  if (index > 0) [rows[0], rows[index]] = [rows[index], rows[0]];
  return rows;
}

/** Cells stay text, as dbt reads them; empty ones are null. */
function csvRows(text: string, keepEmpty: boolean, file: string): Value[] {
  const [header, ...records] = parseCsv(strip(text), ',', file).filter(({ cells }) => cells.length > 0);
  return records.map(({ cells }) =>
    Object.fromEntries(
      header!.cells.map((name, i) => [name, cells[i] === '' && !keepEmpty ? null : (cells[i] ?? null)]),
    ),
  );
}

function isoDates(row: Value): Value {
  if (!isPlainObject(row)) return row;
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, isDate(value) ? value.pyStr() : value]),
  );
}

function isDate(value: Value): boolean {
  return isPyObject(value) && (value.pyType === 'date' || value.pyType === 'datetime');
}

function fixtureText(
  session: ParseSession,
  owner: Package,
  name: string,
  format: string,
  reader: ValueReader,
): string {
  const fixtures = owner.files.filter((one) => one.kind === 'fixture');
  const file = fixtures.find((one) => stemOf(one.path) === name && one.path.endsWith(`.${format}`));
  if (file === undefined) {
    const near = didYouMean(
      name,
      fixtures.map((one) => stemOf(one.path)),
    );
    throw reader
      .at('fixture')
      .error(
        `File not found for fixture '${name}' in unit tests`,
        near ?? `Put ${name}.${format} into tests/fixtures.`,
      );
  }
  void session;
  return readText(file.absolutePath, file.path);
}
