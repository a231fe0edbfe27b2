import type { KnownRelation } from '../types.js';
import { type Ast, isAst, kinded, list, nameOf, positionOf } from './ast.js';
import type { ExpressionHost } from './expression.js';
import { hoistSetOperation } from './hoistSetOperation.js';
import { resolvePivot, resolveUnpivot } from './pivot.js';
import {
  asInfluence,
  type Cte,
  type Field,
  mergeFlows,
  mergeInfluence,
  NO_ROWS,
  type Rows,
  type Scope,
} from './scope.js';
import { isPlain, resolveSelect } from './select.js';

/** What is shared while one statement is looked at. */
export interface QueryHost extends ExpressionHost {
  /** A relation by the names written, outermost first. */
  findRelation(path: readonly string[]): KnownRelation | undefined;
  /** SQL text of an expression. */
  textOf(expression: unknown): string | undefined;
  readonly ctes: Cte[];
}

export type QueryTools = Omit<QueryHost, 'resolveQuery'>;

/** Resolves queries of all kinds; queries inside of them come back here. */
export function createQueryHost(tools: QueryTools): QueryHost {
  const host: QueryHost = { ...tools, resolveQuery: (query, parent) => resolveQuery(query, parent, host) };
  return host;
}

export function emptyScope(parent?: Scope): Scope {
  return {
    tables: [],
    merged: new Map(),
    aliases: new Map(),
    ctes: parent?.ctes ?? new Map(),
    windows: parent?.windows ?? new Map(),
    bound: parent?.bound ?? new Set(),
    ...(parent && { parent }),
  };
}

function resolveQuery(query: unknown, parent: Scope, host: QueryHost): Rows {
  const read = kinded(query);
  const node = read && hoistSetOperation(read);
  const resolve = node && RESOLVERS[node.kind];
  if (resolve === undefined)
    return { ...NO_ROWS, unknown: `${node?.kind ?? 'this statement'} is not followed` };
  const scope = withCtes(node!.body['with'], parent, host);
  return resolve(node!.body, scope, host);
}

type Resolver = (body: Ast, parent: Scope, host: QueryHost) => Rows;

const RESOLVERS: Readonly<Record<string, Resolver>> = {
  select: resolveSelect,
  union: (body, parent, host) => resolveSetOperation(body, parent, host, 'both'),
  intersect: (body, parent, host) => resolveSetOperation(body, parent, host, 'first'),
  except: (body, parent, host) => resolveSetOperation(body, parent, host, 'first'),
  subquery: resolveInner,
  paren: resolveInner,
  values: resolveValues,
  pivot: resolvePivot,
  unpivot: resolveUnpivot,
};

function resolveInner(body: Ast, parent: Scope, host: QueryHost): Rows {
  const rows = resolveQuery(body['this'], parent, host);
  return withOrder(rows, body, parent, host);
}

/** ORDER BY behind parentheses or a set operation sees the result's columns. */
function withOrder(rows: Rows, body: Ast, parent: Scope, host: QueryHost): Rows {
  const order = isAst(body['order_by']) ? list(body['order_by']['expressions']) : [];
  if (order.length === 0) return rows;
  const scope = emptyScope(parent);
  scope.tables.push({ ...rows, alias: '', path: [] });
  const keys = order.map((key) => (isAst(key) ? key['this'] : key)).filter((key) => !isPlain(key));
  const flow = mergeFlows(keys.map((key) => orderFlow(key, scope, host)));
  return {
    ...rows,
    influence: mergeInfluence(rows.influence, asInfluence({ ...flow, unknown: undefined }, 'order')),
  };
}

function orderFlow(key: unknown, scope: Scope, host: QueryHost): Field {
  const rows = resolveSelect({ expressions: [key] }, scope, host, scope);
  return rows.fields[0] ?? { name: '', value: [], influence: [] };
}

