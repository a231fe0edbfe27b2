import type { Manifest } from '../manifest/types.js';
import { plural } from '../runner/summary.js';

/** `8 models, 1 seed, 7 data tests, 5 sources, 513 macros`: what the project holds, in dbt's order. */
export function foundStats(manifest: Manifest): string {
  const counts = new Map<string, number>();
  for (const node of Object.values(manifest.nodes)) {
    if (!node.config.enabled) continue;
    const kind = NAMES[node.resource_type] ?? node.resource_type;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  for (const [records, kind] of OTHER_RECORDS) counts.set(kind, Object.keys(manifest[records]).length);
  return [...counts]
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${PLURALS[kind] && count !== 1 ? PLURALS[kind] : plural(kind, count)}`)
    .join(', ');
}

const NAMES: Readonly<Record<string, string>> = { test: 'data test', sql_operation: 'sql operation' };
const PLURALS: Readonly<Record<string, string>> = { analysis: 'analyses' };

const OTHER_RECORDS = [
  ['functions', 'function'],
  ['sources', 'source'],
  ['exposures', 'exposure'],
  ['metrics', 'metric'],
  ['macros', 'macro'],
  ['groups', 'group'],
  ['semantic_models', 'semantic model'],
  ['saved_queries', 'saved query'],
  ['unit_tests', 'unit test'],
] as const;
