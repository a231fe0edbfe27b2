import { typeName } from '../../jinja/values/typeName.js';
import type { Value } from '../../jinja/values/types.js';
import { isMapping, type Mapping, mappingEntries, mappingGet } from '../../project/mapping.js';
import type { ValueReader } from '../properties/valueReader.js';

/** A test entry taken apart (features H1). */
export interface TestArguments {
  /** `unique`, and the package before the dot if there is one. */
  readonly name: string;
  readonly namespace: string | null;
  /** What the test macro is called with, `model` apart; in dbt's order of keys. */
  readonly args: Record<string, Value>;
  /** Config keys of the entry, in dbt's order; not rendered yet. */
  readonly config: Record<string, Value>;
  readonly customName: string | null;
  readonly description: string;
  /** Arguments that do not stand below `arguments:`, and config keys that do not stand below `config:`. */
  readonly misplaced: { readonly args: readonly string[]; readonly config: readonly string[] };
}

/** Config keys that may stand beside the arguments, in the order in which raw_code names them. */
const CONFIG_ARGUMENTS = [
  'severity',
  'tags',
  'enabled',
  'where',
  'limit',
  'warn_if',
  'error_if',
  'fail_calc',
  'store_failures',
  'store_failures_as',
  'meta',
  'database',
  'schema',
  'alias',
];

const CONFIG_ORDER: ReadonlyMap<string, number> = new Map(CONFIG_ARGUMENTS.map((key, i) => [key, i]));

const NAME = /^(?:([a-zA-Z_][0-9a-zA-Z_]*)\.)?([a-zA-Z_][0-9a-zA-Z_]*)/;

/** Takes a test entry apart; `columnName` is set for tests of columns. Throws XformError('parse'). */
export function readTestArguments(
  test: Value,
  columnName: string | null,
  reader: ValueReader,
): TestArguments {
  const { fullName, given } = splitEntry(test, reader);
  const match = NAME.exec(fullName);
  if (match === null) throw reader.error(`'${fullName}' is not the name of a test`);
  const args: Record<string, Value> = {};
  for (const [key, value] of mappingEntries(given)) args[String(key)] = value;
  const misplaced = findMisplaced(Object.keys(args));
  if (columnName !== null) args.column_name = columnName;
  mergeArguments(args, reader);
  const config = takeConfig(args, reader);
  const customName = take(args, 'name');
  const description = take(args, 'description');
  if (customName !== undefined && typeof customName !== 'string')
    throw reader.error('The name of a test is not text');
  return {
    name: match[2]!,
    namespace: match[1] ?? null,
    args,
    config,
    customName: customName ?? null,
    description: typeof description === 'string' ? description : '',
    misplaced,
  };
}

const OWN_KEYS: ReadonlySet<string> = new Set(['arguments', 'config', 'name', 'description', 'column_name']);

function findMisplaced(keys: readonly string[]): TestArguments['misplaced'] {
  return {
    args: keys.filter((key) => !OWN_KEYS.has(key) && !CONFIG_ORDER.has(key)),
    config: keys.filter((key) => CONFIG_ORDER.has(key)),
  };
}

function splitEntry(test: Value, reader: ValueReader): { fullName: string; given: Mapping } {
  if (typeof test === 'string') return { fullName: test, given: {} };
  if (!isMapping(test)) {
    throw reader.error(
      `A test is neither a name nor a mapping but a ${typeName(test)}`,
      "Write '- unique' or '- accepted_values: {...}'.",
    );
  }
  const named = mappingGet(test, 'test_name');
  if (typeof named === 'string') {
    const given = Object.fromEntries([...mappingEntries(test)].filter(([key]) => key !== 'test_name'));
    return { fullName: named, given };
  }
  const entries = [...mappingEntries(test)];
  if (entries.length !== 1) {
    const keys = entries.map(([key]) => `'${String(key)}'`).join(', ');
    throw reader.error(
      `A test definition must have exactly one key, got ${entries.length} (${keys})`,
      'Indent the arguments below the name of the test.',
    );
  }
  const [fullName, given] = entries[0]!;
  if (typeof fullName !== 'string') throw reader.error('The name of a test is not text');
  if (!isMapping(given)) {
    throw reader.error(
      `The arguments of the test '${fullName}' must be a mapping, got a ${typeName(given)}`,
      given === null ? `Write '- ${fullName}' without a colon.` : undefined,
    );
  }
  return { fullName, given };
}

/** The arguments below `arguments:` join the others, after them. */
function mergeArguments(args: Record<string, Value>, reader: ValueReader): void {
  const nested = take(args, 'arguments');
  if (nested === undefined || nested === null) return;
  if (!isMapping(nested))
    throw reader.error(`'arguments' of a test must be a mapping, got a ${typeName(nested)}`);
  for (const [key, value] of mappingEntries(nested)) args[String(key)] = value;
}

function takeConfig(args: Record<string, Value>, reader: ValueReader): Record<string, Value> {
  const nested = take(args, 'config') ?? {};
  if (!isMapping(nested))
    throw reader.error(`'config' of a test must be a mapping, got a ${typeName(nested)}`);
  const below = Object.fromEntries([...mappingEntries(nested)].map(([key, value]) => [String(key), value]));
  const config: Record<string, Value> = {};
  const given = [...Object.keys(args), ...Object.keys(below)].filter((key) => CONFIG_ORDER.has(key));
  given.sort((a, b) => CONFIG_ORDER.get(a)! - CONFIG_ORDER.get(b)!);
  for (const key of given) {
    const beside = take(args, key) ?? null;
    const inside = take(below, key) ?? null;
    if (beside !== null && inside !== null) {
      throw reader.error(
        `Test cannot have the same key at the top-level and in config: '${key}'`,
        "Keep the one below 'config'.",
      );
    }
    if (beside !== null || inside !== null) config[key] = beside ?? inside;
  }
  return Object.assign(config, below);
}

function take(record: Record<string, Value>, key: string): Value {
  if (!Object.hasOwn(record, key)) return undefined;
  const value = record[key];
  delete record[key];
  return value;
}
