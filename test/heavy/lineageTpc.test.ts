import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import { createPolyglotLineage } from '../../src/analysis/lineage/polyglotLineage.js';
import { openShadowCatalog } from '../../src/analysis/shadow/shadowCatalog.js';
import type { KnownRelation } from '../../src/analysis/types.js';
import { dataTable, newScore, openDataBench, scoreReads, type Traced } from './lineageEngine.js';

/** Where `<name>.duckdb_extension` files are that are not installed; unset: only what DuckDB finds by itself. */
const EXTENSIONS = process.env['XFORM_DUCKDB_EXTENSIONS'];
const BENCHMARKS = [
  { name: 'tpch', generate: 'call dbgen(sf = 0.01)', everyNth: 1 },
  // All of them take minutes.
  { name: 'tpcds', generate: 'call dsdgen(sf = 0.01)', everyNth: 5 },
];

const loadable = new Map<string, string>();
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
for (const { name } of BENCHMARKS) {
  const file = EXTENSIONS === undefined ? undefined : join(EXTENSIONS, `${name}.duckdb_extension`);
  const load =
    file !== undefined && existsSync(file) ? `load '${file.replaceAll("'", "''")}'` : `load ${name}`;
  const works = await connection.run(load).then(
    () => true,
    () => false,
  );
  if (works) loadable.set(name, load);
  else console.warn(`skipped: DuckDB's extension ${name} cannot be loaded here (XFORM_DUCKDB_EXTENSIONS)`);
}
afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

describe.each(BENCHMARKS.filter(({ name }) => loadable.has(name)))('$name', {
  timeout: 600_000,
}, (benchmark) => {
  const { name } = benchmark;
  const generate = [
    loadable.get(name)!,
    'create schema generated',
    'use generated',
    benchmark.generate,
    'use memory.main',
  ];

  async function traceAll(): Promise<{ traced: Traced[]; relations: KnownRelation[] }> {
    const columns = await openDataBench(generate, []);
    const rows = await columns.run(
      `select table_name, column_name, data_type from information_schema.columns
      where table_schema = 'generated' order by table_name, ordinal_position`,
    );
    const queries = await columns.run(`select query_nr, query from ${name}_queries() order by 1`);
    columns.close();
    const relations = [...new Set(rows.map(([table]) => String(table)))].map(
      (table): KnownRelation => ({
        id: `source.tpc.${table}`,
        name: { database: 'memory', schema: 'main', identifier: table },
        columns: rows
          .filter((row) => row[0] === table)
          .map((row) => ({ name: String(row[1]), type: String(row[2]) })),
        origin: 'given',
      }),
    );
    const provider = await createPolyglotLineage('duckdb');
    const traced = queries.map(([number, query]): Traced => {
      const sql = String(query);
      const read = relations.filter(({ name: each }) =>
        new RegExp(`\\b${each.identifier}\\b`, 'i').test(sql),
      );
      return { name: `${name} ${number}`, sql, relations: read, lineage: provider.trace(sql, read) };
    });
    return { traced, relations };
  }

  it('names the columns that DuckDB cannot do without', async () => {
    const { traced, relations } = await traceAll();
    expect(
      traced
        .filter(({ lineage }) => lineage.unknown !== undefined)
        .map((each) => `${each.name}: ${each.lineage.unknown}`),
    ).toEqual([]);
    const shadow = await openShadowCatalog({ databases: ['memory'] });
    for (const { name: table, columns } of relations) await shadow.define(table, columns);
    const score = newScore();
    for (const each of traced) await scoreReads(each, shadow, score);
    await shadow.close();
    console.log(
      `${name}: ${traced.length} queries, ${score.edges} edges, ${score.missed.length} missed, ${score.needless.length} needless`,
    );
    expect(score.missed).toEqual([]);
    expect(score.needless.length / score.edges, score.needless.join('\n')).toBeLessThanOrEqual(0.02);
    expect(score.edges).toBeGreaterThan(200);
  });

  it('claims every output that changes with a column', async () => {
    const { traced, relations } = await traceAll();
    const tables = relations.map(
      (relation) => `create view ${dataTable(relation.name)} as from generated.${relation.name.identifier}`,
    );
    const bench = await openDataBench([...generate, 'create schema data', ...tables], relations);
    const score = newScore();
    for (const [i, each] of traced.entries())
      if (i % benchmark.everyNth === 0) await bench.scoreValues(each, score);
    bench.close();
    console.log(`${name}: ${score.edges} changed outputs, ${score.missed.length} not claimed`);
    expect(score.missed).toEqual([]);
    expect(score.edges).toBeGreaterThan(200);
  });
});
