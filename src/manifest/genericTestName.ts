import { pyRepr, pyStr } from '../jinja/values/text.js';
import type { Value } from '../jinja/values/types.js';
import { isMapping, mappingEntries } from '../project/mapping.js';
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

/** The last part of a generic test's unique_id: ten hex digits of its name and of the text of its metadata. */
export function genericTestHash(name: string, metadata: TestMetadata): string {
  const kwargs = metadataText(metadata.kwargs);
  const text = `{'kwargs': ${kwargs}, 'name': ${quote(metadata.name)}, 'namespace': ${quote(metadata.namespace ?? 'None')}}`;
  return md5(name + text).slice(-10);
}

/** Python's repr of a value in which scalars became text and dicts are in the order of their keys. */
function metadataText(value: Value): string {
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `[${value.map(metadataText).join(', ')}]`;
  if (!isMapping(value)) return quote(value === null ? 'None' : pyStr(value));
  const entries = [...mappingEntries(value)].map(([key, item]) => [pyStr(key), item] as const);
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, item]) => `${quote(key)}: ${metadataText(item)}`).join(', ')}}`;
}

const PLAIN = /^[ !#-&(-[\]-~]*$/;
const WITHOUT_DOUBLE = /^[ !#-[\]-~]*$/;

/** repr of a text; nearly all are plain ASCII. */
function quote(text: string): string {
  if (PLAIN.test(text)) return `'${text}'`;
  return WITHOUT_DOUBLE.test(text) ? `"${text}"` : pyRepr(text);
}
