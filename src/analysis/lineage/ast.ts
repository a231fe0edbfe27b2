/** A piece of polyglot's syntax tree: an object of fields, or one key (the kind) over such an object. */
export type Ast = Readonly<Record<string, unknown>>;

export interface Kinded {
  readonly kind: string;
  readonly body: Ast;
}

export function isAst(value: unknown): value is Ast {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Fields that hold one expression; an object of such a field alone is no expression itself. */
const FIELDS: ReadonlySet<string> = new Set([
  'this',
  'expression',
  'spec',
  'over',
  'query',
  'value',
  'on',
  'index',
]);

/** `{select: {…}}` as kind and body; undefined for what has no kind. */
export function kinded(value: unknown): Kinded | undefined {
  if (!isAst(value)) return undefined;
  const keys = Object.keys(value);
  if (keys.length === 1 && FIELDS.has(keys[0]!)) return kinded(value[keys[0]!]);
  const body = value[keys[0] ?? ''];
  return keys.length === 1 && isAst(body) ? { kind: keys[0]!, body } : undefined;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The text of an identifier (`{name: 'a', …}`) or of a plain string. */
export function nameOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return isAst(value) && typeof value['name'] === 'string' && value['name'] !== ''
    ? value['name']
    : undefined;
}

export function positionOf(value: unknown): number | undefined {
  const span = isAst(value) && isAst(value['span']) ? value['span'] : undefined;
  return typeof span?.['start'] === 'number' ? span['start'] : undefined;
}

export const QUERY_KINDS: ReadonlySet<string> = new Set(['select', 'union', 'intersect', 'except', 'values']);

/** The query inside parentheses, however many; undefined for what is no query. */
export function isQuery(value: unknown): boolean {
  const node = kinded(value);
  if (node === undefined) return false;
  if (node.kind === 'subquery' || node.kind === 'paren') return isQuery(node.body['this']);
  return QUERY_KINDS.has(node.kind);
}

/** `columns(…)`, which stands for several columns. */
export function isColumnsCall(node: Kinded | undefined): boolean {
  return node?.kind === 'function' && nameOf(node.body)?.toLowerCase() === 'columns';
}

/** Taken apart, `a.b.c` of columns and field accesses: its names; undefined when it does not begin with a name. */
export function dottedNames(value: unknown): readonly string[] | undefined {
  const node = kinded(value);
  if (node?.kind === 'column') {
    const name = nameOf(node.body['name']);
    const table = nameOf(node.body['table']);
    if (name === undefined) return undefined;
    return table === undefined ? [name] : [table, name];
  }
  if (node?.kind === 'dot') {
    const before = dottedNames(node.body['this']);
    const field = nameOf(node.body['field']);
    return before && field !== undefined ? [...before, field] : undefined;
  }
  return undefined;
}
