import type { GraphNode } from '../manifest/types.js';

/** A relation's name as SQL addresses it. */
export interface RelationName {
  readonly database: string | null;
  readonly schema: string | null;
  readonly identifier: string;
}

/** A column as far as it is known; `type` is the engine's own name of it. */
export interface KnownColumn {
  readonly name: string;
  readonly type: string | null;
}

/** Where the columns of a relation are known from. Only `bound` and `given` ones are sure to be all there are. */
export type ColumnOrigin = 'bound' | 'given' | 'declared' | 'parsed';

export interface KnownRelation {
  readonly id: string;
  readonly name: RelationName;
  readonly columns: readonly KnownColumn[];
  readonly origin: ColumnOrigin;
}

export type BindProblemKind =
  | 'syntax_error'
  | 'unknown_column'
  | 'ambiguous_column'
  | 'missing_relation'
  | 'missing_function'
  | 'type_error'
  | 'invalid_sql';

/** What the binder says against a statement. */
export interface BindProblem {
  readonly kind: BindProblemKind;
  readonly message: string;
  /** Offset in the statement. */
  readonly position?: number;
  /** The name in question, and names that would have been right. */
  readonly name?: string;
  /** The function or operator whose arguments do not fit. */
  readonly called?: string;
  readonly candidates: readonly string[];
}

export type BindResult =
  | { readonly columns: readonly KnownColumn[] }
  | { readonly problem: BindProblem }
  /** The binder cannot say (a file or the network would have to be read). */
  | { readonly unknown: string };

export type ValueKind = 'copied' | 'transformed' | 'aggregated';
export type InfluenceKind = 'join' | 'filter' | 'group' | 'order';

/** One column of a relation that SQL reads. `relation` is a node's unique_id, or the name as written. */
export interface ColumnRef {
  readonly relation: string;
  readonly column: string;
}

export interface ValueEdge extends ColumnRef {
  readonly kind: ValueKind;
}

export interface InfluenceEdge extends ColumnRef {
  readonly kind: InfluenceKind;
}

export interface ColumnLineage {
  readonly name: string;
  readonly value: readonly ValueEdge[];
  /** What decides which rows there are, and what windows of this column go by. */
  readonly influence: readonly InfluenceEdge[];
  /** SQL of the column where it is more than a copy. */
  readonly expression?: string;
  /** Why some sources of it may be missing. */
  readonly unknown?: string;
}

export interface StatementLineage {
  readonly columns: readonly ColumnLineage[];
  /** Every column that the statement names, whether or not an output comes of it. */
  readonly reads: readonly ColumnRef[];
  /** Names of common table expressions that nothing reads, with their offsets. */
  readonly unusedCtes: readonly { readonly name: string; readonly position?: number }[];
  /** Names that are certainly wrong by what is known of the relations read; for engines without a binder. */
  readonly problems: readonly BindProblem[];
  /** Why the columns above may not be all. */
  readonly unknown?: string;
}

/** What traces columns through a statement. */
export interface LineageProvider {
  /** `relations` are those that the statement may read; never throws. */
  trace(sql: string, relations: readonly KnownRelation[]): StatementLineage;
}

/** What tells whether a statement is valid and what it returns. */
export interface BindProvider {
  /** Makes the relation known to later statements; false when it could not be made. */
  define(name: RelationName, columns: readonly KnownColumn[]): Promise<boolean>;
  drop(name: RelationName): Promise<void>;
  /** Never throws. */
  describe(sql: string): Promise<BindResult>;
}

/** What is known of one node of a project. */
export interface NodeAnalysis {
  readonly node: GraphNode;
  readonly relation?: KnownRelation;
  /** Compiled SQL; none for seeds, sources and what could not be compiled. */
  readonly sql?: string;
  readonly problem?: BindProblem;
  /** What an enforced contract demands, with types as the engine names them; or what is wrong with the contract itself. */
  readonly contract?: BindResult;
  /** Everything it reads is known for certain, so that `problem` is one in the warehouse, too. */
  readonly certain: boolean;
  /** Why it could not be analysed, or not wholly. */
  readonly unknown?: string;
  readonly lineage?: StatementLineage;
}

export function relationKey(name: RelationName): string {
  return [name.database, name.schema, name.identifier].map((part) => (part ?? '').toLowerCase()).join('\0');
}
