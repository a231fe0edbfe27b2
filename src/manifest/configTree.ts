import type { Place } from '../errors/error.js';
import type { Value } from '../jinja/values/types.js';
import { isMapping, type Mapping, mappingEntries, mappingGet } from '../project/mapping.js';
import type { Package, Project, ResourceBlock, YamlMap } from '../project/types.js';
import type { ConfigLayer } from './configMerge.js';

/** Layers of the dbt_project.yml trees for one node, each outermost first (features A36, A37). */
export interface ProjectLayers {
  /** From the node's own package: below properties and config(). */
  readonly own: readonly ConfigLayer[];
  /** From the root project, for nodes of an installed package: above everything. */
  readonly root: readonly ConfigLayer[];
}

/** Layers that apply to the node `fqn` of package `owner`. */
export function findConfigLayers(
  project: Project,
  owner: Package,
  block: ResourceBlock,
  fqn: readonly string[],
): ProjectLayers {
  const own = treeLayers(owner, block, fqn, 'project');
  const root = owner === project.root ? [] : treeLayers(project.root, block, fqn, 'root');
  return { own, root };
}

/** Layers by level, so that nodes of one folder share them; a level belongs to one package and block. */
const levelLayers = new WeakMap<object, ConfigLayer | null>();

function treeLayers(
  owner: Package,
  block: ResourceBlock,
  fqn: readonly string[],
  source: 'project' | 'root',
): ConfigLayer[] {
  const layers: ConfigLayer[] = [];
  let level: Value = owner.config.resources[block];
  let unrendered: Value = owner.config.unrenderedResources[block];
  const path: string[] = [block];
  for (let depth = 0; isMapping(level); depth++) {
    const layer = layerOfLevel(owner, level, unrendered, path, source);
    if (layer !== undefined) layers.push(layer);
    const part = fqn[depth];
    if (part === undefined) break;
    level = mappingGet(level, part);
    unrendered = isMapping(unrendered) ? mappingGet(unrendered, part) : undefined;
    path.push(part);
  }
  return layers;
}

function layerOfLevel(
  owner: Package,
  level: Mapping,
  unrendered: Value,
  path: readonly string[],
  source: 'project' | 'root',
): ConfigLayer | undefined {
  const cached = levelLayers.get(level);
  if (cached !== undefined && cached?.source === source) return cached;
  if (cached === null) return undefined;
  const values = configOfLevel(level);
  const names = Object.keys(values);
  if (names.length === 0) {
    levelLayers.set(level, null);
    return undefined;
  }
  const at = [...path];
  const layer: ConfigLayer = {
    values,
    unrendered: isMapping(unrendered) ? configOfLevel(unrendered) : values,
    source,
    placeOf: (key) => placeOfConfig(owner, at, level, key),
  };
  levelLayers.set(level, layer);
  return layer;
}

/** The config key that an entry of a level sets; undefined for a folder or resource. */
function configKeyOf(key: Value, value: Value): string | undefined {
  const text = String(key);
  if (text.startsWith('+')) return text.slice(1).trim();
  return isMapping(value) ? undefined : text;
}

/** What a level sets: keys with `+`, and plain keys whose value is no mapping. */
function configOfLevel(level: Mapping): YamlMap {
  const values: Record<string, Value> = {};
  for (const [key, value] of mappingEntries(level)) {
    const name = configKeyOf(key, value);
    if (name !== undefined) values[name] = value;
  }
  return values;
}

function placeOfConfig(
  owner: Package,
  path: readonly string[],
  level: Mapping,
  name: string,
): Place | undefined {
  for (const [key, value] of mappingEntries(level)) {
    if (configKeyOf(key, value) === name) return owner.placeOf?.([...path, String(key)]);
  }
  return undefined;
}

/**
 * Paths of the root project's resource trees under which something is set and that no resource's fqn starts with, as
 * `models.shop.staging` (features A48). `usedFqns` holds the fqns of each block, disabled resources included.
 */
export function unusedConfigPaths(
  project: Project,
  usedFqns: Readonly<Partial<Record<ResourceBlock, readonly (readonly string[])[]>>>,
): string[] {
  const unused: string[] = [];
  const trees = project.root.config.resources;
  for (const block of Object.keys(trees) as ResourceBlock[]) {
    const used = new Set<string>();
    for (const fqn of usedFqns[block] ?? []) {
      for (let length = 0; length <= fqn.length; length++) used.add(fqn.slice(0, length).join('\0'));
    }
    for (const path of configPaths(trees[block], [])) {
      if (path.length > 0 && !used.has(path.join('\0'))) unused.push([block, ...path].join('.'));
    }
  }
  return unused;
}

/** Paths of levels that set something, outermost first. */
function configPaths(level: Value, path: readonly string[]): string[][] {
  if (!isMapping(level)) return [];
  const found: string[][] = Object.keys(configOfLevel(level)).length > 0 ? [[...path]] : [];
  for (const [key, value] of mappingEntries(level)) {
    if (configKeyOf(key, value) === undefined) found.push(...configPaths(value, [...path, String(key)]));
  }
  return found;
}
