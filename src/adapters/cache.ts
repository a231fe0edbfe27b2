import type { Relation } from './relation.js';
import type { PathParts } from './relationParts.js';

/** Relations of one schema by name without case; more than one only where an engine allows that. */
type Bucket = Map<string, Relation[]>;

function fold(name: string | null | undefined): string {
  return (name ?? '').toLowerCase();
}

function schemaKey(database: string | null | undefined, schema: string | null | undefined): string {
  return `${fold(database)}\u0000${fold(schema)}`;
}

function keyOf(path: PathParts): string {
  return `${schemaKey(path.database, path.schema)}\u0000${fold(path.identifier)}`;
}

/**
 * Which relations exist, as far as this run knows (features E3, E10). A schema is listed once; afterwards the
 * adapter's own DDL keeps it true, and look-ups never ask the database. Names are compared without case, since
 * that is how the engines resolve them; an exact name wins where an engine allows both.
 */
export class RelationCache {
  private readonly buckets = new Map<string, Bucket>();
  private readonly schemas = new Map<
    string,
    { readonly database: string | null; readonly schema: string | null }
  >();
  /** Who reads a relation, and the same the other way round, by key: a cascading drop follows the first. */
  private readonly dependents = new Map<string, Map<string, PathParts>>();
  private readonly references = new Map<string, Map<string, PathParts>>();

  /** Whether the schema was listed (or created empty), so that absence in the cache means absence. */
  hasSchema(database: string | null, schema: string | null): boolean {
    return this.schemas.has(schemaKey(database, schema));
  }

  /** Marks a schema as known and holding what `relations` says. */
  setSchema(database: string | null, schema: string | null, relations: Iterable<Relation> = []): void {
    this.schemas.set(schemaKey(database, schema), { database, schema });
    for (const relation of relations) this.add(relation);
  }

  dropSchema(database: string | null, schema: string | null): void {
    this.schemas.delete(schemaKey(database, schema));
    for (const relation of this.list(database, schema)) this.drop(relation);
  }

  /** Known schemas, in the order they were met. */
  listSchemas(): { readonly database: string | null; readonly schema: string | null }[] {
    return [...this.schemas.values()];
  }

  list(database: string | null, schema: string | null): Relation[] {
    return [...(this.buckets.get(schemaKey(database, schema))?.values() ?? [])].flat();
  }

  /**
   * The relation of that name. One that differs only in case is returned by the relation's own rules: `matches`
   * throws when guessing would be unsafe.
   */
  get(database: string | null, schema: string | null, identifier: string): Relation | undefined {
    const found = this.at({ database, schema, identifier });
    const exact = found.find((relation) => relation.identifier === identifier);
    if (exact !== undefined || found.length === 0) return exact;
    return found[0]!.matches({ identifier }) ? found[0] : undefined;
  }

  add(relation: Relation): void {
    if (relation.identifier === null) return;
    const key = schemaKey(relation.database, relation.schema);
    let bucket = this.buckets.get(key);
    if (bucket === undefined) this.buckets.set(key, (bucket = new Map()));
    const name = fold(relation.identifier);
    const others = (bucket.get(name) ?? []).filter((one) => one.identifier !== relation.identifier);
    bucket.set(name, [...others, relation]);
  }

  /** `dependent`'s definition reads `referenced`: dropping the latter with cascade drops the former. */
  addLink(referenced: PathParts, dependent: PathParts): void {
    link(this.dependents, referenced, dependent);
    link(this.references, dependent, referenced);
  }

  /** Forgets the relation and, where links are known, all that reads it. */
  drop(relation: { readonly path: PathParts }): void {
    const dependents = this.dependents.get(keyOf(relation.path));
    this.remove(relation.path);
    this.unlink(relation.path);
    for (const path of dependents?.values() ?? []) this.drop({ path });
  }

  /** Moves a relation to its new name; its type and the links to and from it stay. */
  rename(from: Relation, to: Relation): void {
    const known =
      this.at(from.path).find((one) => one.identifier === from.identifier) ?? this.at(from.path)[0];
    const dependents = [...(this.dependents.get(keyOf(from.path))?.values() ?? [])];
    const references = [...(this.references.get(keyOf(from.path))?.values() ?? [])];
    this.remove(from.path);
    this.unlink(from.path);
    this.remove(to.path);
    this.add(to.with({ type: known?.type ?? from.type ?? to.type }));
    for (const dependent of dependents) this.addLink(to.path, dependent);
    for (const referenced of references) this.addLink(referenced, to.path);
  }

  clear(): void {
    for (const map of [this.buckets, this.schemas, this.dependents, this.references]) map.clear();
  }

  private at(path: PathParts): readonly Relation[] {
    return this.buckets.get(schemaKey(path.database, path.schema))?.get(fold(path.identifier)) ?? [];
  }

  /** Takes out the relation of exactly that name, or the one that differs in case. */
  private remove(path: PathParts): void {
    const found = this.at(path);
    const rest = found.length > 1 ? found.filter((relation) => relation.identifier !== path.identifier) : [];
    const bucket = this.buckets.get(schemaKey(path.database, path.schema));
    if (rest.length > 0) bucket?.set(fold(path.identifier), rest);
    else bucket?.delete(fold(path.identifier));
  }

  private unlink(path: PathParts): void {
    const key = keyOf(path);
    for (const referenced of this.references.get(key)?.keys() ?? [])
      this.dependents.get(referenced)?.delete(key);
    for (const dependent of this.dependents.get(key)?.keys() ?? [])
      this.references.get(dependent)?.delete(key);
    this.references.delete(key);
    this.dependents.delete(key);
  }
}

function link(map: Map<string, Map<string, PathParts>>, from: PathParts, to: PathParts): void {
  const key = keyOf(from);
  let linked = map.get(key);
  if (linked === undefined) map.set(key, (linked = new Map()));
  linked.set(keyOf(to), to);
}
