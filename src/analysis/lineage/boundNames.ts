import type { KnownColumn, StatementLineage } from '../types.js';

const DISAGREE = 'the parser and the binder disagree about the columns';

/** Names from the binder: it knows what unnamed expressions are called. Where the two disagree, nothing is claimed. */
export function withBoundNames(lineage: StatementLineage, bound: readonly KnownColumn[]): StatementLineage {
  const { columns, unknown } = lineage;
  const without = (reason: string): StatementLineage => ({
    ...lineage,
    unknown: reason,
    columns: bound.map(({ name }) => ({ name, value: [], influence: [], unknown: reason })),
  });
  if (columns.length !== bound.length) return without(unknown ?? DISAGREE);
  const agree = columns.every(({ name }, i) => isSameColumn(name, bound[i]!.name));
  if (!agree) return without(DISAGREE);
  return { ...lineage, columns: columns.map((column, i) => ({ ...column, name: bound[i]!.name })) };
}

/** DuckDB numbers names that come twice. */
function isSameColumn(parsed: string, bound: string): boolean {
  return parsed === '' || parsed.toLowerCase() === bound.toLowerCase() || /_\d+$/.test(bound);
}
