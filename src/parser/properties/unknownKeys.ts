import { formatPlace } from '../../errors/formatError.js';
import type { Value } from '../../jinja/values/types.js';
import type { Logger } from '../../log/types.js';
import { isMapping, mappingEntries, mappingGet } from '../../project/mapping.js';
import type { YamlDocument, YamlPath } from '../../project/yaml.js';
import { didYouMean } from '../../util/didYouMean.js';
import { COLUMN_KEYS, SECTION_RULES, type Section, TABLE_KEYS } from './sections.js';

/**
 * Warns of keys that look like a misspelt one. Keys that resemble none are the user's own: dbt keeps them, and so is done
 * here. Returns the number of warnings.
 */
export function warnUnknownKeys(
  log: Logger,
  section: Section,
  list: readonly Record<string, Value>[],
  document: YamlDocument,
): number {
  let warnings = 0;
  const check = (value: Value, known: readonly string[], path: YamlPath, owner: string): void => {
    if (!isMapping(value)) return;
    for (const [key] of mappingEntries(value)) {
      if (typeof key !== 'string' || known.includes(key)) continue;
      const hint = didYouMean(key, known);
      if (hint === undefined) continue;
      const place = formatPlace(document.placeOf([...path, key]));
      const msg = `${place}: unknown key '${key}' of ${owner}. ${hint}`;
      log.warn({ name: 'CustomKeyInObjectDeprecation', code: 'D027', msg, data: { key, file: place } });
      warnings++;
    }
  };
  const { noun, keys } = SECTION_RULES[section];
  list.forEach((entry, index) => {
    const path = [section, index];
    check(entry, keys, path, `${noun} '${String(entry.name)}'`);
    checkColumns(entry, path, check);
    if (section !== 'sources' || !Array.isArray(entry.tables)) return;
    entry.tables.forEach((table: Value, i: number) => {
      if (!isMapping(table)) return;
      const tablePath = [...path, 'tables', i];
      check(table, TABLE_KEYS, tablePath, `table '${String(mappingGet(table, 'name'))}'`);
      checkColumns(table, tablePath, check);
    });
  });
  return warnings;
}

type Check = (value: Value, known: readonly string[], path: YamlPath, owner: string) => void;

function checkColumns(owner: Value, path: YamlPath, check: Check): void {
  const columns = isMapping(owner) ? mappingGet(owner, 'columns') : undefined;
  if (!Array.isArray(columns)) return;
  columns.forEach((column: Value, i: number) => {
    if (!isMapping(column)) return;
    check(column, COLUMN_KEYS, [...path, 'columns', i], `column '${String(mappingGet(column, 'name'))}'`);
  });
}
