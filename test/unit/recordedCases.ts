import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTable } from '../../src/adapters/table.js';
import {
  setFunction,
  setStrictFunction,
  zipFunction,
  zipStrictFunction,
} from '../../src/basecontext/collections.js';
import { diffOfTwoDicts, localMd5 } from '../../src/basecontext/helpers.js';
import { fromjson, tojson, toyaml } from '../../src/basecontext/serialization.js';
import { compileTemplate } from '../../src/jinja/engine.js';
import { PyDate, PyDateTime, PyTime, PyTimeDelta } from '../../src/jinja/modules/datetime.js';
import { createModules } from '../../src/jinja/modules/modules.js';
import { pyFunction } from '../../src/jinja/pyFunction.js';
import type { RenderContext } from '../../src/jinja/types.js';
import { PyDecimal } from '../../src/jinja/values/decimal.js';
import { formatValue, pyRepr } from '../../src/jinja/values/operations.js';
import { PyFloat, type Value } from '../../src/jinja/values/types.js';

/** A template and what Python printed for it, or how it failed; recorded by fixtures/python/record.py. */
export interface RecordedCase {
  readonly template: string;
  readonly text?: string;
  readonly error?: string;
}

const folder = join(import.meta.dirname, '../fixtures/python');

function readJson(name: string): Value {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
}

export function recordedCases(name: string): RecordedCase[] {
  return readJson(name).cases;
}

const REVIVE: Readonly<Record<string, (text: string) => Value>> = {
  decimal: PyDecimal.parse,
  float: (text) => new PyFloat(Number(text)),
  int: (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text)),
  date: PyDate.fromIso,
  datetime: PyDateTime.fromIso,
  time: PyTime.fromIso,
  days: (text) => PyTimeDelta.of({ seconds: Number(text) * 86400 }),
};

function revive(value: Value): Value {
  if (Array.isArray(value)) return value.map(revive);
  if (typeof value !== 'object' || value === null) return value;
  if (value.$ !== undefined) return REVIVE[value.$[0]]!(value.$[1]);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revive(item)]));
}

/** A table of fixtures/python/tables.json as a query of it would give. */
export function recordedTable(name: string, print?: (text: string) => void) {
  const { names, rows } = readJson('tables')[name];
  const columns = names.map((column: string) => ({ name: column, type: '' }));
  return createTable(columns, revive(rows), print);
}

const names: Record<string, Value> = {
  modules: createModules(),
  table: pyFunction('table', ['name'], (name) => recordedTable(name)),
  D: pyFunction('D', ['text'], (text) => PyDecimal.parse(text)),
  format: pyFunction('format', ['value', 'spec'], (value, spec) => formatValue(value, spec)),
  repr: pyFunction('repr', ['value'], pyRepr),
  fromjson,
  tojson,
  toyaml,
  set: setFunction,
  set_strict: setStrictFunction,
  zip: zipFunction,
  zip_strict: zipStrictFunction,
  local_md5: localMd5,
  diff_of_two_dicts: diffOfTwoDicts,
};

function contextOf(mode: 'sync' | 'async'): RenderContext {
  return {
    lookup: (name) => names[name],
    names: () => Object.keys(names),
    mode,
    undefinedNames: 'default',
  };
}

export function renderCase(template: string): string {
  return compileTemplate(template, { file: 'case.sql' }).renderSync(contextOf('sync'));
}

export function renderCaseAsync(template: string): Promise<string> {
  return compileTemplate(template, { file: 'case.sql' }).render(contextOf('async'));
}
