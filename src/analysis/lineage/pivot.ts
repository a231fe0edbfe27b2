import { type Ast, dottedNames, isAst, kinded, list, nameOf } from './ast.js';
import { flowOf } from './expression.js';
import { addFrom } from './from.js';
import { emptyScope, type QueryHost } from './query.js';
import { starFields } from './resolveColumn.js';
import {
  asInfluence,
  asKind,
  type Field,
  mergeFlows,
  mergeInfluence,
  type Rows,
  type Scope,
} from './scope.js';
import { columnsCall, fieldsOfColumns } from './select.js';

const DYNAMIC = 'the columns of a pivot come of its data';

/** `pivot … on a in (…) using sum(b)` as a statement, or `… pivot (sum(b) for a in (…))` behind a table. */
export function resolvePivot(body: Ast, parent: Scope, host: QueryHost): Rows {
  const scope = sourceScope(body, parent, host);
  if (body['unpivot'] === true) {
    const into = kinded(body['into'])?.body ?? {};
    return unpivoted(list(body['expressions']), [into['this'], ...list(into['expressions'])], scope, host);
  }
  const behind = list(body['fields']).length > 0;
  const keys = list(body[behind ? 'fields' : 'expressions']).map((key) => valuesOf(key, scope, host));
  const aggregates = list(body[behind ? 'expressions' : 'using']).map((item) =>
    aggregateOf(item, scope, host),
  );
  const written = groupKeys(body['group']);
  const named = written.map(
    (key): Field => ({ ...flowOf(key, scope, host), name: dottedNames(key)?.at(-1) ?? '' }),
  );
  const source = starFields(scope, undefined);
  const used = [...keys, ...aggregates].flatMap((each) => each.flow.value);
  const rest = source.fields.filter(
    (field) =>
      !used.some((ref) =>
        field.value.some((own) => own.relation === ref.relation && own.column === ref.column),
      ),
  );
  const grouped = written.length > 0 ? named : rest;
  const unknown = keys.some(({ values }) => values.length === 0)
    ? DYNAMIC
    : written.length > 0
      ? undefined
      : source.unknown;
  const deciding = mergeInfluence(...keys.map(({ flow }) => asInfluence(flow, 'filter')));
  const made = combinations(keys.map(({ values }) => values)).flatMap((value) =>
    (aggregates.length > 0 ? aggregates : [COUNT]).map(({ flow, suffix }): Field => {
      const alone = aggregates.length <= 1 && suffix.alias === undefined;
      const name = alone ? value : `${value}_${suffix.alias ?? suffix.text}`;
      return { ...flow, name, influence: mergeInfluence(flow.influence, deciding) };
    }),
  );
  return {
    fields: unknown === undefined ? [...grouped, ...made] : [],
    influence: mergeInfluence(
      ...scope.tables.map((table) => table.influence),
      ...grouped.map((field) => asInfluence({ ...field, unknown: undefined }, 'group')),
    ),
    ...(unknown !== undefined && { unknown }),
  };
}

/** `… unpivot (value for name in (a, b))` behind a table. */
export function resolveUnpivot(body: Ast, parent: Scope, host: QueryHost): Rows {
  const scope = sourceScope(body, parent, host);
  return unpivoted(list(body['columns']), [body['name_column'], body['value_column']], scope, host);
}

function sourceScope(body: Ast, parent: Scope, host: QueryHost): Scope {
  const scope = emptyScope(parent);
  const source = kinded(body['this']);
  addFrom(source?.kind === 'column' ? { table: source.body } : body['this'], scope, host);
  return scope;
}

/** The other columns, the name of one that was taken apart, and its value; rows without a value are left out. */
function unpivoted(items: readonly unknown[], into: readonly unknown[], scope: Scope, host: QueryHost): Rows {
  const taken: Field[] = [];
  let unknown: string | undefined;
  for (const item of items) {
    const call = columnsCall(item);
    const names = dottedNames(item);
    if (call !== undefined) {
      const found = fieldsOfColumns(call, scope, host);
      taken.push(...found.fields);
      unknown ??= found.unknown;
    } else if (names !== undefined) taken.push({ ...flowOf(item, scope, host), name: names.at(-1)! });
    else unknown ??= 'an unpivot of several columns at once is not followed';
  }
  const [name = '', ...values] = into.map((each) => nameOf(each) ?? nameOf(kinded(each)?.body['this']) ?? '');
  if (values.length !== 1) unknown ??= 'an unpivot into several columns is not followed';
  const flow = mergeFlows(taken);
  const source = starFields(scope, undefined);
  const gone = new Set(taken.map((field) => field.name.toLowerCase()));
  const doubt = unknown ?? source.unknown ?? flow.unknown;
  return {
    fields: [
      ...source.fields.filter((field) => !gone.has(field.name.toLowerCase())),
      { name, value: [], influence: [] },
      { ...flow, name: values[0] ?? '' },
    ],
    influence: mergeInfluence(
      ...scope.tables.map((table) => table.influence),
      asInfluence({ ...flow, unknown: undefined }, 'filter'),
    ),
    ...(doubt !== undefined && { unknown: doubt }),
  };
}

interface PivotKey {
  readonly flow: Omit<Field, 'name'>;
  /** What the columns are called after; none when the data tell. */
  readonly values: readonly string[];
}

function valuesOf(key: unknown, scope: Scope, host: QueryHost): PivotKey {
  const node = kinded(key);
  if (node?.kind !== 'in') return { flow: flowOf(key, scope, host), values: [] };
  const values = list(node.body['expressions']).map(valueName);
  return {
    flow: flowOf(node.body['this'], scope, host),
    values: values.every((value) => value !== undefined) ? values : [],
  };
}

function valueName(item: unknown): string | undefined {
  const node = kinded(item);
  if (node?.kind === 'pivot_alias') {
    const alias = node.body['alias'];
    return nameOf(alias) ?? dottedNames(alias)?.at(-1) ?? valueName(alias);
  }
  return node?.kind === 'literal' ? String(node.body['value']) : dottedNames(item)?.at(-1);
}

interface Aggregate {
  readonly flow: Omit<Field, 'name'>;
  readonly suffix: { readonly alias?: string; readonly text: string };
}

const COUNT: Aggregate = { flow: { value: [], influence: [] }, suffix: { text: 'count_star()' } };

function aggregateOf(item: unknown, scope: Scope, host: QueryHost): Aggregate {
  const node = kinded(item);
  const alias = node?.kind === 'alias' ? nameOf(node.body['alias']) : undefined;
  const expression = node?.kind === 'alias' ? node.body['this'] : item;
  const text = host.textOf(expression);
  const flow = asKind(flowOf(expression, scope, host), 'aggregated');
  return {
    flow: { ...flow, ...(text !== undefined && { expression: text }) },
    suffix: { ...(alias !== undefined && { alias }), text: (text ?? '').toLowerCase() },
  };
}

function groupKeys(group: unknown): readonly unknown[] {
  const inner = isAst(group) && isAst(group['group']) ? group['group'] : group;
  return isAst(inner) ? list(inner['expressions']) : [];
}

/** All names that one value of each list makes together. */
function combinations(lists: readonly (readonly string[])[]): string[] {
  return lists.reduce<string[]>(
    (made, values) =>
      made.length === 0 ? [...values] : made.flatMap((before) => values.map((value) => `${before}_${value}`)),
    [],
  );
}
