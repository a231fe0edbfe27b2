import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dumpYaml } from '../../src/basecontext/yaml/dumpYaml.js';
import { isXformError } from '../../src/errors/error.js';
import { createModules } from '../../src/jinja/modules/modules.js';
import { PyDecimal } from '../../src/jinja/values/decimal.js';
import { PyDict } from '../../src/jinja/values/dict.js';
import {
  add,
  divide,
  floorDivide,
  formatValue,
  getAttr,
  modulo,
  multiply,
  power,
  pyStr,
  subtract,
  toArray,
} from '../../src/jinja/values/operations.js';
import { PyFloat, type Value } from '../../src/jinja/values/types.js';

/** Random inputs and what Python made of them; recorded by fixtures/python/record_random.py. null: it raised. */
const recorded: Record<string, Value[][]> = JSON.parse(
  readFileSync(join(import.meta.dirname, '../fixtures/python/random.json'), 'utf8'),
);

function decode(value: Value): Value {
  if (Array.isArray(value)) return value.map(decode);
  if (typeof value !== 'object' || value === null) return value;
  const [kind, content] = value.$;
  if (kind === 'dict') return new PyDict(content.map((pair: Value[]) => pair.map(decode)));
  if (kind === 'float') return new PyFloat(Number(content));
  return Number.isSafeInteger(Number(content)) ? Number(content) : BigInt(content);
}

/** What `run` gives, null when it raises as Python does. */
function attempt(run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    if (isXformError(error)) return null;
    throw error;
  }
}

function call(target: Value, method: string, ...args: Value[]): Value {
  return getAttr(target, method)(args, {});
}

const OPERATORS: Readonly<Record<string, (a: Value, b: Value) => Value>> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '//': floorDivide,
  '%': modulo,
  '**': power,
};

const modules = createModules();
const datetime = getAttr(getAttr(modules, 'datetime'), 'datetime');
const re = getAttr(modules, 're');

/** Tuples as lists, as JSON has them. */
function plain(value: Value): Value {
  return Array.isArray(value) ? [...value].map(plain) : value;
}

function regexResults(pattern: string, subject: string, flags: number): Value {
  const compiled = call(re, 'compile', pattern, flags);
  const groups: number = getAttr(compiled, 'groups');
  const spans = toArray(call(compiled, 'finditer', subject)).map((match) =>
    Array.from({ length: groups + 1 }, (_, group) => plain(call(match, 'span', group))),
  );
  return {
    findall: plain(call(compiled, 'findall', subject)),
    spans,
    sub: call(compiled, 'sub', '<\\g<0>>', subject),
    split: plain(call(compiled, 'split', subject)),
    fullmatch: call(compiled, 'fullmatch', subject) !== null,
    match: call(compiled, 'match', subject) !== null,
  };
}

const RUN: Readonly<Record<string, (...input: Value[]) => Value>> = {
  yaml: (value) => dumpYaml(decode(value), false),
  arithmetic: (a, operator, b) => pyStr(OPERATORS[operator]!(PyDecimal.parse(a), PyDecimal.parse(b))),
  formatting: (number, spec) => formatValue(PyDecimal.parse(number), spec),
  strftime: (moment, format) => call(call(datetime, 'fromisoformat', moment), 'strftime', format),
  strptime: (text, format) => call(call(datetime, 'strptime', text, format), 'isoformat'),
  regex: regexResults,
};

describe('random inputs, as Python', () => {
  it.each(Object.keys(RUN))('%s', (name) => {
    const cases = recorded[name]!;
    const ours = cases.map((values) => {
      const input = values.slice(0, -1);
      return [...input, attempt(() => RUN[name]!(...input))];
    });
    expect(cases.length).toBeGreaterThan(100);
    expect(ours).toEqual(cases);
  });
});
