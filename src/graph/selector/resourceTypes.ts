import { XformError } from '../../errors/error.js';
import type { Manifest, ResourceType } from '../../manifest/types.js';
import { didYouMean } from '../../util/didYouMean.js';
import { findGraphNode } from '../graph.js';

/** The resource types that commands work on, in the order of dbt's option. */
const SELECTABLE: readonly ResourceType[] = [
  'metric',
  'semantic_model',
  'saved_query',
  'source',
  'analysis',
  'model',
  'test',
  'unit_test',
  'exposure',
  'snapshot',
  'seed',
  'function',
];

/** What each command selects when no --resource-type is given. */
const DEFAULT_TYPES: Readonly<Record<string, readonly ResourceType[]>> = {
  list: SELECTABLE.filter((type) => type !== 'analysis'),
  build: ['model', 'seed', 'snapshot', 'test', 'unit_test', 'function', 'exposure', 'saved_query'],
  run: ['model'],
  test: ['test', 'unit_test'],
  seed: ['seed'],
  snapshot: ['snapshot'],
  compile: ['model', 'analysis', 'snapshot', 'test', 'seed', 'function'],
  generate: ['model', 'analysis', 'snapshot', 'test', 'seed', 'function'],
  catalog: ['model', 'snapshot', 'seed', 'source', 'test'],
  show: ['model', 'analysis', 'snapshot', 'test', 'seed'],
  clone: ['model', 'seed', 'snapshot'],
  freshness: ['source'],
};

export type SelectingCommand = keyof typeof DEFAULT_TYPES;

export interface ResourceTypeOptions {
  /** `--resource-type`; may hold `default` and `all`. */
  readonly include?: readonly string[];
  /** `--exclude-resource-type`. */
  readonly exclude?: readonly string[];
}

/** The types a command selects. Throws XformError('usage') for a type that does not exist. */
export function resolveResourceTypes(
  command: string,
  options: ResourceTypeOptions,
): ReadonlySet<ResourceType> {
  const defaults = DEFAULT_TYPES[command] ?? SELECTABLE;
  const expand = (names: readonly string[]): ResourceType[] =>
    names.flatMap((name) => {
      if (name === 'all') return [...SELECTABLE];
      if (name === 'default') return [...defaults];
      if ((SELECTABLE as readonly string[]).includes(name)) return [name as ResourceType];
      throw new XformError('usage', `'${name}' is not a resource type`, {
        hint: didYouMean(name, SELECTABLE) ?? `Use one of: ${SELECTABLE.join(', ')}, all, default.`,
      });
    });
  const types = new Set(options.include?.length ? expand(options.include) : defaults);
  for (const type of expand(options.exclude ?? [])) types.delete(type);
  return types;
}

/** Keeps the ids whose type the command works on. */
export function filterByResourceType(
  ids: Iterable<string>,
  manifest: Manifest,
  command: string,
  options: ResourceTypeOptions = {},
): Set<string> {
  const types = resolveResourceTypes(command, options);
  const kept = new Set<string>();
  for (const id of ids) {
    const node = findGraphNode(manifest, id);
    if (node !== undefined && types.has(node.resource_type)) kept.add(id);
  }
  return kept;
}
