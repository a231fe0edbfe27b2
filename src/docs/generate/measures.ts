import type { SourceDefinition } from '../../manifest/types.js';
import type { SiteFreshness, SiteResource } from '../siteData.js';
import type { MemberNode } from './members.js';
import type { SiteInput } from './siteInput.js';

interface Threshold {
  readonly count: number | null;
  readonly period: string | null;
}

/** How fresh a source has to be and was; null where nobody asks for it. */
export function freshnessOf({ results }: SiteInput, node: MemberNode): SiteFreshness | null {
  if (node.resource_type !== 'source') return null;
  const criteria = (node as SourceDefinition).freshness as {
    warn_after?: Threshold | null;
    error_after?: Threshold | null;
  } | null;
  const warnAfter = thresholdText(criteria?.warn_after);
  const errorAfter = thresholdText(criteria?.error_after);
  const last = results.freshness.get(node.unique_id);
  if (warnAfter === null && errorAfter === null && last === undefined) return null;
  return {
    warnAfter,
    errorAfter,
    status: last?.status ?? null,
    maxLoadedAt: last?.maxLoadedAt ?? null,
    checkedAt: last?.checkedAt ?? null,
    message: last?.message ?? null,
  };
}

function thresholdText(threshold: Threshold | null | undefined): string | null {
  if (threshold?.count == null || threshold.period == null) return null;
  return `${threshold.count} ${threshold.period}${threshold.count === 1 ? '' : 's'}`;
}

/** What the warehouse counted, and how many rows the last run wrote. */
export function statsOf({ catalog, results, rowCounts }: SiteInput, node: MemberNode): SiteResource['stats'] {
  const entry = catalog.nodes[node.unique_id] ?? catalog.sources[node.unique_id];
  const stats = Object.values(entry?.stats ?? {})
    .filter(({ include }) => include)
    .map(({ label, value, description }) => ({
      label: String(label),
      text: measureText(value),
      description: String(description ?? ''),
    }));
  const counted: [label: string, count: number | null | undefined, description: string][] = [
    ['Rows', rowCounts.get(node.unique_id), 'As the engine keeps count; about right'],
    ['Rows written', results.nodes.get(node.unique_id)?.rows, 'By the last run, as the engine told'],
  ];
  for (const [label, count, description] of counted) {
    if (count !== null && count !== undefined) stats.push({ label, text: measureText(count), description });
  }
  return stats;
}

function measureText(value: unknown): string {
  return typeof value === 'number' ? value.toLocaleString('en-US') : String(value);
}
