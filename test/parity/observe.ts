import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { DatabaseAnswer, ManifestAnswer, ResultAnswer } from './golden.js';

const NODE_FIELDS = [
  'resource_type',
  'alias',
  'schema',
  'database',
  'relation_name',
  'fqn',
  'tags',
  'config',
  'description',
  'path',
  'original_file_path',
  'patch_path',
  'access',
  'version',
  'latest_version',
  'group',
  'identifier',
  'loader',
]; // prettier-ignore
const COLUMN_FIELDS = ['description', 'data_type', 'tags', 'meta'];
const SECTIONS = ['nodes', 'sources', 'exposures', 'unit_tests', 'functions'];

type Json = Record<string, unknown>;

export function squeeze(text: string): string {
  return text.split(/\s+/).filter(Boolean).join(' ');
}

function own(id: string): boolean {
  return !['dbt', 'dbt_duckdb'].includes(id.split('.')[1]!);
}

function artifact(root: string, name: string): Json | undefined {
  const file = join(root, 'target', name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Json) : undefined;
}

/** The fields of the manifest that cases compare, as record.py picks them. */
export function manifestPart(root: string): ManifestAnswer {
  const manifest = artifact(root, 'manifest.json')!;
  const nodes: Record<string, Json> = {};
  for (const section of SECTIONS) {
    for (const [id, node] of Object.entries(manifest[section] as Record<string, Json>)) {
      if (!own(id)) continue;
      const kept: Json = {};
      for (const field of NODE_FIELDS) if (field in node) kept[field] = node[field];
      kept['depends_on'] = [...((node['depends_on'] as { nodes?: string[] })?.nodes ?? [])].sort();
      kept['columns'] = Object.fromEntries(
        Object.entries((node['columns'] ?? {}) as Record<string, Json>).map(([name, column]) => [
          name,
          Object.fromEntries(COLUMN_FIELDS.map((field) => [field, column[field] ?? null])),
        ]),
      );
      nodes[id] = kept;
    }
  }
  return { nodes, disabled: Object.keys(manifest['disabled'] as Json).sort() };
}

export function resultsPart(root: string): Record<string, ResultAnswer> | undefined {
  const results = artifact(root, 'run_results.json')?.['results'] as Json[] | undefined;
  if (results === undefined) return undefined;
  const recorded: Record<string, ResultAnswer> = {};
  for (const result of results) {
    recorded[String(result['unique_id'])] = {
      status: String(result['status']),
      message: result['message'] as string | null,
      failures: result['failures'] as number | null,
      ...(result['compiled_code'] ? { compiled: squeeze(String(result['compiled_code'])) } : {}),
      ...(result['relation_name'] ? { relation: String(result['relation_name']) } : {}),
    };
  }
  return recorded;
}

export function freshnessPart(root: string): Json | undefined {
  const results = artifact(root, 'sources.json')?.['results'] as Json[] | undefined;
  return (
    results &&
    Object.fromEntries(
      results.map((each) => [
        each['unique_id'],
        { status: each['status'], max_loaded_at: each['max_loaded_at'] ?? null },
      ]),
    )
  );
}

/** Runs `use` on a connection to the case's database and closes everything. */
export async function withDatabase<T>(
  path: string,
  use: (query: (sql: string) => Promise<(string | null)[][]>) => Promise<T>,
): Promise<T> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  try {
    return await use(async (sql) => {
      const reader = await connection.runAndReadAll(sql);
      return reader.getRows() as (string | null)[][];
    });
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Every relation with its kind, columns, types and rows as text. */
export function databasePart(path: string, volatile: readonly string[]): Promise<DatabaseAnswer> {
  if (!existsSync(path)) return Promise.resolve({});
  return withDatabase(path, async (query) => {
    const recorded: Record<string, DatabaseAnswer[string]> = {};
    const tables = await query(
      'select table_schema, table_name, table_type from information_schema.tables where table_catalog = current_database() order by all',
    );
    for (const [schema, name, kind] of tables as string[][]) {
      const columns = (await query(
        `select column_name, data_type from information_schema.columns where table_catalog = current_database() and table_schema = '${schema}' and table_name = '${name}' order by ordinal_position`,
      )) as string[][];
      const shown = columns.map(([column]) =>
        volatile.includes(`${name}.${column}`) || volatile.includes(`*.${column}`)
          ? `case when "${column}" is null then null else '<set>' end as "${column}"`
          : `"${column}"::varchar as "${column}"`,
      );
      const rows = await query(
        `select * from (select ${shown.join(', ')} from "${schema}"."${name}") order by all`,
      );
      recorded[`${schema}.${name}`] = { kind: kind!, columns, rows };
    }
    return recorded;
  });
}
