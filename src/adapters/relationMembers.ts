import { XformError } from '../errors/error.js';
import { pyFunction } from '../jinja/pyFunction.js';
import { findItem } from '../jinja/values/lookup.js';
import { type Callable, callable, isPyObject, type Kwargs, type Value } from '../jinja/values/types.js';
import type { Relation, RelationChanges } from './relation.js';
import { isRelationPart, type Policy, RELATION_PARTS, RelationParts } from './relationParts.js';

/** The constants of relation types, on the class and on each relation. */
export const TYPE_CONSTANTS: Readonly<Record<string, string>> = {
  Table: 'table',
  View: 'view',
  CTE: 'cte',
  MaterializedView: 'materialized_view',
  External: 'external',
  PointerTable: 'pointer_table',
  Function: 'function',
};

const EPHEMERAL_PREFIX = '__dbt__cte__';

/** Members of relations that need no relation: also on `api.Relation`. */
export const STATIC_MEMBERS: Readonly<Record<string, Callable>> = {
  add_ephemeral_prefix: pyFunction('add_ephemeral_prefix', ['name'], (name) => `${EPHEMERAL_PREFIX}${name}`),
  scd_args: pyFunction('scd_args', ['primary_key', 'updated_at'], (key, updatedAt) =>
    Array.isArray(key) ? [...key, updatedAt] : [key, updatedAt],
  ),
  get_default_quote_policy: pyFunction(
    'get_default_quote_policy',
    [],
    () => new RelationParts('Policy', { database: true, schema: true, identifier: true }),
  ),
};

const ATTRIBUTES: Readonly<Record<string, (relation: Relation) => Value>> = {
  database: (relation) => relation.database,
  schema: (relation) => relation.schema,
  identifier: (relation) => relation.identifier,
  name: (relation) => relation.identifier,
  table: (relation) => relation.identifier,
  type: (relation) => relation.type,
  path: (relation) => new RelationParts('Path', relation.path),
  quote_policy: (relation) => new RelationParts('Policy', relation.quotePolicy),
  include_policy: (relation) => new RelationParts('Policy', relation.includePolicy),
  quote_character: (relation) => relation.dialect.quoteCharacter,
  is_table: (relation) => relation.isTable,
  is_view: (relation) => relation.isView,
  is_cte: (relation) => relation.type === 'cte',
  is_materialized_view: (relation) => relation.type === 'materialized_view',
  is_pointer: (relation) => relation.type === 'pointer_table',
  is_function: (relation) => relation.type === 'function',
  can_be_renamed: (relation) => relation.dialect.renameableTypes?.includes(relation.type ?? '') ?? false,
  can_be_replaced: (relation) => relation.dialect.replaceableTypes?.includes(relation.type ?? '') ?? false,
  limit: (relation) => relation.limit,
  require_alias: (relation) => relation.requireAlias,
  external: (relation) => relation.external,
  catalog: (relation) => relation.catalog,
  dbt_created: () => false,
};

const METHODS: Readonly<Record<string, (relation: Relation) => Callable>> = {
  render: (relation) => pyFunction('render', [], () => relation.render()),
  render_limited: (relation) => pyFunction('render_limited', [], () => relation.renderLimited()),
  render_event_time_filtered: (relation) =>
    pyFunction('render_event_time_filtered', ['rendered?'], (rendered) =>
      relation.renderEventTimeFiltered(rendered ?? undefined),
    ),
  include: (relation) => policyMethod('include', (changes) => relation.with({ includePolicy: changes })),
  quote: (relation) => policyMethod('quote', (changes) => relation.with({ quotePolicy: changes })),
  quoted: (relation) => pyFunction('quoted', ['identifier'], (identifier) => relation.quoted(identifier)),
  incorporate: (relation) => callable('incorporate', (_args, kwargs) => relation.with(changesFrom(kwargs))),
  replace: (relation) => callable('replace', (_args, kwargs) => relation.with(changesFrom(kwargs))),
  replace_path: (relation) =>
    callable('replace_path', (_args, kwargs) => relation.with({ path: partsFrom(knownParts(kwargs)) })),
  without_identifier: (relation) => pyFunction('without_identifier', [], () => relation.withoutIdentifier()),
  information_schema: (relation) =>
    pyFunction('information_schema', ['view_name?'], (view) => relation.informationSchema(view ?? '')),
  information_schema_only: (relation) =>
    pyFunction('information_schema_only', [], () => relation.informationSchema()),
  matches: (relation) =>
    pyFunction('matches', ['database?', 'schema?', 'identifier?'], (database, schema, identifier) =>
      relation.matches({ database, schema, identifier }),
    ),
  relation_max_name_length: (relation) =>
    pyFunction('relation_max_name_length', [], () => relation.dialect.maxIdentifierLength ?? null),
  get: (relation) =>
    pyFunction('get', ['key', 'default?'], (key, fallback) => {
      if (key === 'metadata') return { type: relation.pyType };
      return (typeof key === 'string' ? relationMembers(relation, key) : undefined) ?? fallback ?? null;
    }),
  to_dict: (relation) => pyFunction('to_dict', ['omit_none?'], () => toDict(relation)),
  ...Object.fromEntries(['items', 'keys', 'values'].map((name) => [name, notADict(name)])),
};

