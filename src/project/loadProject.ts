import type { Value } from '../jinja/values/types.js';
import type { Logger } from '../log/types.js';
import type { Project, YamlMap } from './types.js';

/** What a command knows when it asks for the project. */
export interface LoadProjectRequest {
  /** Absolute folder the user stands in. */
  readonly cwd: string;
  /** `--project-dir`, `--profiles-dir`, `--profile`, `--target` as given on the command line. */
  readonly projectDir?: string;
  readonly profilesDir?: string;
  readonly profile?: string;
  readonly target?: string;
  /** `--vars`, already parsed. */
  readonly cliVars: YamlMap;
  /** Options given on the command line only, by dbt's lower_snake_case names. */
  readonly flags: Readonly<Record<string, Value>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For run_results.json `args`. */
  readonly args: Readonly<Record<string, Value>>;
  /** The command: `run`, `build`, ... */
  readonly which: string;
  readonly log: Logger;
}

/** Reads everything that is known before parsing. Synchronous. Throws XformError or XformErrors. */
export declare function loadProject(request: LoadProjectRequest): Project;
