import { DuckDBInstance } from '@duckdb/node-api';
import type { ShadowCatalog } from '../../src/analysis/shadow/shadowCatalog.js';
import type { KnownRelation, RelationName, StatementLineage } from '../../src/analysis/types.js';

/** A statement, what it reads, and what lineage says of it. */
export interface Traced {
  readonly name: string;
  readonly sql: string;
  readonly relations: readonly KnownRelation[];
  readonly lineage: StatementLineage;
}

export interface Score {
  /** Claimed edges that were looked at. */
  edges: number;
  /** What the engine shows and lineage does not claim. */
  readonly missed: string[];
  /** What lineage claims and the engine does not need. */
  readonly needless: string[];
}

export function newScore(): Score {
  return { edges: 0, missed: [], needless: [] };
}

const claimKey = (relation: string, column: string): string => `${relation}\0${column.toLowerCase()}`;

/**
 * Takes each column out of the shadow catalog in turn: the statement must stop binding exactly when lineage says that it
 * reads the column. A relation's only column cannot be taken out.
 */
export async function scoreReads(traced: Traced, shadow: ShadowCatalog, score: Score): Promise<void> {
  const { name, sql, relations, lineage } = traced;
  const claimed = new Set(lineage.reads.map((ref) => claimKey(ref.relation, ref.column)));
  const text = sql.toLowerCase();
  for (const relation of relations) {
    if (relation.columns.length < 2) continue;
    for (const column of relation.columns) {
      // What is neither claimed nor in the text cannot be needed, where no star is.
      if (!text.includes('*') && !text.includes(column.name.toLowerCase())) continue;
      await shadow.define(
        relation.name,
        relation.columns.filter((each) => each !== column),
      );
      const needed = !('columns' in (await shadow.describe(sql)));
      const claims = claimed.has(claimKey(relation.id, column.name));
      if (claims) score.edges++;
      const told = `${name}: ${relation.id}.${column.name}`;
      if (needed && !claims) score.missed.push(told);
      if (claims && !needed) score.needless.push(told);
    }
    await shadow.define(relation.name, relation.columns);
  }
}

/** Data under statements: every relation is a view whose columns can be changed. */
export interface DataBench {
  run(sql: string): Promise<readonly (readonly unknown[])[]>;
  /** Counts of columns whose data change with which outputs, against what lineage claims. */
  scoreValues(traced: Traced, score: Score): Promise<void>;
  close(): void;
}

/** The table under a relation's view. */
export function dataTable({ schema, identifier }: RelationName): string {
  return `memory.data.${quoted(`${schema}.${identifier}`)}`;
}

/** `prepare` makes the data in `dataTable`s. Statements see views of the same columns under the relations' own names. */
export async function openDataBench(
  prepare: readonly string[],
  relations: readonly KnownRelation[],
): Promise<DataBench> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const run = async (sql: string): Promise<readonly (readonly unknown[])[]> =>
    (await connection.runAndReadAll(sql)).getRows();
  for (const statement of prepare) await run(statement);
  for (const relation of relations) await run(viewSql(relation));

  /** An order-free digest of each output column; undefined when the statement does not run on that data. */
  async function digests(sql: string, count: number): Promise<readonly string[] | undefined> {
    const names = Array.from({ length: count }, (_, i) => `c${i}`);
    const sums = names.map((name) => `sum(hash(${name})::hugeint)`).join(', ');
    const rows = await run(
      `select ${sums} from (${sql.replace(/[\s;]+$/, '')}\n) as q(${names.join(', ')})`,
    ).catch(() => undefined);
    return rows === undefined ? undefined : rows[0]!.map(String);
  }

  return {
    run,
    async scoreValues({ name, sql, relations: read, lineage }, score) {
      const count = lineage.columns.length;
      const [before, again] = [await digests(sql, count), await digests(sql, count)];
      if (before === undefined || again === undefined) return;
      const edges = lineage.columns.flatMap(({ value, influence }) => [...value, ...influence]);
      const claims = new Set([...lineage.reads, ...edges].map((ref) => claimKey(ref.relation, ref.column)));
      for (const relation of read) {
        for (const { name: column, type } of relation.columns) {
          if (!claims.has(claimKey(relation.id, column))) continue;
          for (const change of changesOf(column, type ?? '')) {
            await run(viewSql(relation, column, change));
            const after = await digests(sql, count);
            await run(viewSql(relation));
            if (after === undefined) continue;
            lineage.columns.forEach((output, i) => {
              if (before[i] === after[i] || before[i] !== again[i]) return;
              const own = [...output.value, ...output.influence].some(
                (edge) => edge.relation === relation.id && edge.column.toLowerCase() === column.toLowerCase(),
              );
              if (own) score.edges++;
              else score.missed.push(`${name}.${output.name} changes with ${relation.id}.${column}`);
            });
          }
        }
      }
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export function fullName({ database, schema, identifier }: RelationName): string {
  const parts = [database, schema, identifier].filter((part) => part !== null);
  return parts.map(quoted).join('.');
}

function viewSql({ name, columns }: KnownRelation, changed?: string, change?: string): string {
  const list = columns.map((column) =>
    column.name === changed ? `${change} as ${quoted(column.name)}` : quoted(column.name),
  );
  return `create or replace view ${fullName(name)} as select ${list.join(', ')} from ${dataTable(name)}`;
}

/** Other data for a column: every second row another value, and the values of all rows handed around. */
function changesOf(column: string, type: string): string[] {
  const name = quoted(column);
  const half = (other: string): string => `case when rowid % 2 = 0 then ${other} else ${name} end`;
  const shifted = `coalesce(lag(${name}) over (), ${name})`;
  if (/\]$|^(STRUCT|MAP|UNION)\(/.test(type)) return [shifted];
  if (/INT|DECIMAL|DOUBLE|FLOAT|REAL/.test(type)) return [half(`(${name} + 1)`), shifted];
  if (/^(DATE|TIMESTAMP)/.test(type)) return [half(`(${name} + interval 1 day)::${type}`), shifted];
  if (type === 'VARCHAR') return [half(`${name} || 'x'`), shifted];
  if (type === 'BOOLEAN') return [half(`not ${name}`), shifted];
  return [shifted];
}
