import type { ColumnInfo, ConstraintInfo } from '../../manifest/types.js';
import type { SiteColumn } from '../siteData.js';
import type { MemberNode } from './members.js';
import type { SiteInput } from './siteInput.js';

/**
 * Columns of a resource: those of the warehouse first, in its order and with its types, then what the analysis knows,
 * then what is only described. Names are compared without regard to case.
 */
export function columnsOf(input: SiteInput, node: MemberNode): SiteColumn[] {
  const { catalog, lineage } = input;
  const described = new Map<string, ColumnInfo>(
    Object.values((node as { columns?: Record<string, ColumnInfo> }).columns ?? {}).map((column) => [
      column.name.toLowerCase(),
      column,
    ]),
  );
  const traced = lineage?.columns.get(node.unique_id);
  const columns = new Map<string, SiteColumn>();
  const add = (name: string, type: string | null): void => {
    const key = name.toLowerCase();
    if (columns.has(key)) return;
    const info = described.get(key);
    const known = traced?.get(key);
    columns.set(key, {
      name,
      type: type ?? known?.type ?? info?.data_type ?? null,
      description: info?.description ?? '',
      tags: info?.tags ?? [],
      meta: info?.meta ?? {},
      constraints: (info?.constraints ?? []).map(constraintText),
      traced: known !== undefined && (known.value.length > 0 || known.unknown === undefined),
    });
  };
  const entry = catalog.nodes[node.unique_id] ?? catalog.sources[node.unique_id];
  const stored = Object.values(entry?.columns ?? {});
  for (const { name, type } of stored.sort((a, b) => Number(a.index) - Number(b.index))) add(name, type);
  for (const { name, type } of traced?.values() ?? []) if (name !== '') add(name, type);
  for (const { name, data_type } of described.values()) add(name, data_type);
  return [...columns.values()];
}

export function constraintText({ type, expression, to, to_columns }: ConstraintInfo): string {
  const target = to === null ? '' : ` → ${to}${to_columns?.length ? ` (${to_columns.join(', ')})` : ''}`;
  return `${type.replaceAll('_', ' ')}${expression === null ? '' : ` ${expression}`}${target}`;
}
