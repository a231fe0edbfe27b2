import { XformError } from '../errors/error.js';
import { pyFunction } from '../jinja/pyFunction.js';
import { findAttr, findItem } from '../jinja/values/lookup.js';
import { PyObject, type Value } from '../jinja/values/types.js';
import { RELATION_TYPES, Relation } from './relation.js';
import { policyFrom, STATIC_MEMBERS, TYPE_CONSTANTS } from './relationMembers.js';
import type { Dialect } from './types.js';

/** `api.Relation` of templates: create relations, read the constants. */
class RelationClass extends PyObject {
  readonly pyType = 'type';
  private readonly members: Readonly<Record<string, Value>>;

  constructor(private readonly dialect: Dialect) {
    super();
    this.members = {
      ...TYPE_CONSTANTS,
      ...STATIC_MEMBERS,
      create: createFunction(dialect),
      create_from: createFromFunction(dialect),
      get_relation_type: pyFunction('get_relation_type', ['value'], relationType),
    };
  }

  override pyAttr(name: string): Value | undefined {
    return Object.hasOwn(this.members, name) ? this.members[name] : undefined;
  }

  override pyRepr(): string {
    return `<class '${this.dialect.className ?? ''}Relation'>`;
  }
}

export function createRelationClass(dialect: Dialect): PyObject {
  return new RelationClass(dialect);
}

const CREATE_PARAMETERS = [
  'database?',
  'schema?',
  'identifier?',
  'type?',
  'quote_policy?',
  'include_policy?',
  'limit?',
  'event_time_filter?',
  'require_alias?',
  'external?',
  'catalog?',
  'quoting?',
  'dbt_created?',
];

function createFunction(dialect: Dialect) {
  return pyFunction(
    'create',
    CREATE_PARAMETERS,
    (database, schema, identifier, type, quote, include, limit, ...rest) =>
      Relation.create({
        dialect,
        database,
        schema,
        identifier,
        type,
        quotePolicy: policyFrom(quote),
        includePolicy: policyFrom(include),
        limit,
        requireAlias: rest[1],
        external: rest[2],
        catalog: rest[3],
      }),
  );
}

/** A field of a node, which templates hold as a record or an object; null when there is none. */
function field(value: Value, name: string): Value {
  return findAttr(value, name) ?? findItem(value, name) ?? null;
}

function createFromFunction(dialect: Dialect) {
  return pyFunction(
    'create_from',
    ['quoting', 'relation_config', 'type?', 'limit?'],
    (quoting, node, type, limit) => {
      const isSource = field(node, 'resource_type') === 'source';
      const own = isSource ? field(node, 'quoting') : null;
      const base = isSource ? {} : policyFrom(field(quoting, 'quoting'));
      return Relation.create({
        dialect,
        database: field(node, 'database'),
        schema: field(node, 'schema'),
        identifier: field(node, 'identifier') ?? field(node, 'alias') ?? field(node, 'name'),
        type: type ?? null,
        quotePolicy: { ...dialect.quoting, ...base, ...policyFrom(own) },
        limit: limit ?? null,
      });
    },
  );
}

function relationType(value: Value): string {
  if ((RELATION_TYPES as readonly Value[]).includes(value)) return value;
  throw new XformError('compilation', `'${value}' is not a type of relation`);
}
