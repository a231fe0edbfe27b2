import { didYouMean } from '../../util/didYouMean.js';
import type { Filter as FilterCode } from '../filters/filter.js';
import { FILTERS, NATIVE_FILTERS } from '../filters/index.js';
import type { Arguments, Compare, Expression, Filter, FunCall, Is, LookupVal } from '../syntax/nodes.js';
import { TESTS } from '../tests.js';
import type { Generator, Helper } from './generator.js';

type Writers = {
  [K in Expression['typename']]: (g: Generator, node: Expression & { typename: K }) => string;
};

/** JavaScript of an expression's value. */
export function expression(g: Generator, node: Expression): string {
  return (WRITERS[node.typename] as (g: Generator, node: Expression) => string)(g, node);
}

/** Node kinds whose value is always a JavaScript boolean. */
const BOOLEAN: ReadonlySet<string> = new Set(['Compare', 'Not', 'Is']);

/** JavaScript of an expression's truth. */
export function condition(g: Generator, node: Expression): string {
  if (node.typename === 'Not') return `!${condition(g, node.target)}`;
  if (node.typename === 'And') return `(${condition(g, node.left)}&&${condition(g, node.right)})`;
  if (node.typename === 'Or') return `(${condition(g, node.left)}||${condition(g, node.right)})`;
  const value = expression(g, node);
  return BOOLEAN.has(node.typename) ? value : `${g.helper('truthy')}(${value})`;
}

/** JavaScript of an expression's text. */
export function text(g: Generator, node: Expression): string {
  const value = expression(g, node);
  if (node.typename === 'ConcatAll') return value;
  if (node.typename === 'Literal' && typeof node.value === 'string') return value;
  return `${g.helper('str')}(${value})`;
}

function literal(g: Generator, value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return String(value);
  return g.constant(value);
}

function list(g: Generator, items: readonly Expression[]): string {
  return `[${items.map((item) => expression(g, item)).join(',')}]`;
}

/** A plain `__proto__` would set the prototype. */
function property(name: string): string {
  return name === '__proto__' ? '["__proto__"]' : JSON.stringify(name);
}

/** The positional and named arguments, as two pieces of code. */
function args(g: Generator, given: Arguments, extra = ''): string {
  const positional =
    given.positional.length === 0 && !given.splat ? g.helper('NO_ARGS') : list(g, given.positional);
  const all = given.splat ? `${g.helper('splat')}(${positional},${expression(g, given.splat)})` : positional;
  const named = given.named.map(({ name, value }) => `${property(name)}:${expression(g, value)}`);
  if (extra) named.push(extra);
  const fixed = named.length === 0 ? g.helper('NO_KWARGS') : `{__proto__:null,${named.join(',')}}`;
  const keywords = given.doubleSplat
    ? `${g.helper('doubleSplat')}(${fixed},${expression(g, given.doubleSplat)})`
    : fixed;
  return `${all},${keywords}`;
}

/** A call; `caller` is code of the call block's body, handed on as a named argument. */
export function call(g: Generator, node: FunCall, caller?: string): string {
  const target = node.name;
  const extra = caller ? `"caller":${caller}` : '';
  if (target.typename === 'Attribute') {
    const owner = expression(g, target.target);
    const name = JSON.stringify(target.name);
    return g.awaited(
      `${g.helper('callMethod')}(${owner},${name},${args(g, node.args, extra)},${g.at(target)})`,
    );
  }
  const place = target.typename === 'Symbol' ? target : node;
  return g.awaited(
    `${g.helper('call')}(${expression(g, target)},${args(g, node.args, extra)},${g.at(place)})`,
  );
}

function lookup(g: Generator, node: LookupVal): string {
  const target = expression(g, node.target);
  if (node.val.typename !== 'Slice') {
    return `${g.helper('getItem')}(${target},${expression(g, node.val)},${g.at(node)})`;
  }
  const part = (value: Expression | null): string => (value ? expression(g, value) : 'null');
  const { start, stop, step } = node.val;
  return `${g.helper('slice')}(${target},${part(start)},${part(stop)},${part(step)},${g.at(node)})`;
}

/** A filter; `input` is code of the value when the node has none (filter and set blocks). */
export function filter(g: Generator, node: Filter, input?: string): string {
  const value = node.target
    ? node.target.typename === 'Filter' && input !== undefined
      ? filter(g, node.target, input)
      : expression(g, node.target)
    : input!;
  const run = findFilter(g, node);
  if (!run) return unknown(g, 'filter', node, FILTERS.keys(), value);
  return `${g.constant(run)}(${value},${args(g, node.args)},${g.at(node)})`;
}

function findFilter(g: Generator, node: Filter): FilterCode | undefined {
  if (!g.options.native || !NATIVE_FILTERS.has(node.name)) return FILTERS.get(node.name);
  return g.marking.has(node) ? NATIVE_FILTERS.get(node.name) : FILTERS.get('string');
}