/** What templates reach on a relation; undefined for an unknown name. */
export function relationMembers(relation: Relation, name: string): Value | undefined {
  if (name === 'information_schema_view') return relation.informationSchemaView || undefined;
  const attribute = Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] : undefined;
  if (attribute !== undefined) return attribute(relation);
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (method !== undefined) return method(relation);
  if (Object.hasOwn(TYPE_CONSTANTS, name)) return TYPE_CONSTANTS[name];
  const ownType = relation.dialect.relationTypes?.find(
    (type) => name === `is_${type}` || name === typeConstant(type),
  );
  if (ownType !== undefined) return name.startsWith('is_') ? relation.type === ownType : ownType;
  return Object.hasOwn(STATIC_MEMBERS, name) ? STATIC_MEMBERS[name] : undefined;
}

/** `dynamic_table` as templates name the constant: `DynamicTable`. */
export function typeConstant(type: string): string {
  return type.replace(/(?:^|_)(\w)/g, (_match, letter: string) => letter.toUpperCase());
}

function policyMethod(name: string, apply: (changes: Partial<Policy>) => Relation): Callable {
  return pyFunction(name, ['database?', 'schema?', 'identifier?'], (database, schema, identifier) =>
    apply(policyFrom({ database, schema, identifier })),
  );
}

function notADict(name: string): (relation: Relation) => Callable {
  return (relation) =>
    callable(name, () => {
      throw new XformError('compilation', `${relation.pyRepr()} is a relation and has no ${name}()`, {
        hint: 'Use its attributes instead: database, schema, identifier, type.',
      });
    });
}

/** The three parts of `value`: a mapping, a path or a policy. Missing ones are left out. */
function partsFrom(value: Value): Record<string, Value> {
  const found: Record<string, Value> = {};
  if (value === null || value === undefined) return found;
  for (const part of RELATION_PARTS) {
    const item = isPyObject(value) ? value.pyAttr(part) : findItem(value, part);
    if (item !== undefined) found[part] = item;
  }
  return found;
}

/** Quoting or inclusion by part; null leaves the part as it is. */
export function policyFrom(value: Value): Partial<Policy> {
  const parts = Object.entries(partsFrom(value)).filter(([, flag]) => flag !== null);
  return Object.fromEntries(parts.map(([part, flag]) => [part, Boolean(flag)]));
}

function knownParts(kwargs: Kwargs): Kwargs {
  const unknown = Object.keys(kwargs).find((name) => !isRelationPart(name));
  if (unknown === undefined) return kwargs;
  throw new XformError('compilation', `The path of a relation has no '${unknown}'`, {
    hint: 'Its parts are database, schema and identifier.',
  });
}

function changesFrom(kwargs: Kwargs): RelationChanges {
  const { path, quote_policy, include_policy, type, limit, external, require_alias, catalog } = kwargs;
  return {
    // Other keys are passed over, as in dbt: packages write `table` there.
    path: path === undefined ? undefined : partsFrom(path),
    quotePolicy: quote_policy === undefined ? undefined : policyFrom(quote_policy),
    includePolicy: include_policy === undefined ? undefined : policyFrom(include_policy),
    type,
    limit,
    external,
    catalog,
    requireAlias: require_alias,
  };
}

function toDict(relation: Relation): Value {
  return {
    path: { ...relation.path },
    type: relation.type,
    quote_character: relation.dialect.quoteCharacter,
    include_policy: { ...relation.includePolicy },
    quote_policy: { ...relation.quotePolicy },
    dbt_created: false,
    limit: relation.limit,
    event_time_filter: null,
    require_alias: relation.requireAlias,
    catalog: relation.catalog,
    renameable_relations: [...(relation.dialect.renameableTypes ?? [])],
    replaceable_relations: [...(relation.dialect.replaceableTypes ?? [])],
  };
}
