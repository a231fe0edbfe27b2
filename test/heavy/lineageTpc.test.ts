import { describe, expect, it } from 'vitest';
import { createPolyglotLineage } from '../../src/analysis/lineage/polyglotLineage.js';
import { openShadowCatalog } from '../../src/analysis/shadow/shadowCatalog.js';
import { dataTable, newScore, openDataBench, scoreReads, type Traced } from '../support/lineageEngine.js';
import { type Benchmark, loadBenchmark, loadStatement, relationsIn } from './tpcQueries.js';

/** `everyNth`: data are changed under some queries only, where all of them would take minutes. */
const BENCHMARKS: readonly { name: Benchmark; generate: string; everyNth: number }[] = [
  { name: 'tpch', generate: 'call dbgen(sf = 0.01)', everyNth: 1 },
  {
    name: 'tpcds',
    generate: 'call dsdgen(sf = 0.01)',
    everyNth: Number(process.env['XFORM_TPCDS_EVERY'] ?? 6),
  },
];

const loaded = await Promise.all(BENCHMARKS.map(({ name }) => loadBenchmark(name)));
const provider = await createPolyglotLineage('duckdb');

describe.each(BENCHMARKS.map((benchmark, i) => ({ ...benchmark, ...loaded[i] })))('$name', (benchmark) => {
  const { name, generate, everyNth, relations = [], queries = [] } = benchmark;
  const traced = queries.map((query): Traced => {
    const read = relationsIn(query.sql, relations);
    return { ...query, relations: read, lineage: provider.trace(query.sql, read) };
  });

  it.skipIf(queries.length === 0)('names the columns that DuckDB cannot do without', async () => {
    expect(traced.filter(({ lineage }) => lineage.unknown !== undefined)).toEqual([]);
    expect(traced.flatMap(({ lineage }) => lineage.problems)).toEqual([]);
    const shadow = await openShadowCatalog({ databases: ['memory'] });
    for (const relation of relations) await shadow.define(relation.name, relation.columns);
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

  it.skipIf(queries.length === 0)('claims every output that changes with a column', async () => {
    const tables = relations.map(
      (relation) => `create table ${dataTable(relation.name)} as from generated.${relation.name.identifier}`,
    );
    const prepare = [
      loadStatement(name),
      'create schema generated',
      'use generated',
      generate,
      'use memory.main',
    ];
    const bench = await openDataBench([...prepare, 'create schema data', ...tables], relations);
    const score = newScore();
    for (const [i, each] of traced.entries()) if (i % everyNth === 0) await bench.scoreValues(each, score);
    bench.close();
    console.log(`${name}: ${score.edges} changed outputs, ${score.missed.length} not claimed`);
    expect(score.missed).toEqual([]);
    expect(score.edges).toBeGreaterThan(100);
  });
});
