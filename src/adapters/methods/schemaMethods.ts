import type { Value } from '../../jinja/values/types.js';
import { Relation } from '../relation.js';
import type { AgateTable } from '../table.js';
import type { AdapterSession } from '../types.js';
import { expectRelation } from './relationMethods.js';
import type { DatabaseMethod, MethodSession } from './types.js';

/** Names of a database's schemas, by the macro list_schemas. */
export async function listSchemas(session: AdapterSession, database: string | null): Promise<string[]> {
  const table: AgateTable = await session.callMacro('list_schemas', [], { database });
  return table.cells.map((row) => String(row[0]));
}

async function schemaExists(session: MethodSession, database: Value, schema: Value): Promise<boolean> {
  const relation = Relation.create({
    dialect: session.plugin.dialect,
    database,
    schema,
    identifier: 'INFORMATION_SCHEMA',
    quotePolicy: session.facts.quoting,
  });
  const table: AgateTable = await session.callMacro('check_schema_exists', [], {
    information_schema: relation.informationSchema(),
    schema,
  });
  return Number(table.cells[0]?.[0] ?? 0) > 0;
}

export const schemaMethods: Readonly<Record<string, DatabaseMethod>> = {
  check_schema_exists: {
    parameters: ['database', 'schema'],
    parseValue: () => false,
    run: schemaExists,
  },
  create_schema: {
    parameters: ['relation'],
    parseValue: () => null,
    run: async (session, given) => {
      const relation = expectRelation('create_schema', 'relation', given).withoutIdentifier();
      await session.callMacro('create_schema', [], { relation });
      await session.slot.commit();
      return null;
    },
  },
  drop_schema: {
    parameters: ['relation'],
    parseValue: () => null,
    run: async (session, given) => {
      const relation = expectRelation('drop_schema', 'relation', given);
      await session.callMacro('drop_schema', [], { relation: relation.withoutIdentifier() });
      await session.slot.commit();
      session.cache.dropSchema(relation.database, relation.schema);
      return null;
    },
  },
  list_schemas: {
    parameters: ['database'],
    parseValue: () => [],
    run: (session, database) => listSchemas(session, database),
  },
};
