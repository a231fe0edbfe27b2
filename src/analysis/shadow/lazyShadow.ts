import type { QueryResult } from '../../adapters/types.js';
import type { RelationBook } from '../relationBook.js';
import { type BindResult, type KnownRelation, relationKey } from '../types.js';
import { openShadowCatalog, type ShadowCatalog, type ShadowOptions } from './shadowCatalog.js';

/** A shadow catalog that the first statement opens, and that holds only the relations that statements speak of. */
export interface LazyShadow {
  /** Binds a statement. Throws only when DuckDB itself cannot be loaded. */
  describe(sql: string): Promise<BindResult>;
  /** Runs a question about columns, for which all relations have to be there. */
  query(sql: string): Promise<QueryResult>;
  close(): Promise<void>;
}

export function createLazyShadow(options: ShadowOptions, book: RelationBook): LazyShadow {
  let opening: Promise<ShadowCatalog> | undefined;
  /** What was made last under each name, and whether that succeeded. */
  const made = new Map<string, { relation: KnownRelation; works: boolean }>();
  const open = (): Promise<ShadowCatalog> => {
    opening ??= openShadowCatalog(options);
    return opening;
  };

  async function make(shadow: ShadowCatalog, relation: KnownRelation): Promise<boolean> {
    const key = relationKey(relation.name);
    const known = made.get(key);
    if (known?.relation === relation) return known.works;
    const typed = relation.columns.length > 0 && relation.columns.every((column) => column.type !== null);
    const works = typed && (await shadow.define(relation.name, relation.columns));
    if (!works && known?.works) await shadow.drop(relation.name);
    made.set(key, { relation, works });
    return works;
  }

  return {
    async describe(sql) {
      const shadow = await open();
      const missing: string[] = [];
      for (const relation of book.namedIn(sql)) {
        if (!(await make(shadow, relation))) missing.push(relation.name.identifier);
      }
      const result = await shadow.describe(sql);
      if (missing.length === 0 || 'columns' in result) return result;
      return { unknown: `the types of ${missing.join(', ')} are not known` };
    },
    async query(sql) {
      const shadow = await open();
      for (const relation of book.all()) await make(shadow, relation);
      return shadow.query(sql);
    },
    async close() {
      const shadow = await opening?.catch(() => undefined);
      await shadow?.close();
    },
  };
}
