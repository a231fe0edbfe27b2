import { XformError } from '../errors/error.js';
import { isPyObject, PyObject, type Value } from '../jinja/values/types.js';
import { relationMembers } from './relationMembers.js';
import { type PathParts, type Policy, RELATION_PARTS, type RelationPart } from './relationParts.js';
import type { Dialect } from './types.js';

/** Rows of a time window only (features E8): `field >= start and field < end`, each side optional. */
export interface EventTimeFilter {
  readonly fieldName: string;
  readonly start?: Value;
  readonly end?: Value;
}

export const RELATION_TYPES = [
  'table',
  'view',
  'cte',
  'materialized_view',
  'external',
  'pointer_table',
  'function',
] as const;
export type RelationType = (typeof RELATION_TYPES)[number];

export function relationTypesOf(dialect: Dialect): readonly string[] {
  return dialect.relationTypes === undefined ? RELATION_TYPES : [...RELATION_TYPES, ...dialect.relationTypes];
}

/** What a relation is made of; everything but the dialect has a default. */
export interface RelationOptions {
  readonly dialect: Dialect;
  readonly database?: string | null;
  readonly schema?: string | null;
  readonly identifier?: string | null;
  readonly type?: string | null;
  readonly quotePolicy?: Partial<Policy>;
  readonly includePolicy?: Partial<Policy>;
  /** `--empty` (0) or `--sample`-like limits: str() becomes a subquery (features E7). */
  readonly limit?: number | null;
  readonly eventTimeFilter?: EventTimeFilter | null;
  /** The subquery of a limit or filter gets an alias; default: what the dialect says. */
  readonly requireAlias?: boolean;
  /** SQL that stands for the relation instead of its name (`read_csv('x.csv')`). */
  readonly external?: string | null;
  readonly catalog?: string | null;
  /** `info` in `"db".INFORMATION_SCHEMA.info`; '' for the schema itself. */
  readonly informationSchemaView?: string;
}

type Fields = Required<
  Omit<RelationOptions, 'database' | 'schema' | 'identifier' | 'quotePolicy' | 'includePolicy'>
> & {
  readonly path: PathParts;
  readonly quotePolicy: Policy;
  readonly includePolicy: Policy;
};

/** Changes that `with` takes: a missing part stays as it is. */
export type RelationChanges = Partial<Omit<Fields, 'path' | 'quotePolicy' | 'includePolicy' | 'dialect'>> & {
  readonly path?: Partial<PathParts>;
  readonly quotePolicy?: Partial<Policy>;
  readonly includePolicy?: Partial<Policy>;
};

function text(value: Value): string {
  return isPyObject(value) ? value.pyStr() : String(value);
}

/** A table, view or the like by name. Immutable: each change makes a copy. In templates, str() is the rendered name. */
export class Relation extends PyObject {
  readonly pyType: string;
  private renderedName: string | undefined;

  private constructor(private readonly fields: Fields) {
    super();
    this.pyType = `${fields.dialect.className ?? ''}Relation`;
  }

  static create(options: RelationOptions): Relation {
    const { dialect } = options;
    const type = options.type ?? null;
    if (type !== null && !relationTypesOf(dialect).includes(type)) {
      throw new XformError('compilation', `'${type}' is not a type of relation`, {
        hint: `Relation types are ${relationTypesOf(dialect).join(', ')}.`,
      });
    }
    for (const part of RELATION_PARTS) {
      const value: unknown = options[part];
      if (value !== undefined && value !== null && typeof value !== 'string') {
        throw new XformError('compilation', `The ${part} of a relation must be a string, not ${text(value)}`);
      }
    }
    const limit = dialect.maxIdentifierLength;
    if (limit !== undefined && type !== null && (options.identifier?.length ?? 0) > limit) {
      throw new XformError(
        'compilation',
        `Relation name '${options.identifier}' is longer than ${limit} characters`,
        {
          hint: 'Give it a shorter `alias`.',
        },
      );
    }
    return new Relation({
      dialect,
      path: {
        database: options.database ?? null,
        schema: options.schema ?? null,
        identifier: options.identifier ?? null,
      },
      type,
      quotePolicy: mergePolicy(dialect.quoting, options.quotePolicy),
      includePolicy: mergePolicy(
        { database: dialect.includeDatabase, schema: true, identifier: true },
        options.includePolicy,
      ),
      limit: options.limit ?? null,
      eventTimeFilter: options.eventTimeFilter ?? null,
      requireAlias: options.requireAlias ?? dialect.aliasedSubqueries ?? true,
      external: options.external ?? null,
      catalog: options.catalog ?? null,
      informationSchemaView: options.informationSchemaView ?? '',
    });
  }

