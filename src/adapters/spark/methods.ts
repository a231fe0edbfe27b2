import type { Value } from '../../jinja/values/types.js';
import { createTable } from '../table.js';
import type { AdapterMethod, AdapterSession } from '../types.js';

const RELATION_COLUMNS = ['database', 'name', 'schema', 'type'].map((name) => ({ name, type: 'string' }));

/** Tables and views of a schema; a schema that is not there has none. */
async function listRelations(session: AdapterSession, schema: string): Promise<Value> {
  const read = async (what: string): Promise<string[]> => {
    const { rows, columns } = await session.connection.execute(`show ${what} in ${schema}`, { fetch: true });
    const temporary = columns.findIndex((column) => column.name === 'isTemporary');
    return rows.filter((row) => row[temporary] !== true).map((row) => String(row[1]));
  };
  try {
    const views = new Set(await read('views'));
    // `show tables` has the views of the session catalogue as well, not those of others.
    const names = new Set([...(await read('tables')), ...views]);
    const rows = [...names].map((name) => [null, name, schema, views.has(name) ? 'view' : 'table']);
    return createTable(RELATION_COLUMNS, rows);
  } catch (error) {
    if (/SCHEMA_NOT_FOUND|not found|NoSuchNamespace/i.test(String((error as Error).message))) {
      return createTable(RELATION_COLUMNS, []);
    }
    throw error;
  }
}

/** `delta`, `iceberg`, `parquet`; null when the server does not say. */
async function findProvider(session: AdapterSession, relation: Value): Promise<string | null> {
  const { rows } = await session.connection.execute(`describe table extended ${relation.render()}`, {
    fetch: true,
  });
  const provider = rows.find(([name]) => name === 'Provider')?.[1];
  return provider ? String(provider).toLowerCase() : null;
}

/** Methods of `adapter` that only Spark has. */
export const methods: readonly AdapterMethod[] = [
  {
    name: 'relations_in_schema',
    parameters: ['schema'],
    parseValue: () => createTable(RELATION_COLUMNS, []),
    run: (session, schema) => listRelations(session, String(schema)),
  },
  {
    name: 'provider_of',
    parameters: ['relation'],
    parseValue: () => null,
    run: (session, relation) => findProvider(session, relation),
  },
];
