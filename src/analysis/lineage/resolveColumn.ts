import type { ColumnRef } from '../types.js';
import { asKind, type Field, type Flow, mergeFlows, NOTHING, type Scope, type Table } from './scope.js';

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** What a name refers to: `a`, `t.a`, `s.t.a`, `t.a.field`, `t` (the whole row). Inner queries see outer ones. */
export function resolveColumn(names: readonly string[], scope: Scope): Flow {
  if (scope.bound.has(names[0]!.toLowerCase())) return NOTHING;
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const found = resolveHere(names, at);
    if (found !== undefined) return found;
  }
  return { ...NOTHING, unknown: `the column ${names.join('.')} was not found` };
}

function resolveHere(names: readonly string[], scope: Scope): Flow | undefined {
  for (let length = Math.min(3, names.length - 1); length >= 1; length--) {
    const table = findTable(scope, names.slice(0, length));
    if (table === undefined) continue;
    const field = fieldOf(table, names[length]!);
    if (field !== undefined) return names.length > length + 1 ? asKind(field, 'transformed') : field;
    if (length === 1) break;
  }
  const [name] = names;
  const found = findUnqualified(scope, name!);
  if (found !== undefined) return names.length > 1 ? asKind(found, 'transformed') : found;
  const row = names.length === 1 ? findTable(scope, names) : undefined;
  return row && asKind(mergeFlows(row.fields), 'transformed');
}

/** The table of that alias, or written with that path. */
export function findTable(scope: Scope, path: readonly string[]): Table | undefined {
  return scope.tables.find((table) => {
    if (path.length === 1) return same(table.alias, path[0]!);
    const end = table.path.slice(-path.length);
    return end.length === path.length && end.every((part, i) => same(part, path[i]!));
  });
}

export function fieldOf(table: Table, name: string): Flow | undefined {
  const field = table.fields.find((each) => same(each.name, name));
  if (field !== undefined || table.open === undefined) return field;
  return openColumn(table.open, name);
}

/** A column of a relation whose columns are not known: that it is one of it is known from the SQL alone. */
function openColumn(relation: string, column: string): Flow {
  return { value: [{ relation, column, kind: 'copied' }], influence: [] };
}

function findUnqualified(scope: Scope, name: string): Flow | undefined {
  const merged = scope.merged.get(name.toLowerCase());
  if (merged !== undefined) return merged;
  for (const table of scope.tables) {
    const field = table.fields.find((each) => same(each.name, name));
    if (field !== undefined) return field;
  }
  const alias = scope.aliases.get(name.toLowerCase());
  if (alias !== undefined) return alias;
  const vague = scope.tables.filter((table) => table.open !== undefined || table.unknown !== undefined);
  if (vague.length === 0) return undefined;
  const [only] = vague;
  if (vague.length === 1 && only!.open !== undefined) return openColumn(only!.open, name);
  return {
    ...NOTHING,
    unknown: `the column ${name} may be of ${vague.map((table) => table.alias).join(' or ')}`,
  };
}

/** The columns of one table, or of all: those joined by USING once. */
export function starFields(scope: Scope, table: Table | undefined): { fields: Field[]; unknown?: string } {
  const tables = table === undefined ? scope.tables : [table];
  const fields: Field[] = [];
  const seen = new Set<string>();
  for (const each of tables) {
    for (const field of each.fields) {
      const key = field.name.toLowerCase();
      const merged = table === undefined ? scope.merged.get(key) : undefined;
      if (merged !== undefined && seen.has(key)) continue;
      if (merged !== undefined) seen.add(key);
      fields.push(merged ?? field);
    }
  }
  const vague = tables.find((each) => each.open !== undefined || each.unknown !== undefined);
  if (vague === undefined) return { fields };
  return { fields, unknown: vague.unknown ?? `the columns of ${vague.alias} are not known` };
}

/** All columns named in flows, for the record of what a statement reads. */
export function refsOf(flow: Flow): ColumnRef[] {
  return [...flow.value, ...flow.influence].map(({ relation, column }) => ({ relation, column }));
}
