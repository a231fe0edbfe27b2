import { scanSql } from './scanSql.js';

/** A common table expression to put before a statement: ` name as (…)`. */
export interface Cte {
  /** unique_id of the ephemeral model it stands for. */
  readonly id: string;
  readonly sql: string;
}

/**
 * The statement with `ctes` before its own: they go behind an existing `with` or `with recursive`, otherwise a `with`
 * is put before the first thing that is not white space. White space and comments stay where they are.
 */
export function injectCtes(sql: string, ctes: readonly Cte[]): string {
  if (ctes.length === 0) return sql;
  const list = ctes.map((cte) => cte.sql).join(', ');
  const at = findCteStart(sql);
  if (at !== undefined) return `${sql.slice(0, at)}${list}, ${sql.slice(at)}`;
  const start = sql.search(/\S|$/);
  return `${sql.slice(0, start)}with${list} ${sql.slice(start)}`;
}

/** Offset of what follows the statement's own `with [recursive]`; undefined when it does not begin with one. */
function findCteStart(sql: string): number | undefined {
  let afterWith = false;
  for (const token of scanSql(sql)) {
    if (token.kind === 'comment' && !afterWith) continue;
    const word = token.kind === 'word' ? token.text.toLowerCase() : '';
    if (!afterWith) {
      if (word !== 'with') return undefined;
      afterWith = true;
    } else if (word !== 'recursive') return token.start;
  }
  return undefined;
}