  get dialect(): Dialect {
    return this.fields.dialect;
  }
  get path(): PathParts {
    return this.fields.path;
  }
  get database(): string | null {
    return this.fields.path.database;
  }
  get schema(): string | null {
    return this.fields.path.schema;
  }
  get identifier(): string | null {
    return this.fields.path.identifier;
  }
  get type(): string | null {
    return this.fields.type;
  }
  get quotePolicy(): Policy {
    return this.fields.quotePolicy;
  }
  get includePolicy(): Policy {
    return this.fields.includePolicy;
  }
  get limit(): number | null {
    return this.fields.limit;
  }
  get eventTimeFilter(): EventTimeFilter | null {
    return this.fields.eventTimeFilter;
  }
  get requireAlias(): boolean {
    return this.fields.requireAlias;
  }
  get external(): string | null {
    return this.fields.external;
  }
  get catalog(): string | null {
    return this.fields.catalog;
  }
  get informationSchemaView(): string {
    return this.fields.informationSchemaView;
  }

  /** A copy with the given changes. */
  with(changes: RelationChanges): Relation {
    const { path, quotePolicy, includePolicy, ...rest } = changes;
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    return new Relation({
      ...this.fields,
      ...given,
      path: { ...this.fields.path, ...path },
      quotePolicy: mergePolicy(this.fields.quotePolicy, quotePolicy),
      includePolicy: mergePolicy(this.fields.includePolicy, includePolicy),
    });
  }

  include(parts: Partial<Policy>): Relation {
    return this.with({ includePolicy: parts });
  }

  withoutIdentifier(): Relation {
    return this.include({ identifier: false }).with({ path: { identifier: null } });
  }

  /** The information schema of this relation's database, or one view of it. */
  informationSchema(view = ''): Relation {
    return new Relation({
      ...this.fields,
      path: { database: this.database, schema: null, identifier: 'INFORMATION_SCHEMA' },
      type: 'view',
      includePolicy: { database: this.database !== null, schema: false, identifier: true },
      quotePolicy: { ...this.fields.quotePolicy, identifier: false },
      external: null,
      limit: null,
      eventTimeFilter: null,
      informationSchemaView: view,
    });
  }

  quoted(identifier: string): string {
    const mark = this.fields.dialect.quoteCharacter;
    return `${mark}${identifier}${mark}`;
  }

  /** The plain name, without limit or filter. */
  render(): string {
    if (this.renderedName === undefined) {
      const { path, includePolicy, quotePolicy, external, informationSchemaView } = this.fields;
      if (external !== null) this.renderedName = external;
      else {
        const names: string[] = [];
        for (const part of RELATION_PARTS) {
          const name = path[part];
          if (includePolicy[part] && name !== null) names.push(quotePolicy[part] ? this.quoted(name) : name);
        }
        if (informationSchemaView !== '') names.push(informationSchemaView);
        this.renderedName = names.join('.');
      }
    }
    return this.renderedName;
  }

  renderLimited(): string {
    const { limit } = this.fields;
    if (limit === null) return this.render();
    const rows = limit === 0 ? 'where false limit 0' : `limit ${limit}`;
    return `(select * from ${this.render()} ${rows})${this.alias('_dbt_limit_subq')}`;
  }

