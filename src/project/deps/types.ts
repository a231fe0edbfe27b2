import type { Place } from '../../errors/error.js';
import type { YamlMap } from '../types.js';

/** An entry of packages.yml. `unrendered` is the entry as written; it goes into the hash of the lock file. */
export type PackageSpec = { readonly place: Place; readonly unrendered: YamlMap } & (
  | { readonly kind: 'local'; readonly path: string; readonly name?: string }
  | {
      readonly kind: 'git';
      readonly url: string;
      readonly revision?: string;
      readonly subdirectory?: string;
      readonly warnUnpinned: boolean;
      readonly name?: string;
    }
  | { readonly kind: 'tarball'; readonly url: string; readonly name: string }
  | {
      readonly kind: 'hub';
      /** `namespace/name`. */
      readonly package: string;
      /** Specifiers that must all hold (`>=1.0.0`, `1.1.1`); empty: any. */
      readonly versions: readonly string[];
      readonly prerelease: boolean;
      readonly name?: string;
    }
);

/** A package that is decided on: what package-lock.yml holds and what is installed. */
export interface PinnedPackage {
  /** Name in its dbt_project.yml: the folder under packages-install-path. */
  readonly name: string;
  /** For log lines: `local @ ../a`, `version 1.1.1`, `revision main`. */
  readonly description: string;
  /** A later version that could be used, where the source has versions. */
  readonly newer?: string;
  /** Entry of package-lock.yml. */
  readonly lock: YamlMap;
  /** Puts the package's files into `folder`, which does not exist yet. */
  install(folder: string): Promise<void>;
  /** Entries of its own packages.yml, for the packages it needs. */
  readonly dependencies: readonly PackageSpec[];
}
