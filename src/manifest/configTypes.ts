import { PyFloat, type Value } from '../jinja/values/types.js';
import { isMapping, type Mapping, mappingEntries, mappingGet } from '../project/mapping.js';

/** A value that does not fit its config key: `path` is below the key. */
export class ConfigProblem extends Error {
  constructor(
    readonly expected: string,
    readonly path: readonly string[] = [],
    readonly allowed?: readonly string[],
  ) {
    super(expected);
  }
}

/** Checks a merged value and brings it into the shape of manifest.json. Throws ConfigProblem. */
type ConfigType = (value: Value) => Value;

const isString = (value: Value): value is string => typeof value === 'string';
const isBool = (value: Value): value is boolean => typeof value === 'boolean';
const isInt = (value: Value): boolean => typeof value === 'bigint' || Number.isInteger(value);

function accept(expected: string, fits: (value: Value) => boolean): ConfigType {
  return (value) => {
    if (!fits(value)) throw new ConfigProblem(expected);
    return value;
  };
}

function oneOf(words: readonly string[], optional = false): ConfigType {
  return (value) => {
    if (optional && value === null) return value;
    if (!isString(value) || !words.includes(value)) {
      throw new ConfigProblem(words.map((word) => `'${word}'`).join(' or '), [], words);
    }
    return value;
  };
}

function within(field: string, check: ConfigType, value: Value): Value {
  try {
    return check(value);
  } catch (error) {
    if (error instanceof ConfigProblem)
      throw new ConfigProblem(error.expected, [field, ...error.path], error.allowed);
    throw error;
  }
}

/** A mapping of which only the known fields are kept, absent ones filled in. */
function record(fields: Readonly<Record<string, readonly [ConfigType, Value]>>): ConfigType {
  return (value) => {
    if (!isMapping(value)) throw new ConfigProblem('a mapping');
    const result: Record<string, Value> = {};
    for (const [name, [check, fallback]] of Object.entries(fields)) {
      const given = mappingGet(value, name);
      result[name] = given === undefined ? structuredClone(fallback) : within(name, check, given);
    }
    return result;
  };
}

const string = accept('text', isString);
const optionalString = accept('text or nothing', (value) => value === null || isString(value));
const bool = accept('true or false', isBool);
const optionalInt = accept('a whole number or nothing', (value) => value === null || isInt(value));
const period = oneOf(['minute', 'hour', 'day'], true);
const mapping = accept('a mapping', isMapping);

const TIME = { count: null, period: null };
const ageLimit: ConfigType = (value) =>
  value === null ? null : record({ count: [optionalInt, null], period: [period, null] })(value);

/** Defaults of config keys that are mappings with known fields. */
export const NESTED_DEFAULTS = {
  docs: { show: true, node_color: null },
  contract: { enforced: false, alias_types: true },
  snapshotColumns: {
    dbt_valid_to: null,
    dbt_valid_from: null,
    dbt_scd_id: null,
    dbt_updated_at: null,
    dbt_is_deleted: null,
  },
  sourceFreshness: { warn_after: TIME, error_after: TIME, filter: null },
} as const;

const snapshotColumns = record(
  Object.fromEntries(
    Object.keys(NESTED_DEFAULTS.snapshotColumns).map((name) => [name, [optionalString, null] as const]),
  ),
);

const sourceFreshness = record({
  warn_after: [ageLimit, TIME],
  error_after: [ageLimit, TIME],
  filter: [optionalString, null],
});

const buildAfter = record({
  count: [optionalInt, null],
  period: [period, null],
  updates_on: [oneOf(['all', 'any']), 'any'],
});

/** Only `build_after` means something for models; dbt drops a value of any other shape. */
function modelFreshness(value: Value): Value {
  const given = isMapping(value) ? mappingGet(value, 'build_after') : undefined;
  if (given === undefined || given === null) return null;
  const checked = within('build_after', buildAfter, given) as Record<string, Value>;
  if ((checked['count'] === null) !== (checked['period'] === null)) {
    throw new ConfigProblem("both 'count' and 'period'", ['build_after']);
  }
  return { build_after: checked };
}