/** UNION takes values from both sides; INTERSECT and EXCEPT take them from the first, and filter by the second. */
function resolveSetOperation(body: Ast, parent: Scope, host: QueryHost, from: 'both' | 'first'): Rows {
  const left = resolveQuery(body['left'], parent, host);
  const right = resolveQuery(body['right'], parent, host);
  const second = body['by_name'] === true ? byName(left, right) : right.fields;
  const count = Math.max(left.fields.length, body['by_name'] === true ? second.length : 0);
  const distinct = body['all'] !== true;
  const fields = Array.from({ length: count }, (_, i): Field => {
    const [a, b] = [left.fields[i], second[i]];
    const base = (a ?? b)!;
    if (from === 'first' || a === undefined || b === undefined) return base;
    const merged = mergeFlows([a, b]);
    const expression = a.expression === b.expression ? a.expression : joinTexts(a.expression, b.expression);
    return { ...merged, name: base.name, ...(expression !== undefined && { expression }) };
  });
  const filtering =
    from === 'first'
      ? asInfluence({ ...mergeFlows([...left.fields, ...right.fields]), unknown: undefined }, 'filter')
      : [];
  const grouping =
    distinct && from === 'both' ? asInfluence({ ...mergeFlows(fields), unknown: undefined }, 'group') : [];
  const unknown = left.unknown ?? right.unknown;
  const rows: Rows = {
    fields,
    influence: mergeInfluence(left.influence, right.influence, filtering, grouping),
    ...(unknown !== undefined && { unknown }),
  };
  return withOrder(rows, body, parent, host);
}

function joinTexts(a: string | undefined, b: string | undefined): string | undefined {
  return a !== undefined && b !== undefined ? `${a} | ${b}` : (a ?? b);
}

/** The right side's columns in the order of the left side's, then those of its own. */
function byName(left: Rows, right: Rows): (Field | undefined)[] {
  const rest = new Map(right.fields.map((field) => [field.name.toLowerCase(), field]));
  const matched = left.fields.map((field) => {
    const key = field.name.toLowerCase();
    const found = rest.get(key);
    rest.delete(key);
    return found;
  });
  return [...matched, ...rest.values()];
}

function resolveValues(body: Ast, parent: Scope, host: QueryHost): Rows {
  const rows = list(body['expressions']).map((row) => (isAst(row) ? list(row['expressions']) : []));
  const names = list(body['column_aliases']).map(nameOf);
  const fields = (rows[0] ?? []).map((_, i): Field => {
    const cells = rows.map(
      (row) => resolveSelect({ expressions: [row[i]] }, emptyScope(parent), host).fields[0],
    );
    const flow = mergeFlows(cells.filter((cell) => cell !== undefined));
    return { ...flow, name: names[i] ?? `col${i}` };
  });
  return { fields, influence: [] };
}

/** The scope with the CTEs of a WITH in it. A recursive one first stands for what its first part returns. */
export function withCtes(clause: unknown, parent: Scope, host: QueryHost): Scope {
  if (!isAst(clause)) return parent;
  const ctes = new Map(parent.ctes);
  const scope: Scope = { ...parent, ctes };
  for (const item of list(clause['ctes'])) {
    if (!isAst(item)) continue;
    const name = nameOf(item['alias']) ?? '';
    const columns = list(item['columns']).map(nameOf);
    const cte = (rows: Rows): Cte => ({
      name,
      rows: renamed(rows, columns),
      position: positionOf(item['alias']),
      used: false,
    });
    const read = kinded(item['this']);
    const body = read && hoistSetOperation(read);
    if (clause['recursive'] === true && body?.kind === 'union') {
      ctes.set(name.toLowerCase(), cte(resolveQuery(body.body['left'], scope, host)));
      // The second round sees what the first one found to flow through the recursion.
      ctes.set(name.toLowerCase(), cte(resolveQuery(item['this'], scope, host)));
    }
    const made = cte(resolveQuery(item['this'], scope, host));
    ctes.set(name.toLowerCase(), made);
    host.ctes.push(made);
  }
  return scope;
}

/** Rows under other column names: `t(a, b)`. */
export function renamed(rows: Rows, names: readonly (string | undefined)[]): Rows {
  if (names.length === 0) return rows;
  return { ...rows, fields: rows.fields.map((field, i) => ({ ...field, name: names[i] ?? field.name })) };
}
