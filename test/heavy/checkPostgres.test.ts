import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { createPolyglotLineage } from '../../src/analysis/lineage/polyglotLineage.js';
import type { KnownRelation } from '../../src/analysis/types.js';
import { findPostgres, startServer } from '../engines/postgres/server.js';
import { RELATIONS, STATEMENTS } from '../unit/analysis/statements.js';
import { createRandom, mutantsOf } from './sqlMutants.js';
import { loadBenchmark, relationsIn } from './tpcQueries.js';

const programs = findPostgres();
if (programs === undefined)
  console.log('skipped: mistakes on PostgreSQL (no initdb and pg_ctl on this machine)');
const TYPES = ['date', 'integer[]', 'boolean', 'interval', 'varchar'];
interface Group {
  readonly schema: string;
  readonly relations: readonly KnownRelation[];
  readonly statements: readonly { readonly name: string; readonly sql: string }[];
}

/** What PostgreSQL says of a name: no such column, no such table, ambiguous. */
const NAME_ERRORS = new Set(['42703', '42P01', '42702']);

async function openShop(port: number, groups: readonly Group[]): Promise<pg.Client> {
  const open = async (database: string): Promise<pg.Client> => {
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database });
    await client.connect();
    return client;
  };
  const first = await open('postgres');
  await first.query('create database shop');
  await first.end();
  const shop = await open('shop');
  for (const { schema, relations } of groups) {
    await shop.query(`create schema ${schema}`);
    for (const { name, columns } of relations) {
      const list = columns.map(
        (each) => `"${each.name}" ${each.type!.replace('DOUBLE', 'double precision')}`,
      );
      await shop.query(`create table ${schema}."${name.identifier}" (${list.join(', ')})`);
    }
  }
  await shop.query('set search_path = tpch');
  return shop;
}

const server = programs === undefined ? undefined : await startServer(programs);
afterAll(() => server?.remove());

describe.skipIf(programs === undefined)('mistakes on PostgreSQL, which has no binder here', () => {
  it('are found where PREPARE refuses a name, and valid statements are left alone', async () => {
    const tpch = await loadBenchmark('tpch');
    const groups: readonly Group[] = [
      {
        schema: 'main',
        relations: RELATIONS,
        statements: Object.entries(STATEMENTS).map(([name, sql]) => ({ name, sql })),
      },
      { schema: 'tpch', relations: tpch?.relations ?? [], statements: tpch?.queries ?? [] },
    ];
    const shop = await openShop(server!.port, groups);
    const refusal = async (sql: string): Promise<string | undefined> => {
      try {
        await shop.query(`prepare attempt as ${sql.replace(/[\s;]+$/, '')}`);
        await shop.query('deallocate attempt');
        return undefined;
      } catch (error) {
        return (error as pg.DatabaseError).code ?? 'unknown';
      }
    };
    const provider = await createPolyglotLineage('postgresql');
    const random = createRandom(7);
    const count = { statements: 0, mutants: 0, refused: 0, caught: 0, names: 0, namesCaught: 0, placed: 0 };
    /** By PostgreSQL's code: what takes types to tell. */
    const missed = new Map<string, number>();
    const wrong: string[] = [];
    for (const { name, sql, relations } of groups.flatMap((group) =>
      group.statements.map((each) => ({ ...each, relations: group.relations })),
    )) {
      if ((await refusal(sql)) !== undefined) continue;
      const read = relationsIn(sql, relations);
      const valid = provider.trace(sql, read);
      count.statements++;
      expect(valid.problems, name).toEqual([]);
      const columns = read.flatMap((relation) => relation.columns.map((column) => column.name));
      for (const mutant of mutantsOf(sql, columns, TYPES, random)) {
        count.mutants++;
        const code = await refusal(mutant.code);
        const [problem] = provider.trace(mutant.code, read).problems;
        const told = `${name}: ${mutant.kind} ${mutant.was} -> ${mutant.text}: ${code} ${JSON.stringify(problem)}`;
        if (code === undefined) {
          if (problem !== undefined) wrong.push(`false: ${told}`);
          continue;
        }
        count.refused++;
        if (problem !== undefined) count.caught++;
        else missed.set(code, (missed.get(code) ?? 0) + 1);
        if (!NAME_ERRORS.has(code)) continue;
        count.names++;
        if (problem === undefined) wrong.push(told);
        else {
          count.namesCaught++;
          const at = problem.position ?? -1;
          const isHere = Math.abs(at - mutant.at) <= mutant.was.length + mutant.text.length;
          if (isHere || mutant.kind === 'drop' || mutant.code.slice(at).startsWith(mutant.was))
            count.placed++;
        }
      }
    }
    await shop.end();
    console.log(
      `${JSON.stringify(count)}; missed ${JSON.stringify([...missed])}\n${wrong.slice(0, 20).join('\n')}`,
    );
    expect(wrong.filter((text) => text.startsWith('false'))).toEqual([]);
    expect(count.namesCaught / count.names).toBeGreaterThanOrEqual(0.95);
    expect(count.placed / count.names).toBeGreaterThanOrEqual(0.95);
  });
});
