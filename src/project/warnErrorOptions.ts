import { XformError } from '../errors/error.js';
import type { Value } from '../jinja/values/types.js';
import { WARNING_NAMES } from '../log/warningNames.js';
import { didYouMean } from '../util/didYouMean.js';
import { isMapping, type Mapping, mappingEntries } from './mapping.js';
import type { Warn } from './resolveFlags.js';
import { parseYaml } from './yaml.js';

/** Which warnings are errors, stay warnings, or are not shown; names of events, `error` also 'all'. */
export interface WarnErrorOptions {
  readonly error: string | readonly string[];
  readonly warn: readonly string[];
  readonly silence: readonly string[];
}

const FORMER: Readonly<Record<string, string>> = { include: 'error', exclude: 'warn' };
const KEYS = ['error', 'warn', 'silence'];

/** `--warn-error-options` as given (YAML text or a mapping), with dbt's former names of its keys brought up to date. */
export function resolveWarnErrorOptions(given: Value, warnError: Value, warn: Warn): Record<string, Value> {
  const none = { error: [], warn: [], silence: [] };
  if (given === undefined || given === null) return none;
  const value: Value = typeof given === 'string' ? parseYaml(given, '--warn-error-options').value : given;
  if (value === null) return none;
  if (!isMapping(value))
    throw wrong('must be a mapping', "Write it as '{error: all}' or '{error: [Name], warn: [Name]}'.");
  if (warnError === true) {
    throw wrong(
      'cannot be combined with warn_error',
      'Use one of them: {error: all} is the same as warn_error.',
    );
  }
  const options: Record<string, Value> = { ...none };
  for (const [name, names] of mappingEntries(value)) {
    const key = FORMER[String(name)] ?? String(name);
    if (!KEYS.includes(key)) {
      throw wrong(
        `has no key '${name}'`,
        didYouMean(String(name), KEYS) ?? `Its keys are ${KEYS.join(', ')}.`,
      );
    }
    if (key !== name) {
      warn('WEOIncludeExcludeDeprecation', `warn_error_options: '${name}' is now called '${key}'.`);
    }
    options[key] = checkNames(key, names);
  }
  return options;
}

/** Whether a mapping has only the keys that count here. */
export function areWarnErrorOptions(value: Mapping): boolean {
  return [...mappingEntries(value)].every(([name]) => KEYS.includes(FORMER[String(name)] ?? String(name)));
}

function checkNames(key: string, names: Value): Value {
  if (names === null) return [];
  if (key === 'error' && (names === 'all' || names === '*')) return 'all';
  if (Array.isArray(names) && names.every((name) => typeof name === 'string')) {
    const unknown = names.find((name) => !WARNING_NAMES.includes(name));
    if (unknown === undefined) return names;
    throw wrong(
      `: '${unknown}' is not the name of a warning`,
      didYouMean(unknown, WARNING_NAMES) ?? 'Names stand in the lines of warnings with --log-format json.',
    );
  }
  throw wrong(`: '${key}' must be a list of names of warnings`, key === 'error' ? "Or 'all'." : undefined);
}

function wrong(what: string, hint: string | undefined): XformError {
  return new XformError('usage', `warn_error_options ${what}`, hint === undefined ? {} : { hint });
}
