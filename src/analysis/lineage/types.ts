import type { ColumnLineage, ColumnRef, InfluenceEdge, ValueEdge } from '../types.js';

/** A column of the project with what it is made from. */
export interface LineageColumn extends ColumnLineage {
  /** unique_id of the model, seed, snapshot or source. */
  readonly node: string;
  /** The engine's name of it; null where it is not known. */
  readonly type: string | null;
}

export interface LineageCoverage {
  readonly columns: number;
  /** How many of `columns` have all of their sources. */
  readonly known: number;
  /** Nodes whose columns are not, or not wholly, known, and why. */
  readonly unknownNodes: readonly { readonly id: string; readonly reason: string }[];
}

/** Column lineage of models, snapshots, seeds and sources. */
export interface ProjectLineage {
  /** By unique_id, then by column in lower case, in the order of the relation's columns. */
  readonly columns: ReadonlyMap<string, ReadonlyMap<string, LineageColumn>>;
  readonly coverage: LineageCoverage;
}

/** What column_lineage.json holds: columns by unique_id, then by name as the relation has it. */
export interface LineageRecord {
  readonly coverage: LineageCoverage;
  readonly nodes: Readonly<
    Record<string, { readonly columns: Readonly<Record<string, Omit<LineageColumn, 'node'>>> }>
  >;
}

export type Direction = 'upstream' | 'downstream';

/** One hop: `from` is the column nearer to the sources. */
export interface Hop {
  readonly from: ColumnRef;
  readonly to: ColumnRef;
  readonly kind: ValueEdge['kind'] | InfluenceEdge['kind'];
  readonly category: 'value' | 'influence';
}

export interface ColumnTrace {
  readonly column: LineageColumn;
  readonly hops: readonly Hop[];
}
