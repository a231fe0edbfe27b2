import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPolyglotLineage } from '../../src/analysis/lineage/polyglotLineage.js';
import { type BenchmarkQueries, loadBenchmark, relationsIn } from './tpcQueries.js';

/** A Python that has sqlglot. */
const PYTHON = process.env['XFORM_SQLGLOT_PYTHON'] ?? 'python3';
const hasSqlglot = spawnSync(PYTHON, ['-c', 'import sqlglot']).status === 0;
if (!hasSqlglot) console.log(`skipped: ${PYTHON} has no sqlglot (XFORM_SQLGLOT_PYTHON)`);

function askSqlglot({ queries, relations }: BenchmarkQueries): Record<string, string[][]> {
  const schema = Object.fromEntries(
    relations.map(({ name, columns }) => [
      name.identifier,
      Object.fromEntries(columns.map((column) => [column.name, column.type])),
    ]),
  );
  const { status, stdout, stderr } = spawnSync(PYTHON, [join(import.meta.dirname, 'sqlglotLineage.py')], {
    input: JSON.stringify(queries.map((query) => ({ ...query, schema }))),
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout) as Record<string, string[][]>;
}

describe.skipIf(!hasSqlglot)('lineage beside that of sqlglot', () => {
  it.each([
    'tpch',
    'tpcds',
  ] as const)('has the same columns behind every output, windows apart: %s', async (name) => {
    const benchmark = await loadBenchmark(name);
    if (benchmark === undefined) return;
    const theirs = askSqlglot(benchmark);
    const provider = await createPolyglotLineage('duckdb');
    const count = { columns: 0, same: 0, windows: 0 };
    const other: string[] = [];
    for (const query of benchmark.queries) {
      const { columns } = provider.trace(query.sql, relationsIn(query.sql, benchmark.relations));
      expect(columns.length, query.name).toBe(theirs[query.name]!.length);
      columns.forEach((column, i) => {
        const textOf = (edge: { relation: string; column: string }): string =>
          `${edge.relation.replace('source.tpc.', '')}.${edge.column.toLowerCase()}`;
        const values = new Set(column.value.map(textOf));
        const influence = new Set(column.influence.map(textOf));
        const leaves = theirs[query.name]![i]!;
        const more = leaves.filter((leaf) => !values.has(leaf));
        const fewer = [...values].filter((value) => !leaves.includes(value));
        count.columns++;
        if (more.length === 0 && fewer.length === 0) count.same++;
        // sqlglot takes what a window goes by for a source of the value; here that is influence.
        else if (fewer.length === 0 && more.every((leaf) => influence.has(leaf))) count.windows++;
        else other.push(`${query.name} ${column.name}: more ${more.join(', ')}, fewer ${fewer.join(', ')}`);
      });
    }
    console.log(`${name}: ${JSON.stringify(count)}`);
    expect(other).toEqual([]);
    expect(count.same / count.columns).toBeGreaterThan(0.95);
  });
});
