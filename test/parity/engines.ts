import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { Client } from 'pg';
import type { DatabaseAnswer } from './golden.js';

export type EngineName = 'duckdb' | 'postgres';

/** A database on which the cases run. */
export interface ParityEngine {
  readonly name: EngineName;
  /** Variables that the profile reads. */
  readonly env: Readonly<Record<string, string>>;
  /** Gives the case in `root` an empty database. */
  prepare(root: string): Promise<void>;
  query(root: string, sql: string): Promise<(string | null)[][]>;
  observe(root: string, volatile: readonly string[]): Promise<DatabaseAnswer>;
}

/** The file db.duckdb in the project. */
export const duckdb: ParityEngine = {
  name: 'duckdb',
  env: {},
  async prepare() {},
  async query(root, sql) {
    const instance = await DuckDBInstance.create(join(root, 'db.duckdb'));
    const connection = await instance.connect();
    try {
      const reader = await connection.runAndReadAll(sql);
      return reader.getRows() as (string | null)[][];
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  },
  async observe(root, volatile) {
    if (!existsSync(join(root, 'db.duckdb'))) return {};
    return relations((sql) => this.query(root, sql), volatile, {
      tables: `select table_schema, table_name, table_type from information_schema.tables
        where table_catalog = current_database() order by table_schema, table_name`,
      columns: (schema, name) => `select column_name, data_type from information_schema.columns
        where table_catalog = current_database() and table_schema = '${schema}' and table_name = '${name}'
        order by ordinal_position`,
    });
  },
};

/** The database `db` of a server on the loopback, made anew for each case. */
export function postgres(port: number): ParityEngine {
  const query = async (sql: string, database = 'db'): Promise<(string | null)[][]> => {
    const client = new Client({ host: '127.0.0.1', port, user: 'postgres', database });
    await client.connect();
    try {
      return (await client.query<(string | null)[]>({ text: sql, rowMode: 'array' })).rows;
    } finally {
      await client.end();
    }
  };
  return {
    name: 'postgres',
    env: { PARITY_PG_PORT: String(port) },
    async prepare() {
      await query('drop database if exists db with (force)', 'postgres');
      await query('create database db', 'postgres');
    },
    query: (_root, sql) => query(sql),
    observe: (_root, volatile) =>
      relations(query, volatile, {
        tables: `select table_schema, table_name, table_type from information_schema.tables
          where table_schema not in ('pg_catalog', 'information_schema') union all
          select schemaname, matviewname, 'MATERIALIZED VIEW' from pg_matviews order by 1, 2`,
        columns: (schema, name) => `select attname, format_type(atttypid, atttypmod) from pg_attribute
          where attrelid = '"${schema}"."${name}"'::regclass and attnum > 0 and not attisdropped order by attnum`,
      }),
  };
}

/** Every relation with its kind, columns, types and rows as text. */
async function relations(
  query: (sql: string) => Promise<(string | null)[][]>,
  volatile: readonly string[],
  catalog: { readonly tables: string; columns(schema: string, name: string): string },
): Promise<DatabaseAnswer> {
  const recorded: Record<string, DatabaseAnswer[string]> = {};
  for (const [schema, name, kind] of (await query(catalog.tables)) as string[][]) {
    const columns = (await query(catalog.columns(schema!, name!))) as string[][];
    const shown = columns.map(([column]) =>
      volatile.includes(`${name}.${column}`) || volatile.includes(`*.${column}`)
        ? `case when "${column}" is null then null else '<set>' end as "${column}"`
        : `cast("${column}" as varchar) as "${column}"`,
    );
    const rows =
      columns.length === 0 ? [] : await query(`select ${shown.join(', ')} from "${schema}"."${name}"`);
    recorded[`${schema}.${name}`] = { kind: kind!, columns, rows: rows.sort(compareRows) };
  }
  return recorded;
}

function compareRows(left: readonly (string | null)[], right: readonly (string | null)[]): number {
  const at = left.findIndex((cell, index) => cell !== right[index]);
  if (at < 0) return 0;
  const [a, b] = [left[at]!, right[at]!];
  if (a === null) return 1;
  return b === null || a < b ? -1 : 1;
}
