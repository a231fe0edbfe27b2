/** The public entry `xform`: what the command line does, for programs. */

export type { Finding } from './analysis/checks/checkProject.js';
export type { ColumnChange, NodeChange } from './analysis/impact/impactOf.js';
export type { ColumnTrace, Hop, LineageColumn, LineageRecord } from './analysis/lineage/projectLineage.js';
export * from './api/functions.js';
export type * from './api/types.js';
export type { Catalog } from './docs/catalog.js';
export {
  type ErrorKind,
  isXformError,
  type MacroFrame,
  type Place,
  XformError,
  XformErrors,
} from './errors/error.js';
export type { StructuredEvent } from './log/types.js';
export type { RunResult, RunStatus, SourceResult, Timing } from './manifest/runResult.js';
export type * from './manifest/types.js';
