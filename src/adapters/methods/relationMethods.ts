import { XformError } from '../../errors/error.js';
import { raise } from '../../jinja/values/raise.js';
import { pyRepr } from '../../jinja/values/text.js';
import { typeName } from '../../jinja/values/typeName.js';
import { isPyObject, type Value } from '../../jinja/values/types.js';
import { Relation, relationTypesOf } from '../relation.js';
import type { AgateTable } from '../table.js';
import type { AdapterSession, Dialect } from '../types.js';
import type { DatabaseMethod, MethodFacts, MethodSession, PureMethod } from './types.js';

/** The argument as a relation; anything else is the template's mistake. */
export function expectRelation(method: string, parameter: string, value: Value): Relation {
  if (isPyObject(value) && value.pyType.endsWith('Relation') && 'render' in value) return value as Relation;
  return raise(
    `adapter.${method} expects a relation as '${parameter}', but got ${pyRepr(value)} (${typeName(value)})`,
  );
}

/**
 * The relations of a schema: from the cache, or listed now by the macro list_relations_without_caching, whose
 * result has the columns database, name, schema, type.
 */
export async function listRelations(
  session: AdapterSession,
  database: string | null,
  schema: string | null,
): Promise<Relation[]> {
  const { cache, plugin } = session;
  if (!cache.hasSchema(database, schema)) {
    const wanted = Relation.create({
      dialect: plugin.dialect,
      database,
      schema,
      quotePolicy: plugin.dialect.quoting,
    });
    const listed: AgateTable = await session.callMacro('list_relations_without_caching', [], {
      schema_relation: wanted.withoutIdentifier(),
    });
    cache.setSchema(
      database,
      schema,
      listed.cells.map((row) => relationFromRow(session, row)),
    );
  }
  return cache.list(database, schema);
}

function relationFromRow(session: AdapterSession, row: readonly Value[]): Relation {
  const [database, identifier, schema, type] = row;
  const known = relationTypesOf(session.plugin.dialect).includes(type);
  return Relation.create({
    dialect: session.plugin.dialect,
    database,
    schema,
    identifier,
    quotePolicy: { database: true, schema: true, identifier: true },
    type: known ? type : 'external',
  });
}

async function getRelation(
  session: MethodSession,
  database: Value,
  schema: Value,
  identifier: Value,
): Promise<Relation | null> {
  if (typeof identifier !== 'string') return null;
  // `model.database` is undefined to templates where an engine has none.
  const place = typeof database === 'string' ? database : null;
  if (!session.cache.hasSchema(place, schema)) await listRelations(session, place, schema);
  return session.cache.get(place, schema, storedName(session.facts, identifier)) ?? null;
}

/** A name that the project does not quote, as the engine stores it. */
function storedName({ quoting, plugin }: MethodFacts, identifier: string): string {
  if (quoting.identifier) return identifier;
  return FOLD[plugin.dialect.identifierCase](identifier);
}

const FOLD: Readonly<Record<Dialect['identifierCase'], (name: string) => string>> = {
  lower: (name) => name.toLowerCase(),
  upper: (name) => name.toUpperCase(),
  preserve: (name) => name,
};

export const relationMethods: Readonly<Record<string, DatabaseMethod>> = {
  get_relation: {
    parameters: ['database', 'schema', 'identifier'],
    parseValue: () => null,
    run: getRelation,
  },
  already_exists: {
    parameters: ['schema', 'name'],
    parseValue: () => false,
    run: async (session, schema, name) =>
      (await getRelation(session, session.credentials.database, schema, name)) !== null,
  },
  list_relations: {
    parameters: ['database', 'schema'],
    parseValue: () => [],
    run: (session, database, schema) => listRelations(session, database, schema),
  },
  drop_relation: {
    parameters: ['relation'],
    parseValue: () => null,
    run: async (session, given) => {
      const relation = expectRelation('drop_relation', 'relation', given);
      if (relation.type === null) {
        throw new XformError('compilation', `Cannot drop ${relation.render()}: its type is not known`, {
          hint: 'Take the relation from adapter.get_relation() or load_relation(), or give it a type: relation.incorporate(type=...).',
        });
      }
      session.cache.drop(relation);
      await session.callMacro('drop_relation', [], { relation });
      return null;
    },
  },
  truncate_relation: {
    parameters: ['relation'],
    parseValue: () => null,
    run: async (session, given) => {
      await session.callMacro('truncate_relation', [], {
        relation: expectRelation('truncate_relation', 'relation', given),
      });
      return null;
    },
  },
  rename_relation: {
    parameters: ['from_relation', 'to_relation'],
    parseValue: () => null,
    run: async (session, given, target) => {
      const from = expectRelation('rename_relation', 'from_relation', given);
      const to = expectRelation('rename_relation', 'to_relation', target);
      session.cache.rename(from, to);
      await session.callMacro('rename_relation', [], { from_relation: from, to_relation: to });
      return null;
    },
  },
  cache_added: {
    parameters: ['relation'],
    parseValue: () => '',
    run: (session, relation) => {
      session.cache.add(expectRelation('cache_added', 'relation', relation));
      return '';
    },
  },
  cache_dropped: {
    parameters: ['relation'],
    parseValue: () => '',
    run: (session, relation) => {
      session.cache.drop(expectRelation('cache_dropped', 'relation', relation));
      return '';
    },
  },
  cache_renamed: {
    parameters: ['from_relation', 'to_relation'],
    parseValue: () => '',
    run: (session, from, to) => {
      session.cache.rename(
        expectRelation('cache_renamed', 'from_relation', from),
        expectRelation('cache_renamed', 'to_relation', to),
      );
      return '';
    },
  },
};

/** Methods about names only. */
export const quotingMethods: Readonly<Record<string, PureMethod>> = {
  quote: {
    parameters: ['identifier'],
    run: ({ plugin }, identifier) =>
      `${plugin.dialect.quoteCharacter}${identifier}${plugin.dialect.quoteCharacter}`,
  },
  quote_as_configured: {
    parameters: ['identifier', 'quote_key'],
    run: (facts, identifier, key) => {
      const quoted = { ...facts.quoting } as Record<string, boolean>;
      return (quoted[key] ?? true) ? quotingMethods.quote!.run(facts, identifier) : identifier;
    },
  },
  quote_seed_column: {
    parameters: ['column', 'quote_config'],
    run: (facts, column, setting) => {
      const isDefault = setting === null || setting === undefined;
      if (setting === false || (isDefault && facts.plugin.dialect.quoteSeedColumns === false)) return column;
      if (setting === true || isDefault) return quotingMethods.quote!.run(facts, column);
      return raise(
        `The seed configuration value of "quote_columns" has an invalid type <class '${typeName(setting)}'>`,
        'quote_columns is true or false.',
      );
    },
  },
};