function stringItems(value: Value): Value {
  const list: Value[] = Array.isArray(value) ? value : [value];
  if (!list.every(isString)) throw new ConfigProblem('text or a list of texts');
  return list;
}

function stringOrList(value: Value): Value {
  if (value === null || isString(value)) return value;
  if (Array.isArray(value)) return stringItems(value);
  throw new ConfigProblem('text, a list of texts or nothing');
}

/** dbt tells whether a colour is a hex code or one of CSS's names; here its form is checked. */
function nodeColor(value: Value): Value {
  if (value === null) return value;
  if (
    isString(value) &&
    (/^#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i.test(value) || /^[a-z]+$/i.test(value))
  ) {
    return value;
  }
  throw new ConfigProblem('the name of a colour or a code like #1a2b3c');
}

/** YAML reads the words on and off as booleans. */
function switchText(value: Value): Value {
  if (isBool(value)) return value ? 'on' : 'off';
  return optionalString(value);
}

/** Text that is a number is taken as one, as dbt does. */
function optionalCount(value: Value): Value {
  if (isString(value) && /^[-+]?\d+$/.test(value)) return Number(value);
  if (value instanceof PyFloat && Number.isInteger(value.value)) return value.value;
  return optionalInt(value);
}

function severity(value: Value): Value {
  if (isString(value) && /^(?:warn|error)$/i.test(value)) return value;
  throw new ConfigProblem("'warn' or 'error'", [], ['warn', 'error']);
}

/** One hook as manifest.json has it; text that is a JSON object is read as one. */
export function normaliseHook(value: Value): Value {
  const hook = isString(value) ? (parseJsonHook(value) ?? { sql: value }) : value;
  if (!isMapping(hook)) throw new ConfigProblem("SQL text or a mapping with 'sql'");
  const sql = mappingGet(hook, 'sql');
  const transaction = mappingGet(hook, 'transaction') ?? true;
  const index = mappingGet(hook, 'index') ?? null;
  if (!isString(sql)) throw new ConfigProblem("SQL text or a mapping with 'sql'");
  return {
    sql,
    transaction: within('transaction', bool, transaction),
    index: within('index', optionalInt, index),
  };
}

function parseJsonHook(text: string): Mapping | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return isMapping(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

export const CONFIG_TYPES = {
  any: (value: Value): Value => value,
  string,
  optionalString,
  bool,
  optionalBool: accept('true, false or nothing', (value) => value === null || isBool(value)),
  optionalInt: optionalCount,
  mapping,
  tags: stringItems,
  stringList: stringItems,
  stringOrList,
  /** Already normalised one by one while merging. */
  hooks: (value: Value): Value => value,
  switchText,
  severity,
  access: oneOf(['private', 'protected', 'public']),
  onConfigurationChange: oneOf(['apply', 'continue', 'fail']),
  functionType: oneOf(['scalar', 'aggregate', 'table']),
  volatility: oneOf(['deterministic', 'stable', 'non-deterministic'], true),
  docs: record({ show: [bool, true], node_color: [nodeColor, null] }),
  contract: record({ enforced: [bool, false], alias_types: [bool, true] }),
  snapshotColumns,
  sourceFreshness: (value: Value): Value => (value === null ? null : sourceFreshness(value)),
  modelFreshness,
} satisfies Readonly<Record<string, ConfigType>>;

export type ConfigTypeName = keyof typeof CONFIG_TYPES;

/** Shallow update of a mapping by another, for keys of that merge rule. */
export function updateMapping(into: Value, from: Value): Record<string, Value> {
  const result: Record<string, Value> = { ...(into as Record<string, Value>) };
  for (const [key, value] of mappingEntries(from as Mapping)) {
    Object.defineProperty(result, String(key), {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return result;
}
