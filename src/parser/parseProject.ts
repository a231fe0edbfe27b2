import type { ContextEnvironment, MacroRegistry, NodeResolver } from '../context/types.js';
import type { Logger } from '../log/types.js';
import type { Manifest } from '../manifest/types.js';
import type { Project } from '../project/types.js';

export interface ParseOptions {
  readonly log: Logger;
  /** Read and write the parse cache under the target folder (default: project.flags.partial_parse). */
  readonly useCache?: boolean;
}

/** What every later phase starts from. */
export interface ParsedProject {
  readonly project: Project;
  readonly manifest: Manifest;
  readonly macros: MacroRegistry;
  readonly resolver: NodeResolver;
  readonly environment: ContextEnvironment;
}

/**
 * Reads every file of every package and makes the manifest: synchronous, without a connection.
 * Throws all errors of all files together (XformError or XformErrors); warnings go to `log`.
 */
export function parseProject(project: Project, options: ParseOptions): ParsedProject {
  void project;
  void options;
  throw new Error('being written');
}
