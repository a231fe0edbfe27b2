import type { GraphNode } from '../../manifest/types.js';
import { XFORM_VERSION } from '../../util/version.js';
import type { ColumnRef } from '../types.js';
import type { ColumnTrace, Direction, Hop, LineageColumn, ProjectLineage } from './projectLineage.js';
import { findColumn } from './projectLineage.js';

export interface FormatContext {
  readonly lineage: ProjectLineage;
  readonly findNode: (id: string) => GraphNode | undefined;
  /** Namespace and name of a dataset for OpenLineage. */
  readonly namespace: string;
  readonly now: Date;
}

/** The trace in one format. */
export type LineageFormat = (
  trace: ColumnTrace,
  context: FormatContext,
  directions: ReadonlySet<Direction>,
) => string;

export const LINEAGE_FORMATS: Readonly<Record<string, LineageFormat>> = {
  text: formatText,
  json: ({ column, hops }) => `${JSON.stringify({ column, hops }, null, 2)}\n`,
  mermaid: formatMermaid,
  openlineage: formatOpenLineage,
};

function shortName(id: string, context: FormatContext): string {
  const node = context.findNode(id);
  if (node === undefined) return id;
  return node.resource_type === 'source'
    ? `${(node as { source_name: string }).source_name}.${node.name}`
    : node.name;
}

const textOf = (ref: ColumnRef, context: FormatContext): string =>
  `${shortName(ref.relation, context)}.${ref.column}`;
const same = (ref: ColumnRef, column: LineageColumn): boolean =>
  ref.relation === column.node && ref.column.toLowerCase() === column.name.toLowerCase();

function formatText(trace: ColumnTrace, context: FormatContext, directions: ReadonlySet<Direction>): string {
  const { column } = trace;
  const lines = [
    `${shortName(column.node, context)}.${column.name}${column.type ? ` (${column.type})` : ''}`,
  ];
  if (directions.has('upstream')) {
    lines.push('', 'made from');
    lines.push(...orNothing(tree(column, trace.hops, context, 'upstream', 1, new Set())));
    lines.push(...influenceLines(trace, context));
  }
  if (directions.has('downstream')) {
    lines.push('', 'goes into');
    lines.push(...orNothing(tree(column, trace.hops, context, 'downstream', 1, new Set())));
  }
  if (column.unknown !== undefined) lines.push('', `unknown: ${column.unknown}`);
  return `${lines.join('\n')}\n`;
}

function orNothing(lines: readonly string[]): readonly string[] {
  return lines.length > 0 ? lines : ['  nothing'];
}

/** Value hops from column to column, indented; what was told already is not told again. */
function tree(
  column: LineageColumn,
  hops: readonly Hop[],
  context: FormatContext,
  direction: Direction,
  depth: number,
  seen: Set<string>,
): string[] {
  const here = hops.filter(
    (hop) =>
      (hop.category === 'value' || direction === 'downstream') &&
      same(direction === 'upstream' ? hop.to : hop.from, column),
  );
  return here.flatMap((hop) => {
    const ref = direction === 'upstream' ? hop.from : hop.to;
    const other = findColumn(context.lineage, ref.relation, ref.column);
    const made = direction === 'upstream' ? column : other;
    const expression =
      hop.kind !== 'copied' && hop.category === 'value' && made?.expression !== undefined
        ? `: ${oneLine(made.expression)}`
        : '';
    const doubt = other?.unknown === undefined ? '' : ` [unknown: ${other.unknown}]`;
    const line = `${'  '.repeat(depth)}${textOf(ref, context)} (${hop.kind}${expression})${doubt}`;
    const key = `${ref.relation}\0${ref.column.toLowerCase()}`;
    if (other === undefined || hop.category === 'influence' || seen.has(key)) return [line];
    seen.add(key);
    return [line, ...tree(other, hops, context, direction, depth + 1, seen)];
  });
}

function influenceLines({ column, hops }: ColumnTrace, context: FormatContext): string[] {
  const byKind = new Map<string, string[]>();
  for (const hop of hops) {
    if (hop.category !== 'influence' || !same(hop.to, column)) continue;
    byKind.set(hop.kind, [...(byKind.get(hop.kind) ?? []), textOf(hop.from, context)]);
  }
  if (byKind.size === 0) return [];
  return ['', 'influenced by', ...[...byKind].map(([kind, refs]) => `  ${kind}: ${refs.join(', ')}`)];
}

function oneLine(sql: string): string {
  const text = sql.replace(/\s+/g, ' ');
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

function formatMermaid({ column, hops }: ColumnTrace, context: FormatContext): string {
  const ids = new Map<string, string>();
  const lines = ['flowchart LR'];
  const idOf = (ref: ColumnRef): string => {
    const key = `${ref.relation}\0${ref.column.toLowerCase()}`;
    const known = ids.get(key);
    if (known !== undefined) return known;
    const id = `c${ids.size}`;
    ids.set(key, id);
    lines.push(`  ${id}["${textOf(ref, context).replace(/"/g, '#quot;')}"]`);
    return id;
  };
  idOf({ relation: column.node, column: column.name });
  for (const hop of hops) {
    const [from, to] = [idOf(hop.from), idOf(hop.to)];
    lines.push(`  ${from} ${hop.category === 'value' ? '-->' : '-.->'}|${hop.kind}| ${to}`);
  }
  return `${lines.join('\n')}\n`;
}

const SUBTYPES: Readonly<Record<string, string>> = {
  copied: 'IDENTITY',
  transformed: 'TRANSFORMATION',
  aggregated: 'AGGREGATION',
  join: 'JOIN',
  filter: 'FILTER',
  group: 'GROUP_BY',
  order: 'SORT',
};

/** A URI, as OpenLineage wants it, of what made an event. */
const PRODUCER = `urn:xform:${XFORM_VERSION}`;

/** An OpenLineage event about a job (2-0-2), with column lineage facets (1-2-0), one dataset a node. */
function formatOpenLineage({ column, hops }: ColumnTrace, context: FormatContext): string {
  const datasetOf = (id: string) => {
    const node = context.findNode(id) as { relation_name?: string | null } | undefined;
    return { namespace: context.namespace, name: (node?.relation_name ?? id).replace(/["`]/g, '') };
  };
  const outputs = new Map<string, Record<string, { inputFields: object[] }>>();
  for (const hop of hops) {
    const fields = outputs.get(hop.to.relation) ?? {};
    outputs.set(hop.to.relation, fields);
    const { inputFields } = (fields[hop.to.column] ??= { inputFields: [] });
    const type = hop.category === 'value' ? 'DIRECT' : 'INDIRECT';
    inputFields.push({
      ...datasetOf(hop.from.relation),
      field: hop.from.column,
      transformations: [{ type, subtype: SUBTYPES[hop.kind], description: '', masking: false }],
    });
  }
  const facet = {
    _producer: PRODUCER,
    _schemaURL: 'https://openlineage.io/spec/facets/1-2-0/ColumnLineageDatasetFacet.json',
  };
  const datasets = [...outputs].map(([id, fields]) => ({
    ...datasetOf(id),
    facets: { columnLineage: { ...facet, fields } },
  }));
  const inputs = new Set(hops.map((hop) => hop.from.relation));
  const event = {
    eventTime: context.now.toISOString(),
    producer: PRODUCER,
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/JobEvent',
    job: { namespace: context.namespace, name: `xform lineage ${column.node}.${column.name}` },
    inputs: [...inputs].map(datasetOf),
    outputs: datasets,
  };
  return `${JSON.stringify(event, null, 2)}\n`;
}