  /** `rendered` (default: the plain name) restricted to the event-time window. */
  renderEventTimeFiltered(rendered: string = this.render()): string {
    const filter = this.fields.eventTimeFilter;
    if (filter === null) return rendered;
    const { fieldName, start, end } = filter;
    const conditions: string[] = [];
    const prefix = this.dialect.timestampPrefix ?? '';
    if (start !== undefined && start !== null) conditions.push(`${fieldName} >= ${prefix}'${text(start)}'`);
    if (end !== undefined && end !== null) conditions.push(`${fieldName} < ${prefix}'${text(end)}'`);
    if (conditions.length === 0) return rendered;
    return `(select * from ${rendered} where ${conditions.join(' and ')})${this.alias('_dbt_et_filter_subq')}`;
  }

  override toString(): string {
    const { limit, eventTimeFilter } = this.fields;
    const limited = limit === null ? this.render() : this.renderLimited();
    return eventTimeFilter === null ? limited : this.renderEventTimeFiltered(limited);
  }

  private alias(prefix: string): string {
    return this.fields.requireAlias ? ` ${prefix}_${this.identifier}` : '';
  }

  /**
   * Whether the given parts name this relation. Throws when they differ only in case from an exact name: guessing
   * could touch the wrong relation.
   */
  matches(parts: Partial<PathParts>): boolean {
    const given = RELATION_PARTS.filter((part) => parts[part] !== undefined && parts[part] !== null);
    if (given.length === 0) {
      throw new XformError(
        'compilation',
        'A relation was matched against no name: give database, schema or identifier',
      );
    }
    const lower = (value: string | null) => (value ?? '').toLowerCase();
    const similar = given.filter((part) => lower(this.path[part]) === lower(parts[part] as string));
    if (similar.length < given.length) return false;
    // The engine itself ignores the case of a name without quotes.
    if (given.every((part) => !this.quotePolicy[part] || this.path[part] === parts[part])) return true;
    const searched = Relation.create({ dialect: this.dialect, ...parts });
    throw new XformError(
      'compilation',
      `Looked for ${searched.render()} and found ${this.render()}, which differs only in upper and lower case`,
      { hint: `Drop or rename ${this.render()}, or write its name as it is stored.` },
    );
  }

  get isTable(): boolean {
    return this.type === 'table';
  }
  get isView(): boolean {
    return this.type === 'view';
  }

  override pyAttr(name: string): Value | undefined {
    return relationMembers(this, name);
  }

  override pyItem(key: Value): Value | undefined {
    return typeof key === 'string' ? relationMembers(this, key) : undefined;
  }

  override pyContains(value: Value): boolean {
    return typeof value === 'string' && relationMembers(this, value) !== undefined;
  }

  override pyStr(): string {
    return this.toString();
  }

  override pyRepr(): string {
    return `<${this.pyType} ${this.toString()}>`;
  }

  override pyTruthy(): boolean {
    return true;
  }

  override pyEquals(other: Value): boolean {
    if (this === other) return true;
    if (!isPyObject(other) || other.pyType !== this.pyType || !(other as Relation).pyHash) return false;
    const that = other as Relation;
    return that.type === this.type && that.toString() === this.toString() && samePath(this.path, that.path);
  }

  override pyHash(): string {
    return `relation ${this.toString()}`;
  }

  override pyKind(): 'mapping' {
    return 'mapping';
  }
}

function mergePolicy(base: Policy, changes: Partial<Policy> | undefined): Policy {
  if (changes === undefined) return base;
  return {
    database: changes.database ?? base.database,
    schema: changes.schema ?? base.schema,
    identifier: changes.identifier ?? base.identifier,
  };
}

function samePath(one: PathParts, other: PathParts): boolean {
  return RELATION_PARTS.every((part: RelationPart) => one[part] === other[part]);
}
