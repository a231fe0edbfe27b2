import { type Ast, isAst, type Kinded, kinded, list } from './ast.js';

const SET_OPERATIONS: ReadonlySet<string> = new Set(['union', 'intersect', 'except']);
/** Clauses that a SELECT can end with before UNION. */
const CLAUSES = ['qualify', 'having', 'where_clause'];
/** Fields of operators that hold an operand. */
const OPERANDS = ['right', 'high', 'expression', 'this', 'left', 'low'];
/** What has parentheses of its own around what is inside. */
const CLOSED: ReadonlySet<string> = new Set([
  'subquery',
  'paren',
  'exists',
  'in',
  'select',
  'function',
  'cast',
]);

/**
 * Polyglot reads `where a > (select …) union all select …` as a comparison with a union. A set operation cannot be an
 * operand without parentheses around it, so it is one of the whole SELECT: this gives the query as it was meant.
 */
export function hoistSetOperation(query: Kinded): Kinded {
  if (query.kind !== 'select') return query;
  const found =
    inClauses(query.body) ?? inLast(query.body, 'joins', 'on') ?? inLast(query.body, 'expressions');
  if (found === undefined) return query;
  const { with: ctes, ...select } = found.rest as Ast & { with?: unknown };
  const { kind, body } = withLeftmost(found.operation, { select });
  return { kind, body: { ...body, with: ctes ?? null } };
}

/** A tree without the set operation in it, and that one. */
interface Taken {
  readonly rest: unknown;
  readonly operation: Kinded;
}

function inClauses(body: Ast): Taken | undefined {
  for (const key of CLAUSES) {
    const taken = isAst(body[key]) ? take(body[key]) : undefined;
    if (taken !== undefined) return { rest: { ...body, [key]: taken.rest }, operation: taken.operation };
  }
  return undefined;
}

function inLast(body: Ast, key: string, field?: string): Taken | undefined {
  const items = list(body[key]);
  const last = items.at(-1);
  const part = field === undefined ? last : isAst(last) ? last[field] : undefined;
  const taken = take(part);
  if (taken === undefined) return undefined;
  const rest = field === undefined ? taken.rest : { ...(last as Ast), [field]: taken.rest };
  return { rest: { ...body, [key]: [...items.slice(0, -1), rest] }, operation: taken.operation };
}

function take(tree: unknown): Taken | undefined {
  const node = kinded(tree);
  if (node === undefined) return undefined;
  if (SET_OPERATIONS.has(node.kind)) {
    const first = leftmost(node);
    return kinded(first)?.kind === 'subquery' ? { rest: first, operation: node } : undefined;
  }
  if (CLOSED.has(node.kind)) return undefined;
  for (const key of OPERANDS) {
    const taken = isAst(node.body[key]) ? take(node.body[key]) : undefined;
    if (taken !== undefined) {
      return { rest: { [node.kind]: { ...node.body, [key]: taken.rest } }, operation: taken.operation };
    }
  }
  return undefined;
}

function leftmost({ body }: Kinded): unknown {
  const left = kinded(body['left']);
  return left !== undefined && SET_OPERATIONS.has(left.kind) ? leftmost(left) : body['left'];
}

/** The operation with another first query. */
function withLeftmost({ kind, body }: Kinded, first: unknown): Kinded {
  const left = kinded(body['left']);
  if (left === undefined || !SET_OPERATIONS.has(left.kind)) return { kind, body: { ...body, left: first } };
  const inner = withLeftmost(left, first);
  return { kind, body: { ...body, left: { [inner.kind]: inner.body } } };
}
