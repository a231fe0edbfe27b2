import type { Value } from '../../jinja/values/types.js';
import type { EarlierManifest } from '../../manifest/readManifest.js';
import type { Manifest } from '../../manifest/types.js';
import { parseYaml } from '../../project/yaml.js';
import { same } from './comparison.js';

type Fields = Readonly<Record<string, Value>>;

/** One thing that releases wrote otherwise: the fields of the record as it would be written today. */
interface Step {
  /** First release that writes it as this program does: [major, minor]. */
  readonly until?: readonly [number, number];
  /** First release that does not. */
  readonly from?: readonly [number, number];
  /** resource_types, all unless given. */
  readonly types?: readonly string[];
  readonly change: (then: Fields, now: Fields) => Fields;
}

const SECTIONS = ['nodes', 'sources', 'exposures', 'unit_tests', 'functions'] as const;

const TEXT_OF_LIST = ['pre-hook', 'post-hook', 'tags', 'check_cols', 'unique_key'];

/** Newest first where one builds on another. What a release did not write down is taken to be as it is now. */
const STEPS: readonly Step[] = [
  { until: [1, 9], change: (then, now) => config(then, now, sameList) },
  { until: [1, 10], types: ['source'], change: sourceAsWritten },
  { until: [1, 10], types: ['model'], change: (then, now) => unwritten(then, now, ['access']) },
  { until: [1, 11], change: contractAsToday },
  { from: [1, 12], change: hookNames },
  { from: [1, 12], change: (then, now) => config(then, now, sameLiteral) },
  {
    from: [2, 0],
    types: ['test', 'function'],
    change: (then, now) => unwritten(then, now, Object.keys(now['unrendered_config'])),
  },
  { from: [2, 0], change: contractAsToday },
  { from: [2, 0], types: ['source'], change: (then) => ({ quoting: then['quoting'] ?? NO_QUOTING }) },
  { from: [2, 0], types: ['exposure'], change: dependenciesAsToday },
  { from: [2, 0], types: ['unit_test'], change: unitTestAsToday },
];

const NO_QUOTING = { database: null, schema: null, identifier: null, column: null };

/**
 * The earlier manifest as this program would have written it, so that only changes of the project are differences.
 * `now` is the manifest of the project; records that are in one of the two only stay as they are.
 */
export function upgradeManifest(earlier: EarlierManifest, now: Manifest): EarlierManifest {
  const steps = STEPS.filter(
    ({ until, from }) =>
      (until === undefined || isBefore(earlier.release, until)) &&
      (from === undefined || !isBefore(earlier.release, from)),
  );
  if (steps.length === 0) return earlier;
  const upgraded = SECTIONS.map((section) => {
    const current = now[section] as Record<string, Fields>;
    const records = Object.entries(earlier[section] as unknown as Record<string, Fields>).map(
      ([id, record]) => [id, current[id] === undefined ? record : upgradeRecord(record, current[id], steps)],
    );
    return [section, Object.fromEntries(records)];
  });
  return { ...earlier, ...Object.fromEntries(upgraded) };
}

function isBefore([major, minor]: readonly [number, number], other: readonly [number, number]): boolean {
  return major < other[0] || (major === other[0] && minor < other[1]);
}

function upgradeRecord(then: Fields, now: Fields, steps: readonly Step[]): Fields {
  const record = { ...then };
  for (const { types, change } of steps) {
    if (types?.includes(String(now['resource_type'])) ?? true) Object.assign(record, change(record, now));
  }
  return record;
}

/** Values of unrendered_config that are equal in another form are those of today. */
function config(
  then: Fields,
  now: Fields,
  isSame: (then: Value, now: Value, key: string) => boolean,
): Fields {
  const [before, today]: Fields[] = [then['unrendered_config'] ?? {}, now['unrendered_config'] ?? {}];
  const entries = Object.entries(before!).map(([key, value]) => [
    key,
    Object.hasOwn(today!, key) && isSame(value, today![key], key) ? today![key] : value,
  ]);
  return { unrendered_config: Object.fromEntries(entries) };
}

/** One value was a list of one. */
function sameList(then: Value, now: Value, key: string): boolean {
  return TEXT_OF_LIST.includes(key) && Array.isArray(then) && same(then, [now]);
}

