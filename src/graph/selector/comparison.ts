import type { Value } from '../../jinja/values/types.js';
import type { GraphNode, Manifest } from '../../manifest/types.js';

/** Records as JSON has them: fields that a type of node lacks are undefined. */
type Fields = Readonly<Record<string, Value>>;

/** One way in which a node can differ from what it was; true when it does. */
export type Difference = (now: Fields, before: Fields) => boolean;

/** Configuration of nodes that are built which is no change, or is compared elsewhere (names, as `relation`). */
const NO_CHANGE = new Set(['alias', 'schema', 'database', 'tags', 'group']);

/** The configuration of a test that makes it another test. */
const TEST_CONFIG = new Set([
  'severity',
  'where',
  'limit',
  'fail_calc',
  'warn_if',
  'error_if',
  'store_failures',
  'store_failures_as',
]);

/** Keys that are compared, for types that have a rule of their own. */
const CONFIG_COUNTS: Readonly<Record<string, (key: string) => boolean>> = {
  test: (key) => TEST_CONFIG.has(key),
  source: () => true,
  exposure: () => true,
};

export const bodyDiffers: Difference = (now, before) =>
  now['resource_type'] === 'seed'
    ? !same(now['checksum'], before['checksum'])
    : !same(now['raw_code'], before['raw_code']);

/** Compared as written, so that Jinja which gives something else in another environment is no change. */
export const configDiffers: Difference = (now, before) => {
  const [mine, theirs]: [Fields, Fields] = [
    now['unrendered_config'] ?? {},
    before['unrendered_config'] ?? {},
  ];
  const counts = CONFIG_COUNTS[now['resource_type']] ?? ((key: string) => !NO_CHANGE.has(key));
  const keys = new Set([...Object.keys(mine), ...Object.keys(theirs)].filter(counts));
  return [...keys].some(
    (key) => Object.hasOwn(mine, key) !== Object.hasOwn(theirs, key) || !same(mine[key], theirs[key]),
  );
};

/** Descriptions count where they are written to the warehouse. */
export const descriptionDiffers: Difference = (now, before) => {
  const persist: Fields = now['config']?.persist_docs ?? {};
  if (persist['relation'] === true && !same(now['description'], before['description'])) return true;
  return persist['columns'] === true && !same(columnDescriptions(now), columnDescriptions(before));
};

function columnDescriptions(node: Fields): Fields {
  const columns: Readonly<Record<string, Fields>> = node['columns'] ?? {};
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column['description']]));
}

export const relationDiffers: Difference = (now, before) => {
  if (now['resource_type'] === 'source') {
    const places = ['unrendered_database', 'unrendered_schema', 'identifier'];
    return places.some((key) => !same(now[key], before[key]));
  }
  const [mine, theirs]: [Fields, Fields] = [
    now['unrendered_config'] ?? {},
    before['unrendered_config'] ?? {},
  ];
  return ['database', 'schema', 'alias'].some((key) => !same(mine[key], theirs[key]));
};

export const contractDiffers: Difference = (now, before) => {
  const [mine, theirs]: [Fields, Fields] = [now['contract'] ?? {}, before['contract'] ?? {}];
  if (mine['enforced'] !== theirs['enforced'] && (mine['enforced'] || theirs['enforced'])) return true;
  return mine['enforced'] === true && mine['checksum'] !== theirs['checksum'];
};

const fieldsDiffer =
  (...fields: string[]): Difference =>
  (now, before) =>
    fields.some((field) => !same(now[field], before[field]));

const anyOf =
  (...differences: Difference[]): Difference =>
  (now, before) =>
    differences.some((differs) => differs(now, before));

const builtNode = anyOf(
  bodyDiffers,
  configDiffers,
  descriptionDiffers,
  relationDiffers,
  contractDiffers,
  fieldsDiffer('fqn'),
);

/** What makes a node of each type another one than it was, macros aside. */
const CONTENT: Readonly<Record<string, Difference>> = {
  model: anyOf(builtNode, fieldsDiffer('latest_version', 'access', 'deprecation_date')),
  source: anyOf(
    relationDiffers,
    configDiffers,
    fieldsDiffer('fqn', 'quoting', 'freshness', 'loaded_at_field', 'external'),
  ),
  exposure: fieldsDiffer(
    'fqn',
    'depends_on',
    'description',
    'label',
    'maturity',
    'meta',
    'owner',
    'type',
    'url',
    'unrendered_config',
  ),
  unit_test: fieldsDiffer('fqn', 'checksum'),
};

/** Generic tests are what their arguments say; their body is the same for all of them. */
const genericTest = anyOf(configDiffers, fieldsDiffer('fqn'));

export function contentDiffers(now: Fields, before: Fields): boolean {
  if (now['resource_type'] === 'test' && now['test_metadata'] != null) return genericTest(now, before);
  return (CONTENT[String(now['resource_type'])] ?? builtNode)(now, before);
}

/** Ids of macros that are new, gone or have another text. */
export function findChangedMacros(now: Manifest, before: Manifest): Set<string> {
  const changed = new Set<string>();
  for (const id of new Set([...Object.keys(now.macros), ...Object.keys(before.macros)])) {
    if (now.macros[id]?.macro_sql !== before.macros[id]?.macro_sql) changed.add(id);
  }
  return changed;
}

/** Does the node call one of these macros, itself or through others? */
export function usesMacro(node: GraphNode, wanted: ReadonlySet<string>, manifest: Manifest): boolean {
  if (wanted.size === 0) return false;
  const seen = new Set<string>();
  const waiting = [...((node as { depends_on?: { macros?: string[] } }).depends_on?.macros ?? [])];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (wanted.has(id)) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    waiting.push(...(manifest.macros[id]?.depends_on.macros ?? []));
  }
  return false;
}

/** Equal as JSON is: order of keys does not matter, null and absent are the same. */
export function same(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a == null || b == null) return a == null && b == null;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]))
    );
  }
  const [left, right] = [plain(a), plain(b)];
  if (typeof left !== 'object' || typeof right !== 'object') return String(left) === String(right);
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => same(left[key], right[key]));
}

/** Values with a JSON form of their own (dates, floats) as that form. */
function plain(value: Value): Value {
  return typeof value.toJSON === 'function' ? value.toJSON() : value;
}
