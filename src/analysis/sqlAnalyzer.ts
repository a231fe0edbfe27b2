import type { QueryResult } from '../adapters/types.js';
import type { Project } from '../project/types.js';
import { type AnalysisCache, openAnalysisCache } from './analysisCache.js';
import { createPolyglotLineage } from './lineage/polyglotLineage.js';
import { createRelationBook, type RelationBook } from './relationBook.js';
import { createLazyShadow, type RowsOf } from './shadow/lazyShadow.js';
import type { BindResult, KnownRelation, LineageProvider, StatementLineage } from './types.js';

/** The providers for a project's engine behind one face. Each is loaded by the first question that needs it. */
export interface SqlAnalyzer {
  /** Relations that statements may read; added to while the project is gone through. */
  readonly relations: RelationBook;
  /** What the engine says of a statement; undefined for engines without a binder (all but DuckDB). Never throws. */
  bind(sql: string): Promise<BindResult | undefined>;
  /** Columns through a statement that reads `readable`; never throws. */
  trace(sql: string, readable: readonly KnownRelation[]): Promise<StatementLineage>;
  /**
   * Answers a query of a template as far as that takes no warehouse: what columns there are, what seeds hold, what
   * constants come to. Engines without a binder have none.
   */
  query?(sql: string): Promise<QueryResult | undefined>;
  close(): Promise<void>;
}

export interface AnalyzerOptions {
  readonly project: Project;
  /** Databases that relations are in; the first is the one of unqualified names. */
  readonly databases: readonly string[];
  /** Rows of a relation as statements that insert them; undefined where the project does not hold them. */
  readonly rowsOf: RowsOf;
  /** Where to keep what was found out; none: nowhere. */
  readonly cacheFolder?: string;
}

export function createAnalyzer({ project, databases, rowsOf, cacheFolder }: AnalyzerOptions): SqlAnalyzer {
  const { plugin, credentials } = project.target;
  const relations = createRelationBook();
  const cache: AnalysisCache = openAnalysisCache(cacheFolder);
  const extensions = extensionNames(credentials['extensions']);
  const shadow = plugin.dialect.bindsInMemory
    ? createLazyShadow({ databases, extensions }, relations, rowsOf)
    : undefined;
  const dialect = plugin.dialect.parserName ?? plugin.type;
  let provider: Promise<LineageProvider> | undefined;
  return {
    relations,
    async bind(sql) {
      if (shadow === undefined) return undefined;
      const named = relations.namedIn(sql).map(({ name, columns }) => [name, columns]);
      try {
        return await cache.get(['bind', databases, extensions, sql, named], () => shadow.describe(sql));
      } catch (error) {
        return { unknown: `DuckDB cannot be loaded: ${firstLine(error)}` };
      }
    },
    async trace(sql, readable) {
      try {
        return await cache.get(['trace', dialect, sql, readable], async () => {
          provider ??= createPolyglotLineage(dialect);
          return (await provider).trace(sql, readable);
        });
      } catch (error) {
        const unknown = `the SQL parser cannot be loaded: ${firstLine(error)}`;
        return { columns: [], reads: [], unusedCtes: [], problems: [], unknown };
      }
    },
    ...(shadow && { query: (sql: string) => shadow.query(sql) }),
    async close() {
      cache.save();
      await shadow?.close();
    },
  };
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
}

function extensionNames(given: unknown): string[] {
  if (!Array.isArray(given)) return [];
  return given.map((item) =>
    String(typeof item === 'object' && item !== null ? (item as { name?: string }).name : item),
  );
}
