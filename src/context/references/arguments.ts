import { raise } from '../../jinja/values/raise.js';
import { typeName } from '../../jinja/values/typeName.js';
import { type Kwargs, PyFloat, type Value } from '../../jinja/values/types.js';
import type { RefArgs } from '../../manifest/types.js';

function pythonClass(value: Value): string {
  return `<class '${typeName(value)}'>`;
}

/** `ref(name)`, `ref(package, name)`, each with `version=` or `v=`; raises as dbt does for anything else. */
export function parseRefArguments(args: readonly Value[], kwargs: Kwargs): RefArgs {
  if (args.length < 1 || args.length > 2) raise(`ref() takes at most two arguments (${args.length} given)`);
  const name = args[args.length - 1];
  const packageName = args.length === 2 ? args[0] : null;
  const version = kwargs.version || kwargs.v || null;
  if (typeof name !== 'string')
    raise(`The name argument to ref() must be a string, got ${pythonClass(name)}`);
  if (packageName !== null && typeof packageName !== 'string') {
    raise(`The package argument to ref() must be a string or None, got ${pythonClass(packageName)}`);
  }
  return { name, package: packageName, version: parseVersion(version) };
}

function parseVersion(version: Value): RefArgs['version'] {
  if (version === null || typeof version === 'string' || typeof version === 'number') return version;
  if (version instanceof PyFloat) return version.value;
  if (typeof version === 'bigint') return String(version);
  return raise(
    `The version argument to ref() must be a string, int, float, or None - got ${pythonClass(version)}`,
  );
}

export function parseSourceArguments(args: readonly Value[]): [string, string] {
  if (args.length !== 2) raise(`source() takes exactly two arguments (${args.length} given)`);
  const [sourceName, tableName] = args;
  if (typeof sourceName !== 'string') {
    raise(`The source name (first) argument to source() must be a string, got ${pythonClass(sourceName)}`);
  }
  if (typeof tableName !== 'string') {
    raise(`The table name (second) argument to source() must be a string, got ${pythonClass(tableName)}`);
  }
  return [sourceName, tableName];
}

/** `metric(name)` or `function(package, name)`: the names as given, package first when there are two. */
export function parseNameArguments(caller: 'metric' | 'function', args: readonly Value[]): string[] {
  if (args.length < 1 || args.length > 2)
    raise(`${caller}() takes at most two arguments (${args.length} given)`);
  const name = args[args.length - 1];
  const packageName = args.length === 2 ? args[0] : null;
  if (typeof name !== 'string')
    raise(`The name argument to ${caller}() must be a string, got ${pythonClass(name)}`);
  if (packageName !== null && typeof packageName !== 'string') {
    raise(`The package argument to ${caller}() must be a string or None, got ${pythonClass(packageName)}`);
  }
  return args as string[];
}
