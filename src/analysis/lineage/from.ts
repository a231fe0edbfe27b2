import { type Ast, dottedNames, isAst, isQuery, kinded, list, nameOf, positionOf } from './ast.js';
import { flowOf } from './expression.js';
import { nameProblem } from './nameProblem.js';
import { emptyScope, type QueryHost, renamed } from './query.js';
import {
  asInfluence,
  asKind,
  type Field,
  type Flow,
  mergeFlows,
  mergeInfluence,
  NO_ROWS,
  type Rows,
  type Scope,
  type Table,
} from './scope.js';

/** Puts what stands in FROM into the scope. */
export function addFrom(item: unknown, scope: Scope, host: QueryHost): void {
  const node = kinded(item);
  const add = node === undefined ? undefined : ITEMS[node.kind];
  if (add !== undefined) add(node!.body, scope, host);
  else if (isQuery(item)) scope.tables.push(named(host.resolveQuery(item, emptyScope(scope)), ''));
  else scope.tables.push(functionTable(item, scope, host, ''));
}

type ItemResolver = (body: Ast, scope: Scope, host: QueryHost) => void;

const ITEMS: Readonly<Record<string, ItemResolver>> = {
  table: (body, scope, host) => scope.tables.push(resolveTable(body, scope, host)),
  subquery(body, scope, host) {
    const inner = kinded(body['this']);
    if (inner !== undefined && !isQuery(body['this']) && ITEMS[inner.kind] !== undefined) {
      addFrom(body['this'], scope, host);
      return;
    }
    const rows = host.resolveQuery({ subquery: body }, emptyScope(scope));
    scope.tables.push(named(renamed(rows, columnAliases(body)), nameOf(body['alias']) ?? ''));
  },
  alias(body, scope, host) {
    const alias = nameOf(body['alias']) ?? '';
    const inner = emptyScope(scope);
    addFrom(body['this'], inner, host);
    const rows = inner.tables[0] ?? { ...NO_ROWS };
    const names = columnAliases(body);
    const known =
      rows.fields.length === 0 && names.length > 0 ? withNames(rows, names) : renamed(rows, names);
    scope.tables.push({
      ...named(known, alias),
      ...('open' in rows && rows.open !== undefined && { open: rows.open }),
    });
  },
  lateral(body, scope, host) {
    const inner = emptyScope(scope);
    addFrom(body['this'], inner, host);
    const rows = inner.tables[0] ?? NO_ROWS;
    scope.tables.push(named(renamed(rows, columnAliases(body)), nameOf(body['alias']) ?? ''));
  },
  joined_table(body, scope, host) {
    addFrom(body['left'], scope, host);
    for (const join of list(body['joins'])) if (isAst(join)) addJoin(join, scope, host);
  },
  paren: (body, scope, host) => addFrom(body['this'], scope, host),
  unnest(body, scope, host) {
    const flow = asKind(flowOf(body['this'], scope, host), 'transformed');
    const alias = nameOf(body['alias']) ?? 'unnest';
    scope.tables.push({ ...named({ fields: [{ ...flow, name: 'unnest' }], influence: [] }, alias) });
  },
  pivot(body, scope, host) {
    const rows = host.resolveQuery({ pivot: body }, scope);
    scope.tables.push(named(rows, nameOf(body['alias']) ?? ''));
  },
  unpivot(body, scope, host) {
    const rows = host.resolveQuery({ unpivot: body }, scope);
    scope.tables.push(named(rows, nameOf(body['alias']) ?? ''));
  },
  values(body, scope, host) {
    scope.tables.push(named(host.resolveQuery({ values: body }, scope), nameOf(body['alias']) ?? ''));
  },
};

function named(rows: Rows, alias: string): Table {
  return { ...rows, alias, path: [alias] };
}

function columnAliases(body: Ast): (string | undefined)[] {
  return list(body['column_aliases']).map(nameOf);
}

/** A table function whose columns are not known but named: all are made from its arguments. */
function withNames(rows: Rows, names: readonly (string | undefined)[]): Rows {
  const flow = { value: [], influence: [] };
  return { influence: rows.influence, fields: names.map((name) => ({ ...flow, name: name ?? '' })) };
}

function resolveTable(body: Ast, scope: Scope, host: QueryHost): Table {
  const name = nameOf(body['name']) ?? '';
  const path = [nameOf(body['catalog']), nameOf(body['schema']), name].filter((part) => part !== undefined);
  const alias = nameOf(body['alias']) ?? name;
  const names = columnAliases(body);
  const cte = path.length === 1 ? scope.ctes.get(name.toLowerCase()) : undefined;
  if (cte !== undefined) {
    cte.used = true;
    return named(renamed(cte.rows, names), alias);
  }
  const relation = host.findRelation(path);
  if (relation === undefined) {
    const position = positionOf(body['name']);
    if (!/^(information_schema|pg_\w+|duckdb_\w+|sqlite_\w+)$/i.test(path.at(-2) ?? name)) {
      const message = `There is no relation ${path.join('.')} in the project`;
      const at = position === undefined ? {} : { position };
      host.onProblem({ kind: 'missing_relation', message, name, ...at, candidates: [] });
    }
    return { ...NO_ROWS, alias, path, open: path.join('.') };
  }
  const fields = relation.columns.map(
    (column): Field => ({
      name: column.name,
      value: [{ relation: relation.id, column: column.name, kind: 'copied' }],
      influence: [],
    }),
  );
  const complete = relation.columns.length > 0 && relation.origin !== 'declared';
  return {
    ...renamed({ fields, influence: [] }, names),
    alias,
    path: nameOf(body['alias']) ? [alias] : path,
    ...(!complete && { open: relation.id }),
  };
}

