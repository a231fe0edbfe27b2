import { compileMacros, compileTemplate, renderNativeSync } from '../../src/jinja/engine.js';
import type { RenderContext } from '../../src/jinja/types.js';
import { PyDict } from '../../src/jinja/values/dict.js';
import { PyFloat, PyTuple, type Value } from '../../src/jinja/values/types.js';

/** Strings, lists and dicts of templates, from plain JavaScript. */
export function py(value: Value): Value {
  if (Array.isArray(value)) return value.map(py);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return new PyDict(Object.entries(value).map(([key, item]) => [key, py(item)]));
}

export interface ContextOptions {
  readonly mode?: RenderContext['mode'];
  readonly undefinedNames?: RenderContext['undefinedNames'];
}

export function createContext(
  variables: Record<string, Value> = {},
  options: ContextOptions = {},
): RenderContext {
  const names = new Map(Object.entries(variables));
  return {
    lookup: (name) => names.get(name),
    names: () => names.keys(),
    mode: options.mode ?? 'sync',
    undefinedNames: options.undefinedNames ?? 'default',
  };
}

/** The variables of record.py. */
export function recordedVariables(): Record<string, Value> {
  return {
    l: [1, 2, 3],
    d: py({ a: 1, b: 'two' }),
    rows: py([
      { name: 'x', n: 2, tags: ['p'] },
      { name: 'Y', n: 1, tags: [] },
      { name: 'x', n: 3, tags: ['q', 'r'] },
    ]),
    words: ['banana', 'Apple', 'cherry', 'apple'],
    nested: py({ a: { b: [{ c: 5 }] } }),
    big: 2n ** 70n,
    f: new PyFloat(2.5),
    s: 'Hello World',
    t: PyTuple.of<Value>(1, 'a', null),
    x: 5,
    y: 'q',
    empty: '',
    nothing: null,
    yes: true,
  };
}

export async function render(
  template: string,
  variables: Record<string, Value> = {},
  options: ContextOptions = {},
): Promise<string> {
  const compiled = compileTemplate(template, { file: 'models/t.sql' });
  const context = createContext(variables, options);
  return context.mode === 'async' ? compiled.render(context) : compiled.renderSync(context);
}

export function renderNative(template: string, variables: Record<string, Value> = {}): Value {
  return renderNativeSync(template, createContext(variables), { file: 'models/t.yml' });
}

/** A context in which the macros of `source` can be called, each compiled alone as in dbt. */
export function createMacroContext(
  source: string,
  variables: Record<string, Value> = {},
  options: ContextOptions = {},
): RenderContext {
  const names = new Map(Object.entries(variables));
  const context: RenderContext = { ...createContext({}, options), lookup: (name) => names.get(name) };
  for (const macro of compileMacros(source, { file: 'macros/m.sql' }))
    names.set(macro.name, macro.bind(context));
  return context;
}

export async function renderWithMacros(
  macros: string,
  template: string,
  variables: Record<string, Value> = {},
  options: ContextOptions = {},
): Promise<string> {
  const compiled = compileTemplate(template, { file: 'models/t.sql' });
  const context = createMacroContext(macros, variables, options);
  return context.mode === 'async' ? compiled.render(context) : compiled.renderSync(context);
}
