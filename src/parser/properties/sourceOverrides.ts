import { XformError } from '../../errors/error.js';
import type { Value } from '../../jinja/values/types.js';
import { isMapping, mappingEntries, mappingGet } from '../../project/mapping.js';
import type { ParseSession } from '../session.js';
import { type PropertyEntry, placeInEntry } from './readProperties.js';

type Properties = Readonly<Record<string, Value>>;

/** Keys that an override leaves as they are. */
const OWN_KEYS = ['name', 'overrides', 'tables', 'unrendered_database', 'unrendered_schema'];

/** What an overridden source and table lose when the override does not say it again, as in dbt. */
const LOST_BY_SOURCE = ['config', 'freshness'];
const LOST_BY_TABLE = ['quoting', 'freshness'];

/**
 * Puts what entries with `overrides: <package>` say over the sources of that package; such entries are no sources of
 * their own. Each key that is given replaces the package's, and tables are found by their names. What has no target is
 * warned of; a second override of the same source is an error.
 */
export function applySourceOverrides(
  session: ParseSession,
  entries: readonly PropertyEntry[],
): readonly PropertyEntry[] {
  const overrides = collectOverrides(session, entries);
  if (overrides.size === 0) return entries;
  const unused = new Map(overrides);
  const unusedTables: string[] = [];
  const patched = entries
    .filter((entry) => !isOverride(entry))
    .map((entry) => {
      const key = `${entry.source.owner.name}.${entry.name}`;
      const override = entry.section === 'sources' ? overrides.get(key) : undefined;
      if (override === undefined) return entry;
      unused.delete(key);
      const tables = tablesOf(entry.values);
      for (const name of tablesOf(override.values).keys())
        if (!tables.has(name))
          unusedTables.push(`Source table ${key}.${name} (in ${override.source.shownPath})`);
      return { ...entry, values: overriddenSource(entry.values, override.values) };
    });
  warnUnused(session, [
    ...[...unused].map(([key, { source }]) => `Source ${key} (in ${source.shownPath})`),
    ...unusedTables,
  ]);
  return patched;
}

function isOverride({ section, values }: PropertyEntry): boolean {
  return section === 'sources' && Boolean(values['overrides']);
}

/** By `package.source`. */
function collectOverrides(
  { errors }: ParseSession,
  entries: readonly PropertyEntry[],
): Map<string, PropertyEntry> {
  const found = new Map<string, PropertyEntry>();
  for (const entry of entries.filter(isOverride)) {
    const key = `${entry.values['overrides']}.${entry.name}`;
    if (!found.has(key)) found.set(key, entry);
    else {
      errors.add(
        new XformError('compilation', `The source ${key} is overridden twice`, {
          place: placeInEntry(entry),
          hint: `Remove one of the two; the other is in ${found.get(key)!.source.shownPath}.`,
        }),
      );
    }
  }
  return found;
}

function overriddenSource(source: Properties, override: Properties): Record<string, Value> {
  const tables = tablesOf(override);
  return {
    ...overridden(source, override, LOST_BY_SOURCE),
    tables: listOfTables(source).map((table: Value) => {
      const change = isMapping(table) ? tables.get(mappingGet(table, 'name')) : undefined;
      return change === undefined ? table : overridden(recordOf(table), change, LOST_BY_TABLE);
    }),
  };
}

function overridden(
  former: Properties,
  override: Properties,
  lost: readonly string[],
): Record<string, Value> {
  const given = Object.entries(override).filter(([key, value]) => !OWN_KEYS.includes(key) && value !== null);
  const hasTests = given.some(([key]) => isTests(key));
  const kept = Object.entries(former).filter(([key]) => !lost.includes(key) && !(hasTests && isTests(key)));
  return Object.fromEntries([...kept, ...given]);
}

/** `tests` is the former name of `data_tests`. */
function isTests(key: string): boolean {
  return key === 'tests' || key === 'data_tests';
}

/** What is no list stays what it is told of when the source is parsed. */
function listOfTables(source: Properties): Value {
  return Array.isArray(source['tables']) ? source['tables'] : [];
}

function tablesOf(source: Properties): Map<Value, Properties> {
  const tables = (listOfTables(source) as Value[]).filter(isMapping).map(recordOf);
  return new Map(tables.map((table) => [table['name'], table]));
}

function recordOf(mapping: Value): Properties {
  return Object.fromEntries([...mappingEntries(mapping)].map(([key, value]) => [String(key), value]));
}

function warnUnused({ log }: ParseSession, unused: readonly string[]): void {
  if (unused.length === 0) return;
  const lines = unused.map((each) => `  - ${each}`);
  log.warn({
    name: 'UnusedTables',
    code: 'I056',
    msg: ['Overrides of sources that are not there:', ...lines].join('\n'),
    data: { unused_tables: lines },
  });
}
