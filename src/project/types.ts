import type { AdapterPlugin, Credentials } from '../adapters/types.js';
import type { Place } from '../errors/error.js';
import type { Value } from '../jinja/values/types.js';

/** A YAML mapping as loaded (plain object; PyDict where a key is not a string or looks like an array index). */
export type YamlMap = Record<string, Value>;

/** What dbt_project.yml (or xform_project.yml) says, defaults filled in, Jinja rendered as features A17 says. */
export interface ProjectConfig {
  readonly name: string;
  readonly version: string | null;
  readonly profile: string | null;
  readonly modelPaths: readonly string[];
  readonly seedPaths: readonly string[];
  readonly testPaths: readonly string[];
  readonly analysisPaths: readonly string[];
  readonly macroPaths: readonly string[];
  readonly snapshotPaths: readonly string[];
  readonly docsPaths: readonly string[];
  readonly assetPaths: readonly string[];
  readonly functionPaths: readonly string[];
  readonly targetPath: string;
  readonly logPath: string;
  readonly packagesInstallPath: string;
  readonly cleanTargets: readonly string[];
  readonly requireDbtVersion: readonly string[];
  readonly quoting: { readonly database?: boolean; readonly schema?: boolean; readonly identifier?: boolean };
  readonly dispatch: readonly {
    readonly macro_namespace: string;
    readonly search_order: readonly string[];
  }[];
  /** Unrendered; rendered for each run. */
  readonly onRunStart: readonly string[];
  readonly onRunEnd: readonly string[];
  readonly queryComment: {
    readonly comment: string | null;
    readonly append: boolean;
    readonly jobLabel: boolean;
  } | null;
  readonly vars: YamlMap;
  readonly flags: YamlMap;
  readonly restrictAccess: boolean;
  /** Resource blocks by dbt's key: models, seeds, snapshots, data_tests, sources, exposures, ... rendered. */
  readonly resources: Readonly<Record<ResourceBlock, YamlMap>>;
  /** The same trees before Jinja, for unrendered_config. */
  readonly unrenderedResources: Readonly<Record<ResourceBlock, YamlMap>>;
}

export const RESOURCE_BLOCKS = [
  'models',
  'seeds',
  'snapshots',
  'data_tests',
  'unit_tests',
  'sources',
  'exposures',
  'metrics',
  'semantic-models',
  'saved-queries',
  'functions',
  'analyses',
] as const;
export type ResourceBlock = (typeof RESOURCE_BLOCKS)[number];

export type FileKind =
  | 'model'
  | 'seed'
  | 'snapshot'
  | 'analysis'
  | 'singular_test'
  | 'generic_test'
  | 'macro'
  | 'docs'
  | 'fixture'
  | 'function'
  | 'properties';

/** One file of a package, found by the walk. Text is read by whoever needs it, at most once. */
export interface ProjectFile {
  readonly kind: FileKind;
  readonly package: string;
  /** Relative to the package root, with forward slashes (dbt's original_file_path). */
  readonly path: string;
  /** The configured folder it was found in (`models`), and the path below that (dbt's `path`). */
  readonly searchedPath: string;
  readonly relativePath: string;
  readonly absolutePath: string;
  readonly size: number;
  readonly mtimeMs: number;
}

/** The root project, an installed package, or a built-in macro package. */
export interface Package {
  readonly name: string;
  /** Absolute folder. */
  readonly root: string;
  readonly config: ProjectConfig;
  readonly kind: 'root' | 'package' | 'builtin';
  readonly files: readonly ProjectFile[];
  /** Path of its project file, as shown in errors. */
  readonly configFile: string;
  /** Where a setting of its project file is. */
  readonly placeOf?: (path: readonly (string | number)[]) => Place;
}

/** A profile's chosen output. */
export interface Target {
  readonly profileName: string;
  readonly targetName: string;
  readonly plugin: AdapterPlugin;
  /** Secrets included: never handed to templates (see basecontext target). */
  readonly credentials: Credentials;
  readonly threads: number;
  /** profiles.yml it came from; undefined for the embedded DuckDB default. */
  readonly file?: string;
}

/** Settings of one invocation after CLI > env > project flags > default; keys are dbt's, in lower_snake_case. */
export interface Flags {
  readonly which: string;
  readonly full_refresh: boolean;
  readonly fail_fast: boolean;
  readonly store_failures: boolean;
  readonly empty: boolean;
  readonly quiet: boolean;
  readonly debug: boolean;
  readonly warn_error: boolean;
  readonly write_json: boolean;
  readonly partial_parse: boolean;
  readonly print: boolean;
  readonly indirect_selection: 'eager' | 'cautious' | 'buildable' | 'empty';
  readonly [name: string]: Value;
}

/** Everything known before parsing. */
export interface Project {
  readonly root: Package;
  /** Root first, installed packages in dependency order, built-in macro packages last (`dbt_<type>`, parents, `dbt`). */
  readonly packages: readonly Package[];
  readonly target: Target;
  /** `--vars`. */
  readonly cliVars: YamlMap;
  readonly flags: Flags;
  readonly invocation: Invocation;
}

/** What identifies one run of the program. */
export interface Invocation {
  readonly id: string;
  /** ISO 8601 UTC with microseconds. */
  readonly startedAt: string;
  /** Where the user stood. */
  readonly cwd: string;
  /** Environment as seen at the start; templates read it through env_var only. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** All settings, for run_results.json `args` and invocation_args_dict. */
  readonly args: Readonly<Record<string, Value>>;
}
