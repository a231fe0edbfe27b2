import { type Ast, dottedNames, isAst, isColumnsCall, isQuery, kinded, list, nameOf } from './ast.js';
import { flowOf, influenceOf } from './expression.js';
import { addFrom, addJoin } from './from.js';
import { emptyScope, type QueryHost } from './query.js';
import { findTable, starFields } from './resolveColumn.js';
import { asInfluence, type Field, mergeFlows, mergeInfluence, type Rows, type Scope } from './scope.js';

/** One SELECT. `within`: a scope to use instead of one of its own (keys that see a finished result). */
export function resolveSelect(body: Ast, parent: Scope, host: QueryHost, within?: Scope): Rows {
  const windows = new Map(parent.windows);
  for (const window of list(body['windows'])) {
    const name = isAst(window) ? nameOf(window['name']) : undefined;
    if (name !== undefined) windows.set(name.toLowerCase(), (window as Ast)['spec']);
  }
  const scope: Scope = within ?? { ...emptyScope(parent), windows };
  if (within === undefined) addSources(body, scope, host);
  const projected = project(body, scope, host);
  const influence = mergeInfluence(
    ...scope.tables.map((table) => table.influence),
    ...(within === undefined ? rowInfluence(body, scope, projected.fields, host) : []),
  );
  return { ...projected, influence };
}

function addSources(body: Ast, scope: Scope, host: QueryHost): void {
  const from = isAst(body['from']) ? list(body['from']['expressions']) : [];
  for (const item of from) addFrom(item, scope, host);
  for (const join of list(body['joins'])) if (isAst(join)) addJoin(join, scope, host);
  for (const view of list(body['lateral_views'])) addFrom(view, scope, host);
}

function project(body: Ast, scope: Scope, host: QueryHost): { fields: Field[]; unknown?: string } {
  const fields: Field[] = [];
  const aliases = new Map<string, Field>();
  scope.aliases = aliases;
  let unknown: string | undefined;
  for (const item of list(body['expressions'])) {
    const star = starOf(item);
    if (star !== undefined) {
      const expanded = expandStar(star, scope, host);
      fields.push(...expanded.fields);
      unknown ??= expanded.unknown;
      continue;
    }
    const call = columnsCall(item);
    if (call !== undefined) {
      const expanded = fieldsOfColumns(call, scope, host);
      fields.push(...expanded.fields.map((field) => projectColumns(item, field, scope, host)));
      unknown ??= expanded.unknown;
      continue;
    }
    const field = projectOne(item, scope, host);
    fields.push(field);
    if (isAst(item) && 'alias' in item) aliases.set(field.name.toLowerCase(), field);
  }
  return { fields, ...(unknown !== undefined && { unknown }) };
}

function projectOne(item: unknown, scope: Scope, host: QueryHost): Field {
  const node = kinded(item);
  const expression = node?.kind === 'alias' ? node.body['this'] : item;
  const flow = flowOf(expression, scope, host);
  const name = (node?.kind === 'alias' ? nameOf(node.body['alias']) : dottedNames(item)?.at(-1)) ?? '';
  if (dottedNames(expression) !== undefined) return { ...flow, name };
  const text = host.textOf(expression);
  return { ...flow, name, ...(text !== undefined && { expression: text }) };
}

/** One of the columns that an expression around `columns(…)` makes. */
function projectColumns(item: unknown, column: Field, scope: Scope, host: QueryHost): Field {
  if (isColumnsCall(kinded(item))) return column;
  const field = projectOne(item, { ...scope, expanded: column }, host);
  return { ...field, name: field.name || column.name };
}