/** `range(3)`, `read_csv('…')`: what columns it has is not known. */
function functionTable(item: unknown, scope: Scope, host: QueryHost, alias: string): Table {
  const flow = flowOf(item, scope, host);
  const name =
    dottedNames(item)?.join('.') ?? nameOf(kinded(item)?.body) ?? kinded(item)?.kind ?? 'a table function';
  return {
    ...named(
      { fields: [], influence: asInfluence(flow, 'filter'), unknown: `the columns of ${name} are not known` },
      alias === '' ? name : alias,
    ),
  };
}

/** A join's table, and what it joins by. Semi and anti joins only filter. */
export function addJoin(join: Ast, scope: Scope, host: QueryHost): void {
  const before = scope.tables.length;
  addFrom(join['this'], scope, host);
  const added = scope.tables.slice(before);
  const using = usingNames(join, scope, before);
  // A natural join names no column: it goes by those that both sides have, as long as there is one.
  const named = list(join['using']).length > 0 || using.length === 1;
  const onRead = named ? host.onRead : () => undefined;
  for (const item of list(join['using'])) checkUsing(item, scope, before, host);
  const keys = using.map((name) => mergeColumn(name, scope, before, String(join['kind'] ?? ''), onRead));
  const on = join['on'] ? asInfluence(flowOf(join['on'], scope, host), 'join') : [];
  const influence = mergeInfluence(on, ...keys.map((flow) => asInfluence(flow, 'join')));
  const carrier = /semi|anti/i.test(String(join['kind'] ?? ''))
    ? scope.tables.splice(before).flatMap((table) => table.influence)
    : [];
  const target = scope.tables[0];
  if (target === undefined || added.length === 0) return;
  scope.tables[0] = { ...target, influence: mergeInfluence(target.influence, influence, carrier) };
}

/** Both sides must have the column. */
function checkUsing(item: unknown, scope: Scope, before: number, host: QueryHost): void {
  const name = nameOf(item);
  if (name === undefined) return;
  for (const tables of [scope.tables.slice(0, before), scope.tables.slice(before)]) {
    if (tables[0] === scope.tables[0] && scope.merged.has(name.toLowerCase())) continue;
    const problem = nameProblem([name], positionOf(item), { ...emptyScope(), tables });
    if (problem !== undefined) host.onProblem(problem);
  }
}

function usingNames(join: Ast, scope: Scope, before: number): string[] {
  const written = list(join['using'])
    .map(nameOf)
    .filter((name) => name !== undefined);
  if (written.length > 0 || !/natural/i.test(String(join['kind'] ?? ''))) return written;
  const left = new Set(
    scope.tables.slice(0, before).flatMap((table) => table.fields.map((field) => field.name.toLowerCase())),
  );
  return scope.tables
    .slice(before)
    .flatMap((table) =>
      table.fields.map((field) => field.name).filter((name) => left.has(name.toLowerCase())),
    );
}

/** Makes the column that both sides have stand for one, and tells what both are made from. */
function mergeColumn(
  name: string,
  scope: Scope,
  before: number,
  kind: string,
  onRead: QueryHost['onRead'],
): Flow {
  const side = (tables: readonly Table[]): Flow => {
    const inner: Scope = { ...emptyScope(), tables: [...tables] };
    return (
      findField(inner, name) ?? { value: [], influence: [], unknown: `the column ${name} was not found` }
    );
  };
  const left = scope.merged.get(name.toLowerCase()) ?? side(scope.tables.slice(0, before));
  const right = side(scope.tables.slice(before));
  onRead(left);
  onRead(right);
  const both = mergeFlows([left, right]);
  const flow = /full/i.test(kind) ? asKind(both, 'transformed') : /right/i.test(kind) ? right : left;
  scope.merged.set(name.toLowerCase(), { ...flow, name });
  return both;
}

function findField(scope: Scope, name: string): Flow | undefined {
  for (const table of scope.tables) {
    const field = table.fields.find((each) => each.name.toLowerCase() === name.toLowerCase());
    if (field !== undefined) return field;
  }
  const open = scope.tables.find((table) => table.open !== undefined);
  return open && { value: [{ relation: open.open!, column: name, kind: 'copied' }], influence: [] };
}
