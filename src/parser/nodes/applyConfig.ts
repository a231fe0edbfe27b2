import { XformError } from '../../errors/error.js';
import type { Value } from '../../jinja/values/types.js';
import type { ConfigResource } from '../../manifest/configKeys.js';
import {
  type ConfigLayer,
  findConfigLayers,
  type MergedConfig,
  mergeConfigCalls,
  mergeConfigLayers,
} from '../../manifest/configMerge.js';
import type { ManifestNode, NodeConfig } from '../../manifest/types.js';
import type { Package, ResourceBlock } from '../../project/types.js';
import { siteOfCall } from '../resolve/callSites.js';
import type { ParseSession } from '../session.js';
import { relationName } from './relationName.js';

export interface ConfigRequest {
  readonly resource: ConfigResource;
  readonly block: ResourceBlock;
  readonly owner: Package;
  readonly fqn: readonly string[];
  /** Between the project files of the node's package and of the root project, lowest first. */
  readonly layers: readonly ConfigLayer[];
  /** A property file sets config: then what the root project says stands above all in unrendered_config, too. */
  readonly isPatched?: boolean;
  /** Shown where a layer knows no place of its own. */
  readonly file: string;
}

/** All config of a node, and the fields that follow from it: tags, meta, docs, group, names. */
export function applyConfig(session: ParseSession, node: ManifestNode, request: ConfigRequest): void {
  session.usedConfig.add(request.block, request.fqn);
  const { own, root } = findConfigLayers(session.project, request.owner, request.block, request.fqn);
  const layers = [...own, ...request.layers, ...(request.isPatched === true ? root.map(unmarked) : root)];
  const merged = placed(session, node, () => mergedConfig(request, layers));
  const config = merged.config as NodeConfig;
  node.config = config;
  node.unrendered_config = merged.unrendered;
  if (config.tags.length > 0) node.tags = [...new Set([...node.tags, ...config.tags])];
  node.meta = config.meta;
  node.group = config.group;
  if (config.docs) node.docs = config.docs;
  setNames(session, node);
}

/** An error of a config() call gets the place of that call, or else of the first one. */
function placed<T>(session: ParseSession, node: ManifestNode, merge: () => T): T {
  try {
    return merge();
  } catch (error) {
    if (error instanceof XformError && error.place?.line === undefined && node.raw_code.includes('config')) {
      const key = /config '(\w+)/.exec(error.message)?.[1] ?? '';
      const site =
        siteOfCall(session, node, 'config', (_, kwargs) => Object.hasOwn(kwargs, key)) ??
        siteOfCall(session, node, 'config', () => true);
      if (site?.place) error.place = site.place;
    }
    throw error;
  }
}

const layerIds = new WeakMap<ConfigLayer, number>();
let lastLayerId = 0;
const mergedByLayers = new WeakMap<ConfigLayer, Map<string, MergedConfig>>();

/** Nodes that only project files configure share one config for equal layers: nothing changes it afterwards. */
function mergedConfig(request: ConfigRequest, layers: readonly ConfigLayer[]): MergedConfig {
  const place = { file: request.file };
  const [first] = layers;
  if (request.layers.length > 0 || first === undefined)
    return mergeConfigLayers(request.resource, layers, place);
  let key: string = request.resource;
  for (const layer of layers) {
    let id = layerIds.get(layer);
    if (id === undefined) layerIds.set(layer, (id = ++lastLayerId));
    key += ` ${id}`;
  }
  let known = mergedByLayers.get(first);
  if (known === undefined) mergedByLayers.set(first, (known = new Map()));
  let merged = known.get(key);
  if (merged === undefined) known.set(key, (merged = mergeConfigLayers(request.resource, layers, place)));
  return merged;
}

function unmarked(layer: ConfigLayer): ConfigLayer {
  const { source: _, ...rest } = layer;
  return rest;
}

/** The config() calls of a file as one layer (features A45). */
export function callLayers(resource: ConfigResource, calls: readonly Record<string, Value>[]): ConfigLayer[] {
  const given = calls.filter((call) => Object.keys(call).length > 0);
  return given.length === 0 ? [] : [{ values: mergeConfigCalls(resource, given) }];
}

/** Database, schema and alias by the project's macros (features A49, D34), then the relation's name. */
function setNames(session: ParseSession, node: ManifestNode): void {
  const { config } = node;
  // Engines without databases have none.
  node.database = session.names.name('generate_database_name', config.database ?? null, node) || null;
  node.schema = session.names.name('generate_schema_name', config.schema ?? null, node);
  node.alias = session.names.name('generate_alias_name', config.alias ?? null, node);
  if (node.resource_type === 'snapshot') {
    // The older way to place snapshots takes the names as they are.
    if (typeof config.target_database === 'string') node.database = config.target_database;
    if (typeof config.target_schema === 'string') node.schema = config.target_schema;
  }
  node.relation_name = isStored(session, node) ? nameOf(session, node) : null;
}

function nameOf(session: ParseSession, node: ManifestNode): string {
  const parts = { database: node.database, schema: node.schema, identifier: node.alias };
  return relationName(session.project.target.plugin.dialect, parts, session.project.root.config.quoting);
}

const RELATIONAL = new Set(['model', 'seed', 'snapshot']);

function isStored(session: ParseSession, node: ManifestNode): boolean {
  if (node.resource_type === 'test') {
    const stored = node.config.store_failures;
    return stored === true || (stored !== false && session.project.flags.store_failures === true);
  }
  return RELATIONAL.has(node.resource_type) && node.config.materialized !== 'ephemeral';
}

/** Names with spaces cannot be referred to (features A22). */
export function checkName(session: ParseSession, name: string, file: string, noun: string): void {
  if (!name.includes(' ') || session.project.flags.require_resource_names_without_spaces === false) return;
  throw new XformError('project', `Resource names cannot contain spaces: '${name}'`, {
    place: { file },
    hint: `Rename the ${noun} so that its name does not contain any spaces.`,
  });
}
