import type { Place } from '../errors/error.js';
import type { Value } from '../jinja/values/types.js';
import type { Package, Project, ResourceBlock, YamlMap } from '../project/types.js';
import type { ConfigResource } from './configKeys.js';

/** One place that sets config: a level of a dbt_project.yml tree, a properties entry, a config() call. */
export interface ConfigLayer {
  readonly values: YamlMap;
  /** The same keys before Jinja. */
  readonly unrendered?: YamlMap;
  /** Of a key, for errors. */
  readonly placeOf?: (key: string) => Place | undefined;
}

/** Layers of the dbt_project.yml trees for one node, each outermost first (features A36, A37). */
export interface ProjectLayers {
  /** From the node's own package: below properties and config(). */
  readonly own: readonly ConfigLayer[];
  /** From the root project, for nodes of an installed package: above everything. */
  readonly root: readonly ConfigLayer[];
}

export interface MergedConfig {
  /** dbt's defaults and everything set, types checked, hooks and tags normalised. */
  readonly config: Record<string, Value>;
  /** What was set, before Jinja (manifest's unrendered_config). */
  readonly unrendered: Record<string, Value>;
}

export declare function findConfigLayers(
  project: Project,
  owner: Package,
  block: ResourceBlock,
  fqn: readonly string[],
): ProjectLayers;

/**
 * Defaults, then `layers` lowest first, merged key by key as the table says; finalised. A value of a wrong type throws
 * XformError('parse') naming key and expected type, at the layer's place of it or else at `place`.
 */
export declare function mergeConfigLayers(
  resource: ConfigResource,
  layers: readonly ConfigLayer[],
  place?: Place,
): MergedConfig;

/** Paths of dbt_project.yml's resource trees that no node's fqn uses, per block, for the A48 warning. */
export declare function unusedConfigPaths(
  project: Project,
  usedFqns: Readonly<Partial<Record<ResourceBlock, readonly (readonly string[])[]>>>,
): string[];
