import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  type DuckDBMaterializedResult,
  type DuckDBResult,
  type DuckDBType,
  DuckDBTypeId,
} from '@duckdb/node-api';
import type { Value } from '../../jinja/values/types.js';
import type { QueryResult, ResultColumn } from '../types.js';
import { findZone, utcZone, type ZoneAt } from '../zones.js';
import { hasFields, typeName } from './typeNames.js';
import { convertValue } from './values.js';

const NO_KEYWORDS: ReadonlySet<string> = new Set();
let keywords: Promise<ReadonlySet<string>> | undefined;

/** All rows of a materialized result, or the first `limit` of a streamed one, as Jinja values. */
export async function readResult(
  result: DuckDBResult,
  limit: number | undefined,
  connection: DuckDBConnection,
): Promise<Pick<QueryResult, 'columns' | 'rows'>> {
  const types = result.columnTypes();
  const rows: Value[][] = [];
  if (limit === undefined) {
    const materialized = result as DuckDBMaterializedResult;
    const count = materialized.chunkCount;
    const zone = types.some(hasZone) ? await sessionZone(connection) : utcZone;
    for (let i = 0; i < count; i++) appendRows(rows, materialized.getChunk(i), types, zone);
  } else {
    // Asking for the zone would end the stream, so the chunks are taken first.
    const chunks = await firstChunks(result, limit);
    const zone = types.some(hasZone) ? await sessionZone(connection) : utcZone;
    for (const chunk of chunks) appendRows(rows, chunk, types, zone);
    rows.length = Math.min(rows.length, limit);
  }
  return { columns: await readColumns(result, connection), rows };
}

async function firstChunks(result: DuckDBResult, limit: number): Promise<DuckDBDataChunk[]> {
  const chunks: DuckDBDataChunk[] = [];
  for (let count = 0; count < limit; ) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    chunks.push(chunk);
    count += chunk.rowCount;
  }
  return chunks;
}

async function readColumns(result: DuckDBResult, connection: DuckDBConnection): Promise<ResultColumn[]> {
  const columns: ResultColumn[] = [];
  for (let i = 0; i < result.columnCount; i++) {
    const type = result.columnLogicalType(i);
    const reserved = hasFields(type) ? await readKeywords(connection) : NO_KEYWORDS;
    columns.push({ name: result.columnName(i), type: typeName(type, reserved) });
  }
  return columns;
}

/** Words that DuckDB quotes in names of fields; the same for every database of this process. */
function readKeywords(connection: DuckDBConnection): Promise<ReadonlySet<string>> {
  keywords ??= connection
    .runAndReadAll('select distinct keyword_name from duckdb_keywords()')
    .then((reader) => new Set(reader.getRows().map((row) => String(row[0]))));
  keywords.catch(() => {
    keywords = undefined;
  });
  return keywords;
}

function appendRows(
  rows: Value[][],
  chunk: DuckDBDataChunk,
  types: readonly DuckDBType[],
  zone: ZoneAt,
): void {
  const start = rows.length;
  for (let row = 0; row < chunk.rowCount; row++) rows.push(new Array(types.length));
  for (let column = 0; column < types.length; column++) {
    const type = types[column]!;
    chunk.visitColumnValues(column, (value, row) => {
      rows[start + row]![column] = convertValue(value, type, zone);
    });
  }
}

/** Whether a type holds a TIMESTAMPTZ anywhere. */
function hasZone(type: DuckDBType): boolean {
  return type.typeId === DuckDBTypeId.TIMESTAMP_TZ || type.toString().includes('TIMESTAMP WITH TIME ZONE');
}

async function sessionZone(connection: DuckDBConnection): Promise<ZoneAt> {
  const reader = await connection.runAndReadAll("select current_setting('TimeZone')");
  return findZone(String(reader.getRows()[0]?.[0] ?? 'UTC'));
}
