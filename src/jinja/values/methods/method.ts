import { raise } from '../raise.js';
import type { Kwargs, Value } from '../types.js';

/** A method of a built-in type. */
export type Method = (self: Value, args: readonly Value[], kwargs: Kwargs) => Value;
export type MethodTable = ReadonlyMap<string, Method>;

/** The rows of a method table: parameters (a trailing `?` marks an optional one, `*` takes any arguments) and the rule. */
export type MethodRows = Readonly<
  Record<string, readonly [parameters: string, run: (self: Value, ...args: Value[]) => Value]>
>;

/** Makes a table whose methods check their arguments as Python does. */
export function methodTable(type: string, rows: MethodRows): MethodTable {
  const table = new Map<string, Method>();
  for (const [name, [text, run]] of Object.entries(rows)) {
    const parameters = text === '' ? [] : text.split(' ');
    table.set(
      name,
      text === '*' ? (self, args) => run(self, ...args) : bindMethod(type, name, parameters, run),
    );
  }
  return table;
}

function bindMethod(
  type: string,
  name: string,
  parameters: readonly string[],
  run: MethodRows[string][1],
): Method {
  const names = parameters.map((parameter) => parameter.replace('?', ''));
  const required = parameters.filter((parameter) => !parameter.endsWith('?')).length;
  return (self, args, kwargs) => {
    const values: Value[] = args.slice();
    for (const key in kwargs) {
      const at = names.indexOf(key);
      if (at < 0) raise(`${type}.${name}() got an unexpected keyword argument '${key}'`);
      if (values[at] !== undefined) raise(`${type}.${name}() got multiple values for argument '${key}'`);
      values[at] = kwargs[key];
    }
    if (args.length > names.length) tooMany(type, name, required, names.length, args.length);
    for (let i = 0; i < required; i++)
      if (values[i] === undefined) tooFew(name, required, names.length, args.length);
    return run(self, ...values);
  };
}

function tooMany(type: string, name: string, required: number, allowed: number, given: number): never {
  if (allowed === 0) raise(`${type}.${name}() takes no arguments (${given} given)`);
  const bound = required === allowed ? `exactly ${plural(allowed)}` : `at most ${plural(allowed)}`;
  return raise(`${name}() takes ${bound} (${given} given)`);
}

function tooFew(name: string, required: number, allowed: number, given: number): never {
  const bound = required === allowed ? `exactly ${plural(allowed)}` : `at least ${plural(required)}`;
  return raise(`${name}() takes ${bound} (${given} given)`);
}

function plural(count: number): string {
  return `${count === 1 ? 'one' : count} argument${count === 1 ? '' : 's'}`;
}
