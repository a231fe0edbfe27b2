import {
  add,
  divide,
  floorDivide,
  modulo,
  multiply,
  negate,
  posate,
  power,
  subtract,
} from '../values/arithmetic.js';
import { contains, pyEquals, pyOrder } from '../values/compare.js';
import { PyDict } from '../values/dict.js';
import { iterate, pyTruthy } from '../values/iterate.js';
import { PyIterator } from '../values/iterator.js';
import { getAttr, getItem, setAttr, slice } from '../values/lookup.js';
import { entriesOf, isMapping } from '../values/mapping.js';
import { findMethod } from '../values/methods/tables.js';
import { isNumber } from '../values/numbers.js';
import { raise } from '../values/raise.js';
import { pyStr } from '../values/text.js';
import { typeName } from '../values/typeName.js';
import { isCallable, isPyObject, type Kwargs, NO_KWARGS, PyTuple, type Value } from '../values/types.js';
import { Undefined } from '../values/undefined.js';
import { leaveMacro, located, locatedRoot, returnFunction } from './errors.js';
import { Loop } from './loop.js';
import { bindArguments, macroValue, missingParameter } from './macro.js';
import type { RenderState } from './state.js';

const NO_ARGS: Value[] = [];
Object.freeze(NO_ARGS);

/** Calls any value; may give a promise when rendering asynchronously. */
function call(target: Value, args: Value[], kwargs: Kwargs): Value {
  if (isCallable(target)) return target(args, kwargs);
  if (target instanceof Undefined) {
    if (target.silent) return target;
    throw target.error(NO_SUCH_MACRO);
  }
  if (isPyObject(target) && target.pyCall) return target.pyCall(args, kwargs);
  return raise(`'${typeName(target)}' object is not callable`);
}

/** `owner.name(...)`: methods of built-in types without making a bound method first. */
function callMethod(owner: Value, name: string, args: Value[], kwargs: Kwargs): Value {
  const method = findMethod(owner, name);
  return method ? method(owner, args, kwargs) : call(getAttr(owner, name), args, kwargs);
}

function callMethodSilent(owner: Value, name: string, args: Value[], kwargs: Kwargs): Value {
  const method = findMethod(owner, name);
  return method ? method(owner, args, kwargs) : call(hush(getAttr(hush(owner), name)), args, kwargs);
}

const NO_SUCH_MACRO =
  'This can happen when calling a macro that does not exist: check for typos, or install package dependencies with "xform deps".';

/** While parsing a model's body, whatever is missing stays without consequences. */
function hush(value: Value): Value {
  return value instanceof Undefined ? value.silenced() : value;
}

/** What a call block prints: unlike `{{ }}`, it takes text only. */
function blockText(value: Value): string {
  if (typeof value === 'string') return value;
  if (value instanceof Undefined) return '';
  return raise(
    `a call block prints text, but the macro it calls returned ${typeName(value)}`,
    'Call a macro that uses return() with {% set x = name() %} or {{ name() }}.',
  );
}

function splat(args: readonly Value[], more: Value): Value[] {
  return [...args, ...iterate(more)];
}

function doubleSplat(kwargs: Kwargs, more: Value): Kwargs {
  if (more instanceof Undefined) {
    if (more.silent) return kwargs;
    throw more.error();
  }
  if (!isMapping(more)) raise(`argument after ** must be a mapping, not ${typeName(more)}`);
  const all: Record<string, Value> = Object.assign(Object.create(null), kwargs);
  for (const [key, value] of entriesOf(more)) {
    if (typeof key !== 'string') raise('keywords must be strings');
    if (key in all) raise(`got multiple values for keyword argument '${key}'`);
    all[key] = value;
  }
  return all;
}

/** Exactly `count` items of a value, for `set a, b = value`. */
function unpack(value: Value, count: number): readonly Value[] {
  const items: Value[] = [];
  for (const item of iterate(value)) {
    if (items.length === count) raise(`too many values to unpack (expected ${count})`);
    items.push(item);
  }
  if (items.length < count) raise(`not enough values to unpack (expected ${count}, got ${items.length})`);
  return items;
}

function filterItems(items: Iterable<Value>, test: (item: Value) => boolean): PyIterator {
  return new PyIterator(passing(items, test));
}

function* passing(items: Iterable<Value>, test: (item: Value) => boolean): Generator<Value> {
  for (const item of items) if (test(item)) yield item;
}

function unknownName(message: string, hint: string | undefined): never {
  return raise(message, hint);
}

/** Constants of a YAML value's template are text, as in Jinja2: it joins them while compiling. */
function foldConstant(value: Value): Value {
  return isPlainData(value) ? pyStr(value) : value;
}

function isPlainData(value: Value): boolean {
  if (value instanceof PyDict) return [...value].every((entry) => entry.every(isPlainData));
  if (Array.isArray(value)) return value.every(isPlainData);
  return value === null || typeof value === 'string' || typeof value === 'boolean' || isNumber(value);
}

function noElse(): Undefined {
  return new Undefined('if', {
    message: 'the inline if-expression evaluated to false and no else section was defined',
  });
}

/** Everything generated code may call; it reaches nothing else but its constants and the render state. */
export const HELPERS = {
  NO_ARGS,
  NO_KWARGS,
  str: pyStr,
  truthy: pyTruthy,
  equals: pyEquals,
  order: pyOrder,
  isIn: (item: Value, container: Value): boolean => contains(container, item),
  add,
  subtract,
  multiply,
  divide,
  floorDivide,
  modulo,
  power,
  negate,
  posate,
  getAttr,
  getItem,
  slice,
  setAttr,
  call,
  callMethod,
  getAttrSilent: (value: Value, name: string): Value => hush(getAttr(hush(value), name)),
  getItemSilent: (value: Value, key: Value): Value => hush(getItem(hush(value), key)),
  sliceSilent: (value: Value, start: Value, stop: Value, step: Value): Value =>
    hush(slice(hush(value), start, stop, step)),
  callSilent: (target: Value, args: Value[], kwargs: Kwargs): Value => call(hush(target), args, kwargs),
  callMethodSilent,
  blockText,
  foldConstant,
  splat,
  doubleSplat,
  tuple: (items: Value[]): PyTuple => PyTuple.fromArray(items),
  dict: (pairs: [Value, Value][]): PyDict => new PyDict(pairs),
  iterate,
  createLoop: (source: Value, depth: number, recurse: ConstructorParameters<typeof Loop>[2]): Loop =>
    new Loop(source, depth, recurse),
  filterItems,
  unpack,
  isDefined: (value: Value): boolean => !(value instanceof Undefined),
  unknownName,
  noElse,
  returnFunction,
  macroValue,
  bindArguments,
  missingParameter,
  enterMacro: (state: RenderState, name: string): void => state.calls.enter(name),
  leaveMacro,
  located,
  locatedRoot,
} as const;
