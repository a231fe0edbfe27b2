import type { Value } from '../../jinja/values/types.js';
import { createTable } from '../table.js';
import type { AdapterMethod, AdapterSession } from '../types.js';
import { describeTable, readCatalog } from './catalog.js';

const RELATION_COLUMNS = ['database', 'name', 'schema', 'type'].map((name) => ({ name, type: 'string' }));

interface ListedRelation {
  readonly schema: string;
  readonly name: string;
  readonly type: 'table' | 'view';
}

/** Tables and views of a schema; a schema that is not there has none. */
async function listRelations(session: AdapterSession, schema: string): Promise<ListedRelation[]> {
  const read = async (what: string): Promise<string[]> => {
    const { rows, columns } = await session.connection.execute(`show ${what} in ${schema}`, { fetch: true });
    const temporary = columns.findIndex((column) => column.name === 'isTemporary');
    return rows.filter((row) => row[temporary] !== true).map((row) => String(row[1]));
  };
  try {
    const views = new Set(await read('views'));
    // `show tables` has the views of the session catalogue as well, not those of others.
    const names = new Set([...(await read('tables')), ...views]);
    return [...names].map((name) => ({ schema, name, type: views.has(name) ? 'view' : 'table' }));
  } catch (error) {
    if (/SCHEMA_NOT_FOUND|NoSuchNamespace|NoSuchDatabase/i.test(String((error as Error).message))) return [];
    throw error;
  }
}

async function listCatalog(session: AdapterSession, schemas: Value): Promise<Value> {
  const relations: ListedRelation[] = [];
  for (const schema of [...schemas]) relations.push(...(await listRelations(session, String(schema))));
  return readCatalog(session, relations);
}

/** Methods of `adapter` that only Spark has. */
export const methods: readonly AdapterMethod[] = [
  {
    name: 'relations_in_schema',
    parameters: ['schema'],
    parseValue: () => createTable(RELATION_COLUMNS, []),
    run: async (session, schema) => {
      const relations = await listRelations(session, String(schema));
      return createTable(
        RELATION_COLUMNS,
        relations.map((relation) => [null, relation.name, relation.schema, relation.type]),
      );
    },
  },
  {
    name: 'catalog_of_schemas',
    parameters: ['schemas'],
    parseValue: () => null,
    run: listCatalog,
  },
  {
    /** `delta`, `iceberg`, `parquet`; none when the server does not say. */
    name: 'provider_of',
    parameters: ['relation'],
    parseValue: () => null,
    run: async (session, relation) => {
      const { facts } = await describeTable(session, relation.render());
      return facts.get('Provider')?.toLowerCase() || null;
    },
  },
];
