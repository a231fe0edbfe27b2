import type { AdapterRuntime, Slot } from '../adapters/runtime.js';
import type { AdapterResponse } from '../adapters/types.js';
import type { ContextEnvironment } from '../context/types.js';
import type { XformError } from '../errors/error.js';
import type { Graph } from '../graph/graph.js';
import type { Value } from '../jinja/values/types.js';
import type { Logger } from '../log/types.js';
import type { RunStatus, Timing } from '../manifest/runResult.js';
import type { GraphNode, ResourceType } from '../manifest/types.js';
import type { ParsedProject } from '../parser/parseProject.js';
import type { Clock } from './clock.js';
import type { WindowText } from './microbatch/eventTime.js';
import type { OutputFiles } from './outputFiles.js';

/** What everything that runs nodes shares during one command. */
export interface RunTask {
  readonly parsed: ParsedProject;
  /** What contexts are made from, with what templates may know of this run. */
  readonly environment: ContextEnvironment;
  readonly graph: Graph;
  readonly runtime: AdapterRuntime;
  readonly log: Logger;
  readonly clock: Clock;
  readonly files: OutputFiles;
  /** Aborted when the user stops the program. */
  readonly signal: AbortSignal;
  /** Ids that the command works on, sorted: `selected_resources` of templates. */
  readonly selected: readonly string[];
  /** For retry: what became of the batches of microbatch models, by unique_id. */
  readonly previousBatches?: ReadonlyMap<string, PreviousBatches>;
}

export interface PreviousBatches {
  readonly successful: readonly WindowText[];
  readonly failed: readonly WindowText[];
}

/** One node being worked on. */
export interface NodeWork<N extends GraphNode = GraphNode> {
  readonly task: RunTask;
  readonly node: N;
  readonly slot: Slot;
  readonly threadId: string;
  /** Measures a phase; what it measured is kept also when the work throws. */
  timed<T>(phase: Timing['name'], work: () => Promise<T>): Promise<T>;
  /** Tells what is known of the node so far, for the record of a node that fails later. */
  readonly progress: { compiled?: CompiledState };
}

/** What compiling leaves in a result. */
export interface CompiledState {
  readonly node: GraphNode;
  readonly code: string | null;
}

/** How a node ended. Errors are thrown instead. */
export interface NodeOutcome {
  readonly status: RunStatus;
  readonly message?: string | null;
  readonly failures?: number | null;
  readonly adapterResponse?: AdapterResponse;
  readonly relationName?: string | null;
  readonly batchResults?: Value;
  /** Errors that it got over: a part of it failed. */
  readonly problems?: readonly XformError[];
}

export type NodeExecutor = (work: NodeWork) => Promise<NodeOutcome>;

/** What a command does with each type of resource; types that are missing have nothing to do. */
export type ExecutorTable = Readonly<Partial<Record<ResourceType, NodeExecutor>>>;