/** Hooks that a file sets had the name of its argument. */
function hookNames(then: Fields): Fields {
  const entries = Object.entries((then['unrendered_config'] ?? {}) as Fields);
  return { unrendered_config: Object.fromEntries(entries.map(([key, value]) => [HOOKS[key] ?? key, value])) };
}

const HOOKS: Readonly<Record<string, string>> = { pre_hook: 'pre-hook', post_hook: 'post-hook' };

/** Anything that is no text was written as its text in Python. */
function sameLiteral(then: Value, now: Value): boolean {
  if (typeof then !== 'string' || typeof now === 'string') return false;
  try {
    return same(parseYaml(then, 'state').value, now);
  } catch {
    return false;
  }
}

/** Keys that the release did not write in unrendered_config: they are compared as they came out. */
function unwritten(then: Fields, now: Fields, keys: readonly string[]): Fields {
  const today: Fields = now['unrendered_config'] ?? {};
  const written: Record<string, Value> = { ...then['unrendered_config'] };
  for (const key of keys) {
    if (!Object.hasOwn(today, key) || Object.hasOwn(written, key)) continue;
    const before = cameOut(then, key);
    // What Jinja gave may be another value in another environment.
    const isSame = hasJinja(today[key]) || same(before, cameOut(now, key)) || sameText(before, today[key]);
    written[key] = isSame ? today[key] : (before ?? null);
  }
  return { unrendered_config: written };
}

function cameOut(record: Fields, key: string): Value {
  const value: Value = record['config']?.[key] ?? record[key];
  return key === 'meta' ? { ...record['source_meta'], ...value } : value;
}

function sameText(a: Value, b: Value): boolean {
  return typeof a === 'string' && typeof b === 'string' && a.toLowerCase() === b.toLowerCase();
}

function hasJinja(value: Value): boolean {
  return /\{[{%]/.test(JSON.stringify(value) ?? '');
}

function sourceAsWritten(then: Fields, now: Fields): Fields {
  const place = (key: string): Value => {
    const today = now[`unrendered_${key}`];
    return then[`unrendered_${key}`] ?? (same(then[key], now[key]) || hasJinja(today) ? today : then[key]);
  };
  return {
    ...unwritten(then, now, Object.keys(now['unrendered_config'] ?? {})),
    unrendered_database: place('database'),
    unrendered_schema: place('schema'),
  };
}

/** The checksum of a contract was made otherwise, or not written; constraints lacked their defaults. */
function contractAsToday(then: Fields, now: Fields): Fields {
  if (then['contract']?.enforced !== true) return {};
  const columns = Object.entries((then['columns'] ?? {}) as Record<string, Fields>).map(([name, column]) => [
    name,
    { ...column, constraints: constraintsAsToday(column['constraints']) },
  ]);
  const upgraded = {
    columns: Object.fromEntries(columns),
    constraints: constraintsAsToday(then['constraints']),
  };
  const isSame = same(promised(upgraded), promised(now));
  const checksum = isSame ? now['contract']?.checksum : (then['contract'].checksum ?? 'unknown');
  return { ...upgraded, contract: { ...then['contract'], checksum } };
}

function constraintsAsToday(constraints: Value): Value {
  const defaults = { to_columns: [], warn_unenforced: true, warn_unsupported: true };
  return ((constraints ?? []) as Fields[]).map((one) => ({
    ...defaults,
    ...Object.fromEntries(Object.entries(one).filter(([, value]) => value !== null)),
  }));
}

/** What a contract says: names and types of columns, constraints. */
function promised(record: Fields): Value {
  const columns = Object.values((record['columns'] ?? {}) as Record<string, Fields>);
  return {
    columns: columns.map(({ name, data_type, constraints }) => ({ name, data_type, constraints })),
    constraints: record['constraints'] ?? [],
  };
}

/** Nodes in another order are the same. */
function dependenciesAsToday(then: Fields, now: Fields): Fields {
  const sorted = (record: Fields): Value => [...(record['depends_on']?.nodes ?? [])].sort();
  return same(sorted(then), sorted(now)) ? { depends_on: now['depends_on'] } : {};
}

/** There was no checksum: it is today's if everything it is made of is the same. */
function unitTestAsToday(then: Fields, now: Fields): Fields {
  const isSame = ['model', 'given', 'expect', 'overrides', 'versions'].every((key) =>
    same(then[key], now[key]),
  );
  return { checksum: isSame ? now['checksum'] : null };
}
