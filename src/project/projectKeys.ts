import type { Value } from '../jinja/values/types.js';
import { isMapping, mappingEntries } from './mapping.js';

/** A check of one top-level key: what it must be, in words, when `value` is not that. */
type Check = (value: Value) => string | undefined;

const isText = (value: Value): value is string => typeof value === 'string';
const expect =
  (expected: string, fits: (value: Value) => boolean): Check =>
  (value) =>
    fits(value) ? undefined : expected;

const text = expect('text', isText);
const texts = expect('a list of texts', (value) => Array.isArray(value) && value.every(isText));
const textOrTexts = expect(
  'text or a list of texts',
  (value) => isText(value) || (Array.isArray(value) && value.every(isText)),
);
const mapping = expect('a mapping', isMapping);
const flag = expect('true or false', (value) => typeof value === 'boolean');

const QUOTING = ['database', 'schema', 'identifier', 'project', 'snowflake_ignore_case'];
const quoting = expect(
  'a mapping of database, schema and identifier to true or false',
  (value) =>
    isMapping(value) &&
    [...mappingEntries(value)].every(
      ([key, item]) => QUOTING.includes(key) && (item === null || typeof item === 'boolean'),
    ),
);

const dispatch = expect(
  "a list of mappings, each with 'macro_namespace' and the list 'search_order'",
  (value) =>
    Array.isArray(value) &&
    value.every(
      (item) =>
        isMapping(item) &&
        isText((item as Record<string, Value>)['macro_namespace']) &&
        texts((item as Record<string, Value>)['search_order']) === undefined,
    ),
);

const COMMENT_FIELDS: Readonly<Record<string, Check>> = {
  comment: expect('text or nothing', (value) => value === null || isText(value)),
  append: flag,
  'job-label': flag,
};
const queryComment = expect(
  "text, or a mapping with 'comment', 'append' and 'job-label'",
  (value) =>
    isText(value) ||
    (isMapping(value) &&
      [...mappingEntries(value)].every(
        ([key, item]) => COMMENT_FIELDS[key]?.(item) === undefined && key in COMMENT_FIELDS,
      )),
);

/** Former names of keys, and what they are called now (features A4). */
export const FORMER_KEYS: Readonly<Record<string, { readonly now: string; readonly event: string }>> = {
  'source-paths': { now: 'model-paths', event: 'ConfigSourcePathDeprecation' },
  'data-paths': { now: 'seed-paths', event: 'ConfigDataPathDeprecation' },
};

/** Keys that still work, but belong to the command line or its environment. */
export const DEPRECATED_KEYS: Readonly<
  Record<string, { readonly standard: string; readonly flag: string; readonly event: string }>
> = {
  'target-path': { standard: 'target', flag: '--target-path', event: 'ConfigTargetPathDeprecation' },
  'log-path': { standard: 'logs', flag: '--log-path', event: 'ConfigLogPathDeprecation' },
};

/** Every top-level key of a project file and what it must be; null stands for leaving it out. */
export const PROJECT_KEYS: Readonly<Record<string, Check>> = {
  name: text,
  version: expect(
    'text or a number',
    (value) => isText(value) || typeof value === 'number' || isFloat(value),
  ),
  'config-version': expect('2', (value) => value === 2 || (isFloat(value) && Number(value) === 2)),
  profile: expect('text', (value) => isText(value) || typeof value === 'number'),
  'model-paths': texts,
  'seed-paths': texts,
  'test-paths': texts,
  'analysis-paths': texts,
  'macro-paths': texts,
  'snapshot-paths': texts,
  'docs-paths': texts,
  'asset-paths': texts,
  'function-paths': texts,
  'source-paths': texts,
  'data-paths': texts,
  'target-path': text,
  'log-path': text,
  'packages-install-path': text,
  'clean-targets': texts,
  'require-dbt-version': textOrTexts,
  quoting,
  dispatch,
  'on-run-start': textOrTexts,
  'on-run-end': textOrTexts,
  'query-comment': queryComment,
  vars: mapping,
  flags: mapping,
  'restrict-access': flag,
  'dbt-cloud': mapping,
  packages: expect('a list', Array.isArray),
  models: mapping,
  seeds: mapping,
  snapshots: mapping,
  data_tests: mapping,
  tests: mapping,
  unit_tests: mapping,
  sources: mapping,
  exposures: mapping,
  metrics: mapping,
  'semantic-models': mapping,
  'saved-queries': mapping,
  functions: mapping,
  analyses: mapping,
};

function isFloat(value: Value): boolean {
  return (
    typeof value === 'object' && value !== null && 'valueOf' in value && typeof value.valueOf() === 'number'
  );
}
