import { type Place, XformError } from '../errors/error.js';
import { PyFloat, type Value } from '../jinja/values/types.js';
import { didYouMean } from '../util/didYouMean.js';
import { FLAGS, FLAGS_BY_NAME, type FlagSpec } from './flagTable.js';
import { isMapping } from './mapping.js';
import type { Flags, YamlMap } from './types.js';
import { areWarnErrorOptions, resolveWarnErrorOptions } from './warnErrorOptions.js';
import { parseYaml } from './yaml.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Tells of something odd in the settings that does not stop the run. */
export type Warn = (name: string, message: string, place?: Place) => void;

export interface FlagSources {
  readonly which: string;
  /** Given on the command line. */
  readonly cli: Readonly<Record<string, Value>>;
  readonly env: Environment;
  /** `flags:` of the project file. */
  readonly project: YamlMap;
  readonly placeOf: (path: readonly string[]) => Place;
  readonly warn: Warn;
}

const ENV_PREFIXES = ['XFORM_', 'DBT_ENGINE_', 'DBT_'];
/** What click takes for a boolean, so DBT_FAIL_FAST= is false. */
const WORDS: Readonly<Record<string, boolean>> = {
  '': false,
  '0': false,
  f: false,
  false: false,
  n: false,
  no: false,
  off: false,
  '1': true,
  t: true,
  true: true,
  y: true,
  yes: true,
  on: true,
};

/** Settings of the log file that are those of the console, where only the latter are given. */
const FOLLOWERS = [
  ['log_level', 'log_level_file'],
  ['log_format', 'log_format_file'],
  ['use_colors', 'use_colors_file'],
] as const;

/** The settings of one invocation: command line, then environment, then the project's `flags:`, then defaults. */
export function resolveFlags(sources: FlagSources): Flags {
  const flags: Record<string, Value> = {};
  for (const spec of FLAGS) flags[spec.name] = spec.fallback;
  const project = projectFlags(sources);
  const env: Record<string, Value> = {};
  for (const spec of FLAGS) {
    const value = spec.env ? envFlag(spec, sources.env) : undefined;
    if (value !== undefined) env[spec.name] = value;
  }
  const cli: Record<string, Value> = {};
  for (const [name, value] of Object.entries(sources.cli)) if (value !== undefined) cli[name] = value;
  Object.assign(flags, project, env, cli, { which: sources.which });
  const given = { ...project, ...env, ...cli };
  for (const [name, follower] of FOLLOWERS) {
    if (given[name] !== undefined && given[follower] === undefined) flags[follower] = given[name];
  }
  flags['warn_error_options'] = resolveWarnErrorOptions(
    given['warn_error_options'],
    given['warn_error'],
    sources.warn,
  );
  return flags as Flags;
}

/** The variable that sets a flag, undefined when none does. */
export function envFlag(spec: FlagSpec, env: Environment): Value | undefined {
  const names = ENV_PREFIXES.map((prefix) => prefix + spec.name.toUpperCase());
  if (spec.formerEnv !== undefined) names.push(spec.formerEnv);
  const name = names.find((each) => env[each] !== undefined);
  if (name === undefined) return undefined;
  const text = env[name]!;
  // click takes an empty variable for one that is not set, except for booleans.
  if (text === '' && spec.type !== 'bool') return undefined;
  return parseFlagText(spec, text, name);
}

function parseFlagText(spec: FlagSpec, text: string, variable: string): Value {
  switch (spec.type) {
    case 'bool': {
      const value = WORDS[text.trim().toLowerCase()];
      if (value === undefined) throw badVariable(variable, text, 'true or false');
      return value;
    }
    case 'int':
      if (!/^\s*[-+]?\d+\s*$/.test(text)) throw badVariable(variable, text, 'a whole number');
      return Number(text);
    case 'list':
      return text.split(/[\s,]+/).filter((word) => word !== '');
    case 'mapping': {
      const { value } = parseYaml(text, variable);
      if (!isMapping(value)) throw badVariable(variable, text, 'a YAML or JSON mapping');
      return value;
    }
    case 'text':
      if (spec.choices !== undefined && !spec.choices.includes(text)) {
        throw badVariable(variable, text, spec.choices.map((choice) => `'${choice}'`).join(', '));
      }
      return text;
  }
}

function badVariable(variable: string, text: string, expected: string): XformError {
  return new XformError(
    'usage',
    `The environment variable ${variable} is '${text}', but must be ${expected}`,
    {
      hint: `Change it, or remove it with: unset ${variable}`,
    },
  );
}

/** `flags:` of the project: what is wrong in it is told and left out, as dbt leaves it out. */
function projectFlags({ project, placeOf, warn }: FlagSources): Record<string, Value> {
  const flags: Record<string, Value> = {};
  for (const name of Object.keys(project)) {
    const spec = FLAGS_BY_NAME.get(name);
    const place = () => placeOf([name]);
    if (spec === undefined || !spec.project) {
      const projectNames = FLAGS.filter((each) => each.project).map((each) => each.name);
      const why =
        spec === undefined ? 'is not known' : 'can only be set for one run, by option or environment';
      const guess = spec === undefined ? didYouMean(name, projectNames) : undefined;
      warn(
        'UnknownProjectFlag',
        `The flag '${name}' ${why}; it is ignored.${guess ? ` ${guess}` : ''}`,
        place(),
      );
      continue;
    }
    const value = project[name];
    if (value === null) continue;
    if (fitsFlag(spec, value)) flags[name] = value;
    else
      warn(
        'InvalidProjectFlag',
        `The flag '${name}' must be ${EXPECTED[spec.type](spec)}; it is ignored.`,
        place(),
      );
  }
  return flags;
}

const EXPECTED: Readonly<Record<FlagSpec['type'], (spec: FlagSpec) => string>> = {
  bool: () => 'true or false',
  int: () => 'a whole number',
  text: (spec) => spec.choices?.map((choice) => `'${choice}'`).join(', ') ?? 'text',
  list: () => 'a list',
  mapping: ({ name }) =>
    name === 'warn_error_options' ? "a mapping of 'error', 'warn' and 'silence'" : 'a mapping',
};

function fitsFlag(spec: FlagSpec, value: Value): boolean {
  switch (spec.type) {
    case 'bool':
      return typeof value === 'boolean';
    case 'int':
      return Number.isInteger(value) && !(value instanceof PyFloat);
    case 'text':
      return typeof value === 'string' && (spec.choices === undefined || spec.choices.includes(value));
    case 'list':
      return Array.isArray(value);
    case 'mapping':
      return isMapping(value) && (spec.name !== 'warn_error_options' || areWarnErrorOptions(value));
  }
}

/** A text setting that is needed before the project file: `--project-dir`, `--profiles-dir`, `--profile`, `--target`. */
export function earlyFlag(name: string, given: string | undefined, env: Environment): string | undefined {
  const value = given ?? envFlag(FLAGS_BY_NAME.get(name)!, env);
  return value === undefined ? undefined : String(value);
}
