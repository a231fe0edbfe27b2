import type { GraphNode, Manifest } from '../../manifest/types.js';
import type { Graph } from '../graph.js';
import type { PreviousState } from './stateTypes.js';

export type IndirectSelection = 'eager' | 'cautious' | 'buildable' | 'empty';

/** One term of a selection: a method that finds nodes, and how far around them to go. */
export interface Criterion {
  readonly kind: 'criterion';
  /** As the user wrote it. */
  readonly raw: string;
  readonly method: string;
  /** What follows the method's first dot: `config.meta.owner:x` has ['meta', 'owner']. */
  readonly methodArguments: readonly string[];
  readonly value: string | boolean | number;
  /** `@`: descendants and all that those need. */
  readonly childrensParents: boolean;
  /** Edges to follow upwards and downwards: undefined none, Infinity all. */
  readonly parentsDepth?: number;
  readonly childrenDepth?: number;
  readonly indirectSelection: IndirectSelection;
}

/** What to select. A difference is its first part without the others. */
export type SelectionExpression =
  | Criterion
  | {
      readonly kind: 'union' | 'intersection' | 'difference';
      readonly parts: readonly SelectionExpression[];
      readonly indirectSelection: IndirectSelection;
      /** Warn when nothing comes out of it; the text for that warning. */
      readonly expectExists?: string;
    };

/** What selecting needs to know. */
export interface SelectionContext {
  readonly manifest: Manifest;
  readonly graph: Graph;
  /** Name of the root project (`package:this`). */
  readonly projectName: string;
  /** Is there such a path, relative to the project's folder? (`path:` looks at the disk, as in dbt.) */
  readonly exists: (path: string) => boolean;
  /** Earlier artifacts, for state:, result: and source_status:. */
  readonly state?: PreviousState;
  /** Expressions of selectors.yml by name (`selector:` method). */
  readonly selectors?: ReadonlyMap<string, SelectionExpression>;
  /** Told about each part that found nothing. */
  readonly onNothingFound: (raw: string, hint: string | undefined) => void;
  /** Told of a model without versions that breaks the contract it had in the state; `changes`: one line each. */
  readonly onContractBroken?: (model: GraphNode, changes: readonly string[]) => void;
}
