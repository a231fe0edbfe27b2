import type { ResourceBlock } from '../../project/types.js';

/** Top-level keys of property files that hold lists of named entries (features A31). */
export const SECTIONS = [
  'models',
  'seeds',
  'snapshots',
  'sources',
  'macros',
  'analyses',
  'exposures',
  'metrics',
  'semantic_models',
  'saved_queries',
  'functions',
  'data_tests',
  'unit_tests',
  'groups',
] as const;
export type Section = (typeof SECTIONS)[number];

/** Keys that a property file may have besides the sections. */
export const OTHER_KEYS = ['version', 'anchors', 'tests'] as const;

export interface SectionRules {
  /** What one entry is called in messages. */
  readonly noun: string;
  /** Keys of an entry, for did-you-mean; other keys are accepted and kept. */
  readonly keys: readonly string[];
  /**
   * Former places of config keys: read from the entry itself when its `config` lacks them (features A34). `tags` is not
   * among those of nodes: dbt takes no notice of it there.
   */
  readonly movedToConfig: readonly string[];
  readonly block?: ResourceBlock;
}

const NODE_KEYS = ['name', 'description', 'columns', 'config', 'docs', 'tests', 'data_tests', 'meta', 'tags'];

export const SECTION_RULES: Readonly<Record<Section, SectionRules>> = {
  models: {
    noun: 'model',
    keys: [
      ...NODE_KEYS,
      'access',
      'group',
      'constraints',
      'versions',
      'latest_version',
      'deprecation_date',
      'freshness',
      'time_spine',
      'semantic_model',
      'metrics',
      'primary_entity',
      'agg_time_dimension',
      'derived_semantics',
    ],
    movedToConfig: ['docs', 'meta', 'group', 'access', 'freshness'],
    block: 'models',
  },
  seeds: {
    noun: 'seed',
    keys: [...NODE_KEYS, 'group', 'quote_columns'],
    movedToConfig: ['docs', 'meta', 'group'],
    block: 'seeds',
  },
  snapshots: {
    noun: 'snapshot',
    keys: [...NODE_KEYS, 'group', 'relation'],
    movedToConfig: ['docs', 'meta', 'group'],
    block: 'snapshots',
  },
  analyses: {
    noun: 'analysis',
    keys: [...NODE_KEYS, 'group'],
    movedToConfig: ['docs', 'meta', 'group'],
    block: 'models',
  },
  functions: {
    noun: 'function',
    keys: [
      ...NODE_KEYS,
      'arguments',
      'returns',
      'overloads',
      'type',
      'volatility',
      'entry_point',
      'runtime_version',
    ],
    movedToConfig: ['docs', 'meta', 'group'],
    block: 'functions',
  },
  data_tests: {
    noun: 'data test',
    keys: ['name', 'description', 'config', 'docs', 'meta', 'tags'],
    movedToConfig: ['docs', 'meta', 'group'],
    block: 'data_tests',
  },
  sources: {
    noun: 'source',
    keys: [
      'name',
      'description',
      'database',
      'catalog',
      'schema',
      'loader',
      'meta',
      'tags',
      'quoting',
      'freshness',
      'loaded_at_field',
      'loaded_at_query',
      'config',
      'tables',
      'overrides',
    ],
    movedToConfig: [],
    block: 'sources',
  },
  macros: {
    noun: 'macro',
    keys: ['name', 'description', 'arguments', 'config', 'docs', 'meta'],
    movedToConfig: ['docs', 'meta'],
  },
  exposures: {
    noun: 'exposure',
    keys: [
      'name',
      'label',
      'type',
      'maturity',
      'url',
      'description',
      'depends_on',
      'owner',
      'tags',
      'meta',
      'config',
    ],
    movedToConfig: ['meta', 'tags'],
    block: 'exposures',
  },
  groups: { noun: 'group', keys: ['name', 'owner', 'description', 'config'], movedToConfig: [] },
  unit_tests: {
    noun: 'unit test',
    keys: ['name', 'model', 'description', 'given', 'expect', 'overrides', 'config', 'versions'],
    movedToConfig: [],
    block: 'unit_tests',
  },
  metrics: {
    noun: 'metric',
    keys: [
      'name',
      'label',
      'type',
      'description',
      'type_params',
      'filter',
      'config',
      'meta',
      'tags',
      'time_granularity',
    ],
    movedToConfig: ['meta'],
    block: 'metrics',
  },
  semantic_models: {
    noun: 'semantic model',
    keys: [
      'name',
      'label',
      'description',
      'model',
      'defaults',
      'entities',
      'measures',
      'dimensions',
      'primary_entity',
      'config',
    ],
    movedToConfig: [],
    block: 'semantic-models',
  },
  saved_queries: {
    noun: 'saved query',
    keys: ['name', 'label', 'description', 'query_params', 'exports', 'config', 'group', 'tags'],
    movedToConfig: [],
    block: 'saved-queries',
  },
};