function unknown(
  g: Generator,
  kind: string,
  node: Filter | Is,
  names: Iterable<string>,
  value: string,
): string {
  const message = `No ${kind} named '${node.name}'.`;
  const hint = didYouMean(node.name, names);
  if (g.branches === 0) g.fail(message, node, hint);
  return `${g.helper('unknownName')}(${JSON.stringify(message)},${JSON.stringify(hint) ?? 'undefined'},${value},${g.at(node)})`;
}

/** Tests answered without a call. */
const INLINE_TESTS: Readonly<Record<string, (g: Generator, value: string) => string>> = {
  defined: (g, value) => `${g.helper('isDefined')}(${value})`,
  undefined: (g, value) => `!${g.helper('isDefined')}(${value})`,
  none: (_g, value) => `(${value}===null)`,
};

function test(g: Generator, node: Is): string {
  const value = expression(g, node.target);
  const inline =
    node.args.positional.length === 0 && Object.hasOwn(INLINE_TESTS, node.name) && INLINE_TESTS[node.name];
  if (inline) return inline(g, value);
  const run = TESTS.get(node.name);
  if (!run) return unknown(g, 'test', node, TESTS.keys(), value);
  return `${g.constant(run)}(${value},${args(g, node.args)},${g.at(node)})`;
}

/** `a < b < c`: each operand is evaluated once, and the rest only while the comparison holds. */
function compare(g: Generator, node: Compare): string {
  let left = expression(g, node.expr);
  const parts = node.ops.map((operand, i) => {
    let right = expression(g, operand.expr);
    let next = right;
    if (i < node.ops.length - 1) {
      next = g.temporary();
      right = `${next}=${right}`;
    }
    const code = comparison(g, operand.type, left, right, g.at(operand));
    left = next;
    return code;
  });
  return parts.length === 1 ? parts[0]! : `(${parts.join('&&')})`;
}

function comparison(g: Generator, type: string, left: string, right: string, at: string): string {
  switch (type) {
    case '==':
      return `${g.helper('equals')}(${left},${right},${at})`;
    case '!=':
      return `!${g.helper('equals')}(${left},${right},${at})`;
    case 'in':
      return `${g.helper('isIn')}(${left},${right},${at})`;
    case 'not in':
      return `!${g.helper('isIn')}(${left},${right},${at})`;
    default:
      return `${g.helper('order')}(${JSON.stringify(type)},${left},${right},${at})`;
  }
}

const OPERATORS: Readonly<Record<string, Helper>> = {
  Add: 'add',
  Sub: 'subtract',
  Mul: 'multiply',
  Div: 'divide',
  FloorDiv: 'floorDivide',
  Mod: 'modulo',
  Pow: 'power',
};

function binary(g: Generator, node: Extract<Expression, { left: Expression }>): string {
  const left = expression(g, node.left);
  return `${g.helper(OPERATORS[node.typename]!)}(${left},${expression(g, node.right)},${g.at(node)})`;
}

/** `and` and `or` give one of their operands. */
function logical(g: Generator, node: Extract<Expression, { left: Expression }>): string {
  const value = g.temporary();
  const left = `${g.helper('truthy')}(${value}=${expression(g, node.left)})`;
  const right = expression(g, node.right);
  return node.typename === 'And' ? `(${left}?${right}:${value})` : `(${left}?${value}:${right})`;
}

const WRITERS: Writers = {
  Literal: (g, node) => literal(g, node.value),
  Symbol: (g, node) => g.resolve(node.value),
  Array: (g, node) => list(g, node.children),
  Group: (g, node) => `${g.helper('tuple')}(${list(g, node.children)})`,
  Dict: (g, node) => {
    const pairs = node.children.map((pair) => `[${expression(g, pair.key)},${expression(g, pair.value)}]`);
    return `${g.helper('dict')}([${pairs.join(',')}],${g.at(node)})`;
  },
  LookupVal: lookup,
  Attribute: (g, node) =>
    `${g.helper('getAttr')}(${expression(g, node.target)},${JSON.stringify(node.name)},${g.at(node)})`,
  Slice: (g, node) => g.fail('a slice can only stand inside [ ]', node),
  FunCall: (g, node) => call(g, node),
  Filter: (g, node) => filter(g, node),
  Is: test,
  InlineIf: (g, node) => {
    const cond = condition(g, node.cond);
    g.branches++;
    const body = expression(g, node.body);
    const otherwise = node.else_ ? expression(g, node.else_) : `${g.helper('noElse')}(${g.at(node)})`;
    g.branches--;
    return `(${cond}?${body}:${otherwise})`;
  },
  Or: logical,
  And: logical,
  Not: (g, node) => `!${condition(g, node.target)}`,
  Neg: (g, node) => `${g.helper('negate')}(${expression(g, node.target)},${g.at(node)})`,
  Pos: (g, node) => `${g.helper('posate')}(${expression(g, node.target)},${g.at(node)})`,
  Add: binary,
  Sub: binary,
  Mul: binary,
  Div: binary,
  FloorDiv: binary,
  Mod: binary,
  Pow: binary,
  ConcatAll: (g, node) => `(${node.children.map((child) => text(g, child)).join('+')})`,
  Compare: compare,
};
