import type { Place, XformError } from '../errors/error.js';
import type { Project } from '../project/types.js';
import type { ExecutedNode } from '../runner/runNode.js';

/** A command that ended, as reports are made from it. */
export interface ReportedRun {
  /** Its words: `build`. */
  readonly command: string;
  /** Where the user stood. */
  readonly cwd: string;
  /** Missing when not even the project file could be read. */
  readonly project?: Project;
  /** In the order in which they ended. */
  readonly executed: readonly ExecutedNode[];
  /** Ephemeral models that failed. */
  readonly unlisted: readonly ExecutedNode[];
  /** What stopped the command as a whole. */
  readonly errors: readonly XformError[];
  readonly startedAt: Date;
  readonly elapsedSeconds: number;
}

/** Something that went wrong, with all a reader needs to act on it. */
export interface Problem {
  readonly level: 'error' | 'warning';
  /** The node's name and type, or the kind of the error. */
  readonly title: string;
  readonly message: string;
  /** With an absolute path. */
  readonly place?: Place;
  /** Selects the rows that fail a test. */
  readonly query?: string;
}
