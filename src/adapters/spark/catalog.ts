import type { Value } from '../../jinja/values/types.js';
import { createTable } from '../table.js';
import type { AdapterSession } from '../types.js';

/** Columns of a catalogue's rows, as `docs generate` reads them. */
const COLUMNS = [
  'table_database',
  'table_schema',
  'table_name',
  'table_type',
  'table_owner',
  'table_comment',
  'column_name',
  'column_index',
  'column_type',
  'column_comment',
].map((name) => ({ name, type: name === 'column_index' ? 'bigint' : 'string' }));

interface DescribedColumn {
  readonly name: string;
  readonly type: string;
  readonly comment: string | null;
}

/** What `describe table extended` says: the columns first, then, after a line without a name, facts about the table. */
export interface TableDescription {
  readonly columns: readonly DescribedColumn[];
  /** `Provider`, `Owner`, `Comment`, `Type` and others. */
  readonly facts: ReadonlyMap<string, string>;
}

export async function describeTable(session: AdapterSession, name: string): Promise<TableDescription> {
  const { rows } = await session.connection.execute(`describe table extended ${name}`, { fetch: true });
  const end = rows.findIndex(([first]) => !first || String(first).startsWith('#'));
  const own = end < 0 ? rows : rows.slice(0, end);
  return {
    columns: own.map(([column, type, comment]) => ({
      name: String(column),
      type: String(type),
      comment: comment ? String(comment) : null,
    })),
    facts: new Map(rows.slice(own.length).map(([fact, value]) => [String(fact), String(value ?? '')])),
  };
}

/** One row a column, of all tables and views of the schemas. */
export async function readCatalog(
  session: AdapterSession,
  relations: readonly { readonly schema: string; readonly name: string; readonly type: string }[],
): Promise<Value> {
  const rows: Value[][] = [];
  for (const { schema, name, type } of relations) {
    const { columns, facts } = await describeTable(session, `\`${schema}\`.\`${name}\``);
    const comment = facts.get('Comment') || null;
    columns.forEach((column, i) => {
      rows.push([
        null,
        schema,
        name,
        type,
        facts.get('Owner') || null,
        comment,
        column.name,
        i,
        column.type,
        column.comment,
      ]);
    });
  }
  return createTable(COLUMNS, rows);
}
