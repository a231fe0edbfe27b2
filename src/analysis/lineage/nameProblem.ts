import { closest } from '../../util/didYouMean.js';
import type { BindProblem } from '../types.js';
import { findTable } from './resolveColumn.js';
import type { Scope, Table } from './scope.js';

/** Columns of PostgreSQL that every table has and no list of columns shows. */
const HIDDEN: ReadonlySet<string> = new Set(['ctid', 'xmin', 'xmax', 'cmin', 'cmax', 'tableoid', 'oid']);

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const isVague = (table: Table): boolean => table.open !== undefined || table.unknown !== undefined;

/** What is wrong with a column's name, as far as that is certain from the columns of all that is read. */
export function nameProblem(
  names: readonly string[],
  position: number | undefined,
  scope: Scope,
): BindProblem | undefined {
  const [first, second] = names;
  if (scope.bound.has(first!.toLowerCase()) || HIDDEN.has(names.at(-1)!.toLowerCase())) return undefined;
  const problem = (
    kind: BindProblem['kind'],
    message: string,
    name: string,
    known: string[],
  ): BindProblem => ({
    kind,
    message,
    name,
    ...(position !== undefined && { position }),
    candidates: closest(name, known),
  });
  const scopes: Scope[] = [];
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) scopes.push(at);
  const tables = scopes.flatMap((each) => each.tables);
  if (second !== undefined) {
    const owner = scopes.map((each) => findTable(each, [first!])).find((found) => found !== undefined);
    if (names.length > 2) return undefined;
    if (owner === undefined) {
      if (isColumn(first!) || tables.some(isVague) || tables.length === 0) return undefined;
      const aliases = tables.map((table) => table.alias).filter((alias) => alias !== '');
      return problem('unknown_column', `There is no table '${first}' in FROM`, first!, aliases);
    }
    if (isVague(owner)) return undefined;
    if (owner.fields.some((field) => same(field.name, second))) return undefined;
    const known = owner.fields.map((field) => field.name);
    return problem('unknown_column', `${first} has no column '${second}'`, second, known);
  }
  return ambiguity(first!, scope, problem) ?? missing();

  function isColumn(name: string): boolean {
    const key = name.toLowerCase();
    return (
      tables.some((table) => hasField(table, name)) ||
      scopes.some((each) => each.aliases.has(key) || each.merged.has(key))
    );
  }

  function missing(): BindProblem | undefined {
    const isTable = tables.some((table) => isVague(table) || same(table.alias, first!));
    if (isTable || isColumn(first!) || tables.length === 0) return undefined;
    const known = tables.flatMap((table) => table.fields.map((field) => field.name));
    return problem('unknown_column', `There is no column '${first}'`, first!, known);
  }
}

function hasField(table: Table, name: string): boolean {
  return table.fields.some((field) => same(field.name, name));
}

/** Two tables of the same FROM have the column, and no USING makes one of it. */
function ambiguity(
  name: string,
  scope: Scope,
  problem: (kind: BindProblem['kind'], message: string, name: string, known: string[]) => BindProblem,
): BindProblem | undefined {
  const key = name.toLowerCase();
  if (scope.merged.has(key) || scope.aliases.has(key)) return undefined;
  const owners = scope.tables.filter((table) => hasField(table, name));
  if (owners.length < 2 || owners.some((table) => table.alias === '')) return undefined;
  const candidates = owners.map((table) => `${table.alias}.${name}`);
  return {
    ...problem('ambiguous_column', `The column '${name}' is ambiguous: ${candidates.join(' or ')}`, name, []),
    candidates,
  };
}
