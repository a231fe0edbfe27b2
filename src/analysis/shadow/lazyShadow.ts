import type { QueryResult } from '../../adapters/types.js';
import type { RelationBook } from '../relationBook.js';
import { type BindResult, type KnownRelation, relationKey } from '../types.js';
import { openShadowCatalog, type ShadowCatalog, type ShadowOptions } from './shadowCatalog.js';

/** A shadow catalog that the first statement opens, and that holds only the relations that statements speak of. */
export interface LazyShadow {
  /** Binds a statement. Throws only when DuckDB itself cannot be loaded. */
  describe(sql: string): Promise<BindResult>;
  /** Runs a query whose answer does not depend on the warehouse; undefined for others. */
  query(sql: string): Promise<QueryResult | undefined>;
  close(): Promise<void>;
}

/** Rows of a relation as statements that insert them; undefined where the project does not hold them. */
export type RowsOf = (relation: KnownRelation) => Iterable<string> | undefined;

/** Asks what columns or relations there are, not what is in them. */
const ABOUT_COLUMNS = /\b(describe|information_schema|duckdb_columns|duckdb_tables|pragma_table_info)\b/i;

export function createLazyShadow(options: ShadowOptions, book: RelationBook, rowsOf: RowsOf): LazyShadow {
  let opening: Promise<ShadowCatalog> | undefined;
  /** What was made last under each name, and whether that succeeded. */
  const made = new Map<string, { relation: KnownRelation; works: boolean }>();
  const filled = new Map<KnownRelation, boolean>();
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

  async function fill(shadow: ShadowCatalog, relation: KnownRelation): Promise<boolean> {
    const known = filled.get(relation);
    if (known !== undefined) return known;
    const rows = rowsOf(relation);
    filled.set(relation, rows !== undefined);
    for (const statement of rows ?? []) await shadow.query(statement);
    return rows !== undefined;
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
      if (ABOUT_COLUMNS.test(sql)) {
        const shadow = await open();
        for (const relation of book.all()) await make(shadow, relation);
        return shadow.query(sql);
      }
      const shadow = await open();
      for (const relation of book.namedIn(sql)) {
        if (!(await make(shadow, relation)) || !(await fill(shadow, relation))) return undefined;
      }
      return 'columns' in (await shadow.describe(sql)) ? shadow.query(sql) : undefined;
    },
    async close() {
      const shadow = await opening?.catch(() => undefined);
      await shadow?.close();
    },
  };
}
