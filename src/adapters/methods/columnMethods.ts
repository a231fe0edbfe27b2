import type { Value } from '../../jinja/values/types.js';
import { Column, stringType } from '../column.js';
import { Relation } from '../relation.js';
import { expectRelation } from './relationMethods.js';
import type { DatabaseMethod, MethodSession } from './types.js';

async function columnsOf(session: MethodSession, relation: Relation): Promise<Column[]> {
  return session.callMacro('get_columns_in_relation', [], { relation });
}

/** Widens text columns of `to` in which values of `from` would not fit. */
async function expandColumnTypes(session: MethodSession, from: Relation, to: Relation): Promise<null> {
  const source = await columnsOf(session, from);
  const target = new Map((await columnsOf(session, to)).map((column) => [column.name, column]));
  for (const column of source) {
    if (target.get(column.name)?.canExpandTo(column)) {
      await session.callMacro('alter_column_type', [], {
        relation: to,
        column_name: column.name,
        new_column_type: stringType(column.stringSize),
      });
    }
  }
  return null;
}

export const columnMethods: Readonly<Record<string, DatabaseMethod>> = {
  get_columns_in_relation: {
    parameters: ['relation'],
    parseValue: () => [],
    run: (session, relation) =>
      columnsOf(session, expectRelation('get_columns_in_relation', 'relation', relation)),
  },
  get_columns_in_table: {
    parameters: ['schema', 'identifier'],
    parseValue: () => [],
    run: (session, schema, identifier) =>
      columnsOf(
        session,
        Relation.create({
          dialect: session.plugin.dialect,
          database: session.credentials.database,
          schema,
          identifier,
          quotePolicy: session.facts.quoting,
        }),
      ),
  },
  get_missing_columns: {
    parameters: ['from_relation', 'to_relation'],
    parseValue: () => [],
    run: async (session, from, to) => {
      const known = await columnsOf(session, expectRelation('get_missing_columns', 'to_relation', to));
      const names = new Set(known.map((column) => column.name));
      const source = await columnsOf(session, expectRelation('get_missing_columns', 'from_relation', from));
      return source.filter((column) => !names.has(column.name));
    },
  },
  expand_target_column_types: {
    parameters: ['from_relation', 'to_relation'],
    parseValue: () => null,
    run: (session, from, to) =>
      expandColumnTypes(
        session,
        expectRelation('expand_target_column_types', 'from_relation', from),
        expectRelation('expand_target_column_types', 'to_relation', to),
      ),
  },
  get_column_schema_from_query: {
    parameters: ['sql'],
    parseValue: () => [],
    run: async (session, sql: Value) => {
      const { columns } = await session.slot.query(sql, { fetch: true, limit: 1, autoBegin: true });
      return columns.map(
        ({ name, type }) => new Column({ dialect: session.plugin.dialect, name, dtype: type }),
      );
    },
  },
};
