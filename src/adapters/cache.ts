import type { Relation } from './relation.js';
import type { PathParts } from './relationParts.js';

interface Entry {
  relation: Relation;
  /** Keys of relations whose definition reads this one (views); they fall with it in a cascading drop. */
  readonly dependents: Set<string>;
}

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
  private readonly entries = new Map<string, Map<string, Entry>>();
  private readonly schemas = new Map<
    string,
    { readonly database: string | null; readonly schema: string | null }
  >();

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
    const key = schemaKey(database, schema);
    this.schemas.delete(key);
    for (const relation of this.list(database, schema)) this.drop(relation);
  }

  /** Known schemas, in the order they were met. */
  listSchemas(): { readonly database: string | null; readonly schema: string | null }[] {
    return [...this.schemas.values()];
  }

  list(database: string | null, schema: string | null): Relation[] {
    const prefix = `${schemaKey(database, schema)}\u0000`;
    const found: Relation[] = [];
    for (const [key, byName] of this.entries) {
      if (key.startsWith(prefix)) for (const entry of byName.values()) found.push(entry.relation);
    }
    return found;
  }

  /**
   * The relation of that name. One that differs only in case is returned by the relation's own rules: `matches`
   * throws when guessing would be unsafe.
   */
  get(database: string | null, schema: string | null, identifier: string): Relation | undefined {
    const byName = this.entries.get(keyOf({ database, schema, identifier }));
    if (byName === undefined) return undefined;
    const exact = byName.get(identifier);
    if (exact !== undefined) return exact.relation;
    const [only] = byName.values();
    return only?.relation.matches({ identifier }) ? only.relation : undefined;
  }

  add(relation: Relation): void {
    if (relation.identifier === null) return;
    const key = keyOf(relation.path);
    let byName = this.entries.get(key);
    if (byName === undefined) this.entries.set(key, (byName = new Map()));
    const known = byName.get(relation.identifier);
    if (known === undefined) byName.set(relation.identifier, { relation, dependents: new Set() });
    else known.relation = relation;
  }

  /** `dependent`'s definition reads `referenced`: dropping the latter with cascade drops the former. */
  addLink(referenced: PathParts, dependent: PathParts): void {
    for (const entry of this.entriesAt(referenced)) entry.dependents.add(keyOf(dependent));
  }

  /** Forgets the relation and, where links are known, all that reads it. */
  drop(relation: { readonly path: PathParts }): void {
    this.dropKey(keyOf(relation.path), relation.path.identifier ?? undefined);
  }

  /** Moves a relation to its new name; links to and from it stay. */
  rename(from: Relation, to: Relation): void {
    const fromKey = keyOf(from.path);
    const toKey = keyOf(to.path);
    const byName = this.entries.get(fromKey);
    const entry = byName?.get(from.identifier ?? '') ?? byName?.values().next().value;
    const renamed = to.with({ type: entry?.relation.type ?? from.type ?? to.type });
    if (byName !== undefined) {
      byName.delete(entry?.relation.identifier ?? '');
      if (byName.size === 0) this.entries.delete(fromKey);
    }
    if (toKey !== fromKey) this.entries.delete(toKey);
    this.add(renamed);
    if (entry === undefined || toKey === fromKey) return;
    const moved = this.entries.get(toKey)?.get(to.identifier ?? '');
    for (const dependent of entry.dependents) moved?.dependents.add(dependent);
    for (const byOtherName of this.entries.values()) {
      for (const other of byOtherName.values()) {
        if (other.dependents.delete(fromKey)) other.dependents.add(toKey);
      }
    }
  }

  clear(): void {
    this.entries.clear();
    this.schemas.clear();
  }

  private entriesAt(path: PathParts): Entry[] {
    return [...(this.entries.get(keyOf(path))?.values() ?? [])];
  }

  private dropKey(key: string, identifier?: string): void {
    const byName = this.entries.get(key);
    if (byName === undefined) return;
    const dropped =
      identifier !== undefined && byName.has(identifier) ? [byName.get(identifier)!] : [...byName.values()];
    for (const entry of dropped) byName.delete(entry.relation.identifier ?? '');
    if (byName.size === 0) this.entries.delete(key);
    for (const entry of dropped) for (const dependent of entry.dependents) this.dropKey(dependent);
  }
}
