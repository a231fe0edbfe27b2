/** The public entry `xform`: what the command line does, for programs. */
export * from './api/functions.js';
export type * from './api/types.js';
export {
  type ErrorKind,
  isXformError,
  type MacroFrame,
  type Place,
  XformError,
  XformErrors,
} from './errors/error.js';
export type { StructuredEvent } from './log/types.js';
export type { RunResult, RunStatus, Timing } from './manifest/runResult.js';
export type * from './manifest/types.js';
