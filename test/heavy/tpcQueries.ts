import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { KnownRelation } from '../../src/analysis/types.js';

export type Benchmark = 'tpch' | 'tpcds';

/** Where `<name>.duckdb_extension` files are that are not installed; unset: only what DuckDB finds by itself. */
const EXTENSIONS = process.env['XFORM_DUCKDB_EXTENSIONS'];

/** The statement that loads DuckDB's extension of that benchmark. */
export function loadStatement(name: Benchmark): string {
  const file = EXTENSIONS === undefined ? undefined : join(EXTENSIONS, `${name}.duckdb_extension`);
  return file !== undefined && existsSync(file) ? `load '${file.replaceAll("'", "''")}'` : `load ${name}`;
}

export interface BenchmarkQueries {
  readonly relations: readonly KnownRelation[];
  readonly queries: readonly { readonly name: string; readonly sql: string }[];
}

/** Tables and queries of a benchmark; undefined, with the reason printed, where its extension cannot be loaded. */
export async function loadBenchmark(name: Benchmark): Promise<BenchmarkQueries | undefined> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run(loadStatement(name));
    return await readBenchmark(connection, name);
  } catch (error) {
    const reason = (error as Error).message.split('\n')[0];
    console.log(`skipped: ${name} (${reason}; XFORM_DUCKDB_EXTENSIONS may name a folder with the extension)`);
    return undefined;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function readBenchmark(connection: DuckDBConnection, name: Benchmark): Promise<BenchmarkQueries> {
  await connection.run(name === 'tpch' ? 'call dbgen(sf = 0)' : 'call dsdgen(sf = 0)');
  const rows = await connection.runAndReadAll(
    `select table_name, column_name, data_type from information_schema.columns
    where table_schema = 'main' and table_name not like '%_info' order by table_name, ordinal_position`,
  );
  const columns = rows.getRows().map((row) => row.map(String) as [string, string, string]);
  const queries = await connection.runAndReadAll(`select query_nr, query from ${name}_queries() order by 1`);
  const tables = [...new Set(columns.map(([table]) => table))];
  return {
    relations: tables.map((table) => ({
      id: `source.tpc.${table}`,
      name: { database: 'memory', schema: 'main', identifier: table },
      columns: columns
        .filter(([owner]) => owner === table)
        .map(([, column, type]) => ({ name: column, type })),
      origin: 'given',
    })),
    queries: queries.getRows().map(([number, sql]) => ({ name: `${name} ${number}`, sql: String(sql) })),
  };
}

/** Those that the statement's text names. */
export function relationsIn(sql: string, relations: readonly KnownRelation[]): KnownRelation[] {
  return relations.filter(({ name }) => new RegExp(`\\b${name.identifier}\\b`, 'i').test(sql));
}