/** Keys of a table of a source, and of a column, for did-you-mean. */
export const TABLE_KEYS = [
  'name',
  'description',
  'identifier',
  'loader',
  'columns',
  'config',
  'data_tests',
  'tests',
  'docs',
  'external',
  'freshness',
  'loaded_at_field',
  'loaded_at_query',
  'meta',
  'quoting',
  'tags',
] as const;

export const COLUMN_KEYS = [
  'name',
  'description',
  'data_type',
  'quote',
  'meta',
  'tags',
  'config',
  'tests',
  'data_tests',
  'constraints',
  'granularity',
  'dimension',
  'entity',
  'policy_tags',
  'docs',
] as const;

type Path = readonly (string | number)[];

const LATE_KEYS: ReadonlySet<string | number> = new Set(['tests', 'data_tests', 'description']);
const HOOK_KEYS: ReadonlySet<string | number> = new Set(['pre_hook', 'post_hook', 'pre-hook', 'post-hook']);

/** Descriptions and tests of an entry, of its columns (and of the columns' kin), and its hooks are rendered later. */
function isNodeLate(path: Path): boolean {
  const [first, , third] = path;
  if (first === undefined) return false;
  if (LATE_KEYS.has(first)) return true;
  if (first === 'config' && path[1] !== undefined) return HOOK_KEYS.has(path[1]);
  if (['columns', 'dimensions', 'measures', 'entities'].includes(first as string))
    return LATE_KEYS.has(third ?? '');
  if (first !== 'versions') return false;
  if (LATE_KEYS.has(third ?? '')) return true;
  if (third === 'config') return HOOK_KEYS.has(path[3] ?? '');
  return third === 'columns' && LATE_KEYS.has(path[4] ?? '');
}

/** Paths inside an entry whose text is not rendered while the file is read (features A33). */
export const IS_LATE: Readonly<Partial<Record<Section, (path: Path) => boolean>>> = {
  models: isNodeLate,
  seeds: isNodeLate,
  snapshots: isNodeLate,
  analyses: isNodeLate,
  functions: (path) => isNodeLate(path) || (path[0] === 'arguments' && path[2] === 'description'),
  data_tests: isNodeLate,
  semantic_models: isNodeLate,
  exposures: (path) => path[0] === 'description',
  groups: (path) => path[0] === 'description',
  sources: (path) =>
    path[0] === 'description' ||
    path.includes('loaded_at_query') ||
    (path[0] === 'tables' && isNodeLate(path.slice(2))),
  macros: (path) => path[0] === 'description' || (path[0] === 'arguments' && path[2] === 'description'),
  unit_tests: (path) => path[0] === 'description' || path[0] === 'given' || path[0] === 'expect',
  metrics: (path) => path[0] === 'description' || path.includes('filter'),
  saved_queries: (path) => path[0] === 'description' || (path[0] === 'query_params' && path[1] === 'where'),
};
