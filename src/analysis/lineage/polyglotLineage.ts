import { setFlagsFromString } from 'node:v8';
import {
  type BindProblem,
  type ColumnRef,
  type KnownRelation,
  type LineageProvider,
  relationKey,
  type StatementLineage,
} from '../types.js';
import { isAst } from './ast.js';
import { createQueryHost, emptyScope } from './query.js';
import { refsOf } from './resolveColumn.js';
import { type Cte, mergeInfluence } from './scope.js';

/** What is used of @polyglot-sql/sdk. */
interface Polyglot {
  init(): Promise<void>;
  parse(sql: string, dialect: string): { success: boolean; ast?: unknown; error?: unknown };
  generate(ast: unknown, dialect: string): { success: boolean; sql?: unknown };
}

/** Longer statements are left alone: the parser cannot be stopped once it runs. */
const LONGEST = 400_000;

const UNKNOWN: StatementLineage = { columns: [], reads: [], unusedCtes: [], problems: [] };

/**
 * Column lineage by polyglot's parser, 23 MB of WebAssembly that this call loads. V8 is told not to optimise it: that
 * takes ten times the seconds that the unoptimised code needs for thousands of statements, and half of the memory.
 * Rejects when it cannot be loaded.
 */
export async function createPolyglotLineage(dialect: string): Promise<LineageProvider> {
  setFlagsFromString('--no-wasm-tier-up');
  setFlagsFromString('--no-wasm-dynamic-tiering');
  const polyglot = (await import('@polyglot-sql/sdk')) as unknown as Polyglot;
  await polyglot.init();
  return {
    trace(sql, relations) {
      if (sql.length > LONGEST)
        return { ...UNKNOWN, unknown: `statements above ${LONGEST} characters are not analysed` };
      try {
        const parsed = polyglot.parse(sql.replace(/[\s;]+$/, ''), dialect);
        const statements = parsed.success && Array.isArray(parsed.ast) ? parsed.ast : [];
        if (!parsed.success) return { ...UNKNOWN, unknown: `not parsed: ${String(parsed.error)}` };
        if (statements.length !== 1) return { ...UNKNOWN, unknown: 'only single statements are analysed' };
        return traceStatement(polyglot, dialect, statements[0], relations);
      } catch (error) {
        return { ...UNKNOWN, unknown: `not analysed: ${(error as Error).message}` };
      }
    },
  };
}

function traceStatement(
  polyglot: Polyglot,
  dialect: string,
  statement: unknown,
  relations: readonly KnownRelation[],
): StatementLineage {
  const reads = new Map<string, ColumnRef>();
  const ctes: Cte[] = [];
  const problems = new Map<string, BindProblem>();
  let doubt: string | undefined;
  const host = createQueryHost({
    ctes,
    findRelation: (path) => findRelation(relations, path),
    textOf: (expression) => {
      const made = polyglot.generate([expression], dialect);
      return made.success ? String(Array.isArray(made.sql) ? made.sql[0] : made.sql) : undefined;
    },
    onProblem(problem) {
      problems.set(`${problem.position} ${problem.name}`, problem);
    },
    onRead(flow) {
      doubt ??= flow.unknown;
      for (const ref of refsOf(flow)) reads.set(`${ref.relation}\0${ref.column.toLowerCase()}`, ref);
    },
  });
  const rows = host.resolveQuery(isAst(statement) ? statement : {}, emptyScope());
  const unknown = rows.unknown ?? doubt;
  return {
    columns: rows.fields.map((field) => ({
      name: field.name,
      value: field.value,
      influence: mergeInfluence(field.influence, rows.influence),
      ...(field.expression !== undefined && { expression: field.expression }),
      ...(field.unknown !== undefined && { unknown: field.unknown }),
    })),
    reads: [...reads.values()],
    problems: [...problems.values()],
    unusedCtes: ctes.filter((cte) => !cte.used).map(({ name, position }) => ({ name, position })),
    ...(unknown !== undefined && { unknown }),
  };
}

/** The relation whose name ends in what is written; none where several do. */
function findRelation(
  relations: readonly KnownRelation[],
  path: readonly string[],
): KnownRelation | undefined {
  const wanted = path.map((part) => part.toLowerCase());
  const found = relations.filter(({ name }) => {
    const full = [name.database, name.schema, name.identifier]
      .filter((part) => part !== null)
      .map((part) => part.toLowerCase());
    return wanted.every((part, i) => full[full.length - wanted.length + i] === part);
  });
  // A source may be a seed's relation, and both be referred to: the source is what the SQL was written with.
  const names = new Set(found.map(({ name }) => relationKey(name)));
  return names.size === 1 ? (found.find(({ id }) => id.startsWith('source.')) ?? found[0]) : undefined;
}
