import type { BindProblem, InfluenceKind } from '../types.js';
import {
  type Ast,
  dottedNames,
  isAst,
  isColumnsCall,
  isQuery,
  kinded,
  list,
  nameOf,
  positionOf,
} from './ast.js';
import { nameProblem } from './nameProblem.js';
import { resolveColumn } from './resolveColumn.js';
import {
  asInfluence,
  asKind,
  type Flow,
  mergeFlows,
  mergeInfluence,
  NOTHING,
  type Rows,
  type Scope,
} from './scope.js';

/** What expressions need of the query they are in. */
export interface ExpressionHost {
  resolveQuery(query: unknown, parent: Scope): Rows;
  /** Told of every column that is read. */
  onRead(flow: Flow): void;
  /** Told of names that cannot be right. */
  onProblem(problem: BindProblem): void;
}

const AGGREGATES: ReadonlySet<string> = new Set(
  `sum avg min max count count_if approx_count_distinct approx_distinct string_agg listagg group_concat array_agg
  array_concat_agg aggregate_function any_value first last median mode stddev stddev_pop stddev_samp variance var_pop
  var_samp corr covar_pop covar_samp percentile_cont percentile_disc quantile bit_and_agg bit_or_agg bit_xor_agg
  logical_and logical_or bool_and bool_or json_array_agg json_object_agg within_group approx_quantile sum_if arg_max
  arg_min skewness kurtosis histogram`.split(/\s+/),
);

const AGGREGATE_FUNCTIONS: ReadonlySet<string> = new Set(
  `list max_by min_by arg_max arg_min product fsum favg sumkahan bit_and bit_or bit_xor bitstring_agg entropy
  kurtosis_pop mad quantile_cont quantile_disc reservoir_quantile approx_top_k arbitrary object_agg jsonb_agg json_agg
  jsonb_object_agg json_group_array json_group_object hll every regr_slope regr_intercept`.split(/\s+/),
);

/** The columns an expression is made from. A bare column is copied, anything around it transforms. */
export function flowOf(expression: unknown, scope: Scope, host: ExpressionHost): Flow {
  const node = kinded(expression);
  if (node === undefined) return flowOfParts(expression, scope, host);
  if (node.kind === 'paren' && !isQuery(expression)) return flowOf(node.body['this'], scope, host);
  if (node.kind === 'alias') return flowOf(node.body['this'], scope, host);
  if (node.kind === 'column' || node.kind === 'dot') {
    const names = dottedNames(expression);
    if (names !== undefined) {
      const found = resolveColumn(names, scope);
      host.onRead(found);
      const problem = nameProblem(names, positionOf(node.body['name'] ?? node.body), scope);
      if (problem !== undefined) host.onProblem(problem);
      return found;
    }
  }
  if (scope.expanded !== undefined && isColumnsCall(node)) return scope.expanded;
  const special = SPECIAL[node.kind];
  if (special !== undefined) return special(node.body, scope, host);
  if (isQuery(expression)) return flowOfSubquery(expression, scope, host);
  const inner = flowOfBody(node.body, scope, host);
  return asKind(inner, isAggregate(node.kind, node.body) ? 'aggregated' : 'transformed');
}

type Special = (body: Ast, scope: Scope, host: ExpressionHost) => Flow;

const SPECIAL: Readonly<Record<string, Special>> = {
  window_function: windowFlow,
  lambda: (body, scope, host) =>
    flowOf(body['body'], withBound(scope, list(body['parameters']).map(nameOf)), host),
  comprehension(body, scope, host) {
    const inner = withBound(scope, dottedNames(body['expression']) ?? []);
    const parts = [flowOf(body['iterator'], scope, host), flowOf(body['this'], inner, host)];
    if (body['condition']) parts.push(flowOf(body['condition'], inner, host));
    return asKind(mergeFlows(parts), 'transformed');
  },
  exists: (body, scope, host) => ({
    value: [],
    influence: host.resolveQuery(body['this'], scope).influence,
  }),
  // `list_transform(x := …)`: the name is no column.
  named_argument: (body, scope, host) => flowOf(body['value'], scope, host),
  star(body, scope) {
    const table = nameOf(body['table']);
    const fields = scope.tables
      .filter((each) => table === undefined || each.alias === table)
      .flatMap((each) => each.fields);
    return asKind(mergeFlows(fields), 'transformed');
  },
};

function windowFlow(body: Ast, scope: Scope, host: ExpressionHost): Flow {
  const own = asKind(flowOf(body['this'], scope, host), 'transformed');
  return { ...own, influence: mergeInfluence(own.influence, windowInfluence(body['over'], scope, host)) };
}

/** What a window goes by; a named one by its definition. */
function windowInfluence(over: unknown, scope: Scope, host: ExpressionHost): Flow['influence'] {
  if (!isAst(over)) return [];
  const name = nameOf(over['window_name'])?.toLowerCase();
  const named = name === undefined ? undefined : scope.windows.get(name);
  return mergeInfluence(
    named === undefined ? [] : windowInfluence(named, scope, host),
    influenceOf(over['partition_by'], 'group', scope, host),
    influenceOf(over['order_by'], 'order', scope, host),
  );
}

export function influenceOf(
  expressions: unknown,
  kind: InfluenceKind,
  scope: Scope,
  host: ExpressionHost,
): Flow['influence'] {
  if (expressions === null || expressions === undefined) return [];
  return asInfluence(flowOf(expressions, scope, host), kind);
}

/** Its value, and what decides which rows it is taken from. */
function flowOfSubquery(query: unknown, scope: Scope, host: ExpressionHost): Flow {
  const rows = host.resolveQuery(query, scope);
  const flow = mergeFlows(rows.fields);
  return {
    ...asKind(flow, 'transformed'),
    influence: mergeInfluence(flow.influence, rows.influence),
    ...(rows.unknown !== undefined && { unknown: rows.unknown }),
  };
}

/** Fields that decide about rows inside of an expression: `filter (where …)` and `order by` of aggregates. */
const DECIDING: Readonly<Record<string, InfluenceKind>> = { filter: 'filter', order_by: 'order' };

function flowOfBody(body: Ast, scope: Scope, host: ExpressionHost): Flow {
  const flows: Flow[] = [];
  for (const [key, part] of Object.entries(body)) {
    if (!isTree(part) || key === 'span' || key === 'inferred_type') continue;
    const deciding = DECIDING[key];
    if (deciding === undefined) flows.push(flowOf(part, scope, host));
    else flows.push({ value: [], influence: influenceOf(part, deciding, scope, host) });
  }
  return mergeFlows(flows);
}

function flowOfParts(parts: unknown, scope: Scope, host: ExpressionHost): Flow {
  if (Array.isArray(parts)) return mergeFlows(parts.filter(isTree).map((part) => flowOf(part, scope, host)));
  return isAst(parts) ? flowOfBody(parts, scope, host) : NOTHING;
}

function isTree(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

export function isAggregate(kind: string, body: Ast): boolean {
  if (AGGREGATES.has(kind)) return true;
  return kind === 'function' && AGGREGATE_FUNCTIONS.has((nameOf(body) ?? '').toLowerCase());
}

function withBound(scope: Scope, names: readonly (string | undefined)[]): Scope {
  const added = names.filter((name) => name !== undefined).map((name) => name.toLowerCase());
  return { ...scope, bound: new Set([...scope.bound, ...added]) };
}
