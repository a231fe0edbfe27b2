import { join } from 'node:path';
import { builtinTypes, findPlugin } from '../adapters/registry.js';
import type { AdapterPlugin, CredentialField, Credentials } from '../adapters/types.js';
import { throwCollected, XformError } from '../errors/error.js';
import { typeName } from '../jinja/values/typeName.js';
import { PyFloat, type Value } from '../jinja/values/types.js';
import { didYouMean } from '../util/didYouMean.js';
import { isMapping } from './mapping.js';
import type { ProfileOutput } from './profiles.js';
import type { Warn } from './resolveFlags.js';
import type { Target } from './types.js';

const DEFAULT_THREADS = 1;
const EMBEDDED_THREADS = 4;
const EMBEDDED_TARGET = 'dev';

/** Checks an output against its engine's fields. Throws XformError('profile') for all mistakes together. */
export function resolveTarget(
  output: ProfileOutput,
  threads: number | undefined,
  cwd: string,
  warn: Warn,
): Target {
  const { profileName, targetName, values, file, path } = output;
  const fail = (key: string, message: string, hint?: string): XformError =>
    new XformError('profile', message, {
      place: file.placeOf([...path, key], 'value'),
      ...(hint === undefined ? {} : { hint }),
    });
  const type: Value = values['type'];
  if (typeof type !== 'string') {
    const what = type === undefined ? `has no 'type'` : `has a 'type' that is not text`;
    const hint = `Give it the engine: type: ${builtinTypes[0]}`;
    throw fail('type', `The target '${targetName}' of profile '${profileName}' ${what}`, hint);
  }
  const plugin = pluginOf(type, cwd, () => file.placeOf([...path, 'type']));
  const errors: XformError[] = [];
  const given: Record<string, Value> = {};
  for (const key of Object.keys(values)) {
    if (key === 'type' || key === 'threads') continue;
    const field = plugin.credentials.find((each) => each.name === key || each.aliases?.includes(key));
    const value = values[key];
    if (field === undefined) {
      const guess = didYouMean(key, [...plugin.credentials.map((each) => each.name), 'threads']);
      warn(
        'UnknownProfileField',
        `${type} has no field '${key}'; it is ignored.${guess ? ` ${guess}` : ''}`,
        file.placeOf([...path, key]),
      );
      continue;
    }
    if (value === null) continue;
    const problem = fieldProblem(field, value);
    if (problem === undefined) given[field.name] = value;
    else
      errors.push(
        fail(key, `'${key}' must be ${problem}, not ${typeName(value)}`, asNumberHint(field, value)),
      );
  }
  errors.push(...missingFields(plugin, given, (message, hint) => fail('type', message, hint)));
  const count = threads ?? threadsOf(values['threads'], fail, errors);
  throwCollected(errors);
  return createTarget(profileName, targetName, plugin, given, count, file.file);
}

function pluginOf(type: string, cwd: string, place: () => XformError['place']): AdapterPlugin {
  try {
    return findPlugin(type, { cwd });
  } catch (error) {
    if (error instanceof XformError) error.place ??= place();
    throw error;
  }
}

const TYPES: Readonly<
  Record<CredentialField['type'], { readonly words: string; fits(value: Value): boolean }>
> = {
  string: { words: 'text', fits: (value) => typeof value === 'string' },
  int: { words: 'a whole number', fits: (value) => Number.isInteger(value) || typeof value === 'bigint' },
  bool: { words: 'true or false', fits: (value) => typeof value === 'boolean' },
  list: { words: 'a list', fits: (value) => Array.isArray(value) },
  dict: { words: 'a mapping', fits: (value) => isMapping(value) },
  any: { words: 'anything', fits: () => true },
};

function fieldProblem(field: CredentialField, value: Value): string | undefined {
  return TYPES[field.type].fits(value) ? undefined : TYPES[field.type].words;
}

/** What Jinja makes is text unless a filter says otherwise. */
function asNumberHint(field: CredentialField, value: Value): string | undefined {
  if (typeof value !== 'string') return field.type === 'string' ? 'Put it in quotes.' : undefined;
  if (field.type === 'int')
    return 'Remove the quotes; of Jinja, make a number: "{{ env_var(\'PORT\') | as_number }}"';
  if (field.type === 'bool') return 'Remove the quotes; of Jinja, make a boolean: "{{ ... | as_bool }}"';
  return undefined;
}

function missingFields(
  plugin: AdapterPlugin,
  given: Readonly<Record<string, Value>>,
  fail: (message: string, hint: string) => XformError,
): XformError[] {
  return plugin.credentials
    .filter((field) => field.required && given[field.name] === undefined)
    .map((field) =>
      fail(`${plugin.type} needs the field '${field.name}'`, `Add it to the target: ${field.name}: ...`),
    );
}

function threadsOf(
  value: Value,
  fail: (key: string, message: string, hint?: string) => XformError,
  errors: XformError[],
): number {
  if (value === undefined || value === null) return DEFAULT_THREADS;
  if (!(value instanceof PyFloat) && Number.isInteger(value) && value >= 1) return value;
  const hint =
    typeof value === 'string'
      ? 'Write it without quotes; of Jinja, make a number with | as_number.'
      : undefined;
  errors.push(fail('threads', "'threads' must be a whole number of at least 1", hint));
  return DEFAULT_THREADS;
}

/** A target from checked fields: defaults filled in, one thread where an engine takes no more. */
export function createTarget(
  profileName: string,
  targetName: string,
  plugin: AdapterPlugin,
  given: Readonly<Record<string, Value>>,
  wantedThreads: number,
  file?: string,
): Target {
  const threads = plugin.dialect.concurrentConnections ? wantedThreads : 1;
  const fields: Record<string, Value> = {};
  for (const field of plugin.credentials) {
    const value = given[field.name] ?? field.default;
    if (value !== undefined) fields[field.name] = value;
  }
  const resolved = plugin.resolveCredentials?.(fields) ?? fields;
  const credentials = { ...resolved, type: plugin.type, threads } as Credentials;
  return { profileName, targetName, plugin, credentials, threads, ...(file === undefined ? {} : { file }) };
}

/**
 * The target of a project that names no profile: a DuckDB file in its folder. The path is absolute, so that it is the
 * same file wherever the user stands.
 */
export function embeddedTarget(
  projectName: string,
  projectFolder: string,
  target: string | undefined,
  threads: number | undefined,
): Target {
  if (target !== undefined && target !== EMBEDDED_TARGET) {
    throw new XformError('profile', `There is no target '${target}': this project names no profile`, {
      hint: "Name one with 'profile:' in the project file or --profile, and describe its targets in profiles.yml.",
    });
  }
  const plugin = findPlugin('duckdb', { cwd: projectFolder });
  const given = { path: join(projectFolder, `${projectName}.duckdb`), schema: 'main' };
  return createTarget(projectName, EMBEDDED_TARGET, plugin, given, threads ?? EMBEDDED_THREADS);
}