/** The call of `columns(…)` somewhere in an expression; queries inside of it have their own. */
export function columnsCall(item: unknown): Ast | undefined {
  const node = kinded(item);
  if (isColumnsCall(node)) return node!.body;
  if (isQuery(item)) return undefined;
  const parts = Array.isArray(item) ? item : isAst(item) ? Object.values(item) : [];
  for (const part of parts) {
    const found = columnsCall(part);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The columns that `columns(…)` stands for: those of a star, or whose names match a pattern. */
export function fieldsOfColumns(
  call: Ast,
  scope: Scope,
  host: QueryHost,
): { fields: readonly Field[]; unknown?: string } {
  const [argument] = list(call['args']);
  const star = starOf(argument);
  if (star !== undefined) return expandStar(star, scope, host);
  const node = kinded(argument);
  const pattern = node?.kind === 'literal' ? patternOf(String(node.body['value'])) : undefined;
  if (pattern === undefined) return { fields: [], unknown: 'what COLUMNS(…) stands for is not known' };
  const all = starFields(scope, undefined);
  return { ...all, fields: all.fields.filter((field) => pattern.test(field.name)) };
}

/** The engine's regular expressions are a little different: what is none here is not guessed at. */
function patternOf(text: string): RegExp | undefined {
  try {
    return new RegExp(text, 'u');
  } catch {
    return undefined;
  }
}

function starOf(item: unknown): Ast | undefined {
  const node = kinded(item);
  return node?.kind === 'star' ? node.body : undefined;
}

/** `t.* exclude (a) replace (b + 1 as b) rename (c as d)`. */
function expandStar(star: Ast, scope: Scope, host: QueryHost): { fields: Field[]; unknown?: string } {
  const name = nameOf(star['table']);
  const table = name === undefined ? undefined : findTable(scope, [name]);
  if (name !== undefined && table === undefined) return { fields: [], unknown: `${name}.* is not followed` };
  const all = starFields(scope, table);
  const excluded = names(star['except']);
  const replaced = new Map(
    list(star['replace']).map((item) => {
      const field = projectOne(isAst(item) && !kinded(item) ? { alias: item } : item, scope, host);
      return [field.name.toLowerCase(), field];
    }),
  );
  const renamed = new Map(
    list(star['rename']).map((pair) => [
      nameOf(list(pair)[0])?.toLowerCase() ?? '',
      nameOf(list(pair)[1]) ?? '',
    ]),
  );
  for (const field of all.fields) {
    const key = field.name.toLowerCase();
    if (excluded.has(key) || replaced.has(key)) host.onRead(field);
  }
  const fields = all.fields
    .filter((field) => !excluded.has(field.name.toLowerCase()))
    .map((field) => replaced.get(field.name.toLowerCase()) ?? field)
    .map((field) => ({ ...field, name: renamed.get(field.name.toLowerCase()) ?? field.name }));
  return { ...all, fields };
}

function names(value: unknown): Set<string> {
  return new Set(list(value).map((item) => (nameOf(item) ?? dottedNames(item)?.at(-1) ?? '').toLowerCase()));
}

/** What decides which rows the SELECT returns. */
function rowInfluence(
  body: Ast,
  scope: Scope,
  fields: readonly Field[],
  host: QueryHost,
): Rows['influence'][] {
  const beforeSelect: Scope = scope;
  const filters = ['where_clause', 'having', 'qualify'].map((key) =>
    influenceOf(body[key], 'filter', beforeSelect, host),
  );
  const order = isAst(body['order_by']) ? list(body['order_by']['expressions']) : [];
  const orderKeys = order.map((key) => (isAst(key) ? (key['this'] ?? key) : key));
  return [
    ...filters,
    ...groupKeys(body, fields).map((key) => keyInfluence(key, 'group', scope, fields, host)),
    ...list(body['distinct_on']).map((key) => keyInfluence(key, 'group', scope, fields, host)),
    ...orderKeys.map((key) => keyInfluence(key, 'order', orderScope(scope), fields, host)),
    ...(body['distinct'] === true && list(body['distinct_on']).length === 0
      ? [asInfluence({ ...mergeFlows(fields), unknown: undefined }, 'group')]
      : []),
  ];
}

function groupKeys(body: Ast, fields: readonly Field[]): readonly unknown[] {
  const group = body['group_by'];
  if (!isAst(group)) return [];
  if (group['all'] === true)
    return fields.flatMap((field, i) =>
      field.value.some((edge) => edge.kind === 'aggregated') ? [] : [i + 1],
    );
  return Object.values(group).flatMap((part) => (Array.isArray(part) ? part : isAst(part) ? [part] : []));
}

/** In ORDER BY a name is one of the select list first. */
function orderScope(scope: Scope): Scope {
  if (scope.aliases.size === 0) return scope;
  return { ...scope, merged: new Map([...scope.merged, ...scope.aliases]) };
}

/** A key by its expression, or by its place in the select list (`order by 1`, `all`). */
function keyInfluence(
  key: unknown,
  kind: 'group' | 'order',
  scope: Scope,
  fields: readonly Field[],
  host: QueryHost,
): Rows['influence'] {
  const place = typeof key === 'number' ? key : placeOf(key);
  if (place !== undefined) return place <= fields.length ? asInfluence(fields[place - 1]!, kind) : [];
  const names = dottedNames(key);
  if (kind === 'order' && names?.length === 1 && names[0]!.toLowerCase() === 'all') {
    return asInfluence({ ...mergeFlows(fields), unknown: undefined }, kind);
  }
  return influenceOf(key, kind, scope, host);
}

function placeOf(key: unknown): number | undefined {
  const node = kinded(key);
  if (node?.kind !== 'literal' || node.body['literal_type'] !== 'number') return undefined;
  const place = Number(node.body['value']);
  return Number.isInteger(place) && place > 0 ? place : undefined;
}

/** A constant: it decides nothing. */
export function isPlain(key: unknown): boolean {
  return kinded(key)?.kind === 'literal';
}
