import { pyRepr, pyStr } from '../jinja/values/text.js';
import type { Value } from '../jinja/values/types.js';
import { isMapping, type Mapping, mappingEntries } from '../project/mapping.js';
import { md5 } from '../util/hash.js';
import type { TestMetadata } from './types.js';

/** Names as long as this are replaced by a short one for the file and the alias. */
const MAX_NAME_LENGTH = 64;
const KEPT_LENGTH = 30;

/** What a generic test without a `name` is called (features H4). */
export interface GenericTestName {
  /** unique_id, fqn and the node's name. */
  readonly full: string;
  /** File name and alias: the same, or cut and hashed when that is too long. */
  readonly short: string;
}

/**
 * `testType` carries its prefixes (`source_`, the namespace), `target` is the model or `source_table`;
 * `args` are the test's arguments without `model`.
 */
export function genericTestName(
  testType: string,
  target: string,
  args: Readonly<Record<string, Value>>,
): GenericTestName {
  const parts: string[] = [];
  for (const key of Object.keys(args).sort()) {
    if (key === 'model') continue;
    for (const value of flatten(args[key])) parts.push(pyStr(value).replace(/[^0-9a-zA-Z_]+/g, '_'));
  }
  const identifier = `${testType}_${target}`;
  const full = `${identifier}_${parts.join('__')}`;
  if (full.length < MAX_NAME_LENGTH) return { full, short: full };
  return { full, short: `${identifier.slice(0, KEPT_LENGTH)}_${md5(full)}` };
}

function flatten(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value;
  if (isMapping(value)) return [...mappingEntries(value)].map(([, item]) => item);
  return [value === undefined || value === null ? null : value];
}

/** The last part of a generic test's unique_id: ten hex digits of name and metadata. */
export function genericTestHash(name: string, metadata: TestMetadata): string {
  const sorted = { kwargs: metadata.kwargs, name: metadata.name, namespace: metadata.namespace };
  return md5(name + pyRepr(hashable(sorted))).slice(-10);
}

/** Scalars as text, dicts in the order of their keys. */
function hashable(value: Value): Value {
  if (Array.isArray(value)) return value.map(hashable);
  if (isMapping(value)) return sortedMapping(value);
  return value === null ? 'None' : pyStr(value);
}

function sortedMapping(mapping: Mapping): Record<string, Value> {
  const entries = [...mappingEntries(mapping)].map(([key, value]) => [pyStr(key), value] as const);
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries.map(([key, value]) => [key, hashable(value)]));
}
