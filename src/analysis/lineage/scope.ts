import type { ColumnRef, InfluenceEdge, InfluenceKind, ValueEdge, ValueKind } from '../types.js';

/** What an expression is made from. */
export interface Flow {
  readonly value: readonly ValueEdge[];
  readonly influence: readonly InfluenceEdge[];
  readonly unknown?: string;
}

/** A column of something in FROM, or of a query's result. */
export interface Field extends Flow {
  readonly name: string;
  /** SQL of it, where it is more than a copy. */
  readonly expression?: string;
}

/** A query's result. */
export interface Rows {
  readonly fields: readonly Field[];
  /** Why `fields` are not all, or not sure. */
  readonly unknown?: string;
  /** What decides which rows there are. */
  readonly influence: readonly InfluenceEdge[];
}

/** A named thing in FROM. `open`: it may have columns that are not in `fields`, and these are of this relation. */
export interface Table extends Rows {
  readonly alias: string;
  /** Names it was written with, outermost first, ending in the alias or table name. */
  readonly path: readonly string[];
  readonly open?: string;
}

export interface Scope {
  readonly tables: Table[];
  /** Columns joined by USING: lower-case name to what stands for it. */
  readonly merged: Map<string, Field>;
  /** Columns of the select list by their names, for ORDER BY and the like. */
  aliases: ReadonlyMap<string, Field>;
  readonly ctes: ReadonlyMap<string, Cte>;
  readonly windows: ReadonlyMap<string, unknown>;
  /** Parameters of lambdas and iterators around the expression. */
  readonly bound: ReadonlySet<string>;
  /** What `columns(…)` stands for at the moment. */
  readonly expanded?: Flow;
  readonly parent?: Scope;
}

export interface Cte {
  readonly name: string;
  readonly rows: Rows;
  readonly position?: number;
  used: boolean;
}

export const NOTHING: Flow = { value: [], influence: [] };
export const NO_ROWS: Rows = { fields: [], influence: [] };

const STRENGTH: Readonly<Record<ValueKind, number>> = { copied: 0, transformed: 1, aggregated: 2 };

function keyOf(edge: ColumnRef): string {
  return `${edge.relation}\0${edge.column.toLowerCase()}`;
}

/** Edges without repetitions; of two kinds the stronger one stays. */
export function mergeValues(...lists: readonly (readonly ValueEdge[])[]): ValueEdge[] {
  const merged = new Map<string, ValueEdge>();
  for (const edge of lists.flat()) {
    const known = merged.get(keyOf(edge));
    if (known === undefined || STRENGTH[known.kind] < STRENGTH[edge.kind]) merged.set(keyOf(edge), edge);
  }
  return [...merged.values()];
}

export function mergeInfluence(...lists: readonly (readonly InfluenceEdge[])[]): InfluenceEdge[] {
  const merged = new Map<string, InfluenceEdge>();
  for (const edge of lists.flat()) {
    const key = `${edge.kind}\0${keyOf(edge)}`;
    if (!merged.has(key)) merged.set(key, edge);
  }
  return [...merged.values()];
}

export function mergeFlows(flows: readonly Flow[]): Flow {
  const unknown = flows.find((flow) => flow.unknown !== undefined)?.unknown;
  return {
    value: mergeValues(...flows.map((flow) => flow.value)),
    influence: mergeInfluence(...flows.map((flow) => flow.influence)),
    ...(unknown !== undefined && { unknown }),
  };
}

/** The flow after something was done to it. */
export function asKind(flow: Flow, kind: ValueKind): Flow {
  const value = flow.value.map((edge) => (STRENGTH[edge.kind] < STRENGTH[kind] ? { ...edge, kind } : edge));
  return { ...flow, value };
}

/** All that goes into `flow`, as deciding about rows. */
export function asInfluence(flow: Flow, kind: InfluenceKind): InfluenceEdge[] {
  const own = flow.value.map(({ relation, column }): InfluenceEdge => ({ relation, column, kind }));
  return mergeInfluence(own, flow.influence);
}
