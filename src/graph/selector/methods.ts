import { XformError } from '../../errors/error.js';
import type { GraphNode } from '../../manifest/types.js';
import { closest } from '../../util/didYouMean.js';
import { graphNodes } from '../graph.js';
import { configMethod } from './configMethod.js';
import { fnmatch } from './fnmatch.js';
import { fqnMethod } from './fqnMethod.js';
import { fileMethod, pathMethod } from './pathMethods.js';
import { resultMethod, sourceStatusMethod, stateMethod } from './stateMethods.js';
import type { Criterion, SelectionContext } from './types.js';

/**
 * A way to find nodes. `matcher` is made once a criterion, so that what depends on the value alone is done once; it
 * throws XformError('usage') for a value that makes no sense. `values` lists what the value could have been.
 */
export interface SelectorMethod {
  matcher(criterion: Criterion, context: SelectionContext): (node: GraphNode) => boolean;
  values?(context: SelectionContext): Iterable<string>;
}

const text = (criterion: Criterion): string => String(criterion.value);

/** Methods whose value is a name, or package and name, of one type of resource. */
function namedResource(resourceType: string, plural: string, article = 'of the form'): SelectorMethod {
  return {
    matcher: (criterion) => {
      const parts = text(criterion).split('.');
      if (parts.length > 2) {
        throw new XformError('usage', `Invalid ${resourceType} selector value "${text(criterion)}"`, {
          hint: `${plural} must be ${article} \`name\` or \`package.name\`.`,
        });
      }
      const name = parts[parts.length - 1]!;
      const packageName = parts.length === 2 ? parts[0]! : '*';
      return (node) =>
        node.resource_type === resourceType &&
        fnmatch(node.package_name, packageName) &&
        fnmatch(node.name, name);
    },
    *values(context) {
      for (const node of graphNodes(context.manifest))
        if (node.resource_type === resourceType) yield node.name;
    },
  };
}

const tagMethod: SelectorMethod = {
  matcher: (criterion) => {
    const tag = text(criterion);
    return (node) => tagsOf(node).some((own) => fnmatch(own, tag));
  },
  *values(context) {
    for (const node of graphNodes(context.manifest)) yield* tagsOf(node);
  },
};

function tagsOf(node: GraphNode): readonly string[] {
  const own = (node as { tags?: string[] }).tags ?? (node as { config?: { tags?: unknown } }).config?.tags;
  if (typeof own === 'string') return [own];
  return Array.isArray(own) ? own : [];
}

const groupMethod: SelectorMethod = {
  matcher: (criterion) => (node) => {
    const group = groupOf(node);
    return group !== undefined && fnmatch(group, text(criterion));
  },
  values: (context) => Object.values(context.manifest.groups).map((group) => group.name),
};

/** By its own configuration: a test is in its model's group for access, but not chosen by it. */
function groupOf(node: GraphNode): string | undefined {
  const { config } = node as { config?: { group?: unknown } };
  return typeof config?.group === 'string' ? config.group : undefined;
}

const accessMethod: SelectorMethod = {
  matcher: (criterion) => (node) =>
    node.resource_type === 'model' && 'access' in node && node.access === text(criterion),
  values: () => ['public', 'protected', 'private'],
};

const sourceMethod: SelectorMethod = {
  matcher: (criterion) => {
    const parts = text(criterion).split('.');
    if (parts.length > 3) {
      throw new XformError('usage', `Invalid source selector value "${text(criterion)}"`, {
        hint: 'Sources must be of the form `source`, `source.table`, or `package.source.table`.',
      });
    }
    const [packageName, source, table] =
      parts.length === 3 ? parts : parts.length === 2 ? ['*', ...parts] : ['*', parts[0], '*'];
    return (node) =>
      node.resource_type === 'source' &&
      'source_name' in node &&
      fnmatch(node.package_name, packageName!) &&
      fnmatch(String(node.source_name), source!) &&
      fnmatch(node.name, table!);
  },
  *values(context) {
    for (const source of Object.values(context.manifest.sources)) {
      yield source.source_name;
      yield `${source.source_name}.${source.name}`;
    }
  },
};

const packageMethod: SelectorMethod = {
  matcher: (criterion, context) => {
    const name = text(criterion) === 'this' ? context.projectName : text(criterion);
    return (node) => fnmatch(node.package_name, name);
  },
  *values(context) {
    for (const node of graphNodes(context.manifest)) yield node.package_name;
  },
};

const testNameMethod: SelectorMethod = {
  matcher: (criterion) => (node) => {
    if (node.resource_type === 'unit_test') return fnmatch(node.name, text(criterion));
    const metadata = (node as { test_metadata?: { name: string } }).test_metadata;
    return node.resource_type === 'test' && metadata != null && fnmatch(metadata.name, text(criterion));
  },
  *values(context) {
    for (const node of Object.values(context.manifest.nodes)) {
      if (node.resource_type === 'test' && node.test_metadata) yield node.test_metadata.name;
    }
  },
};

const TEST_TYPES: Readonly<Record<string, (node: GraphNode) => boolean>> = {
  generic: (node) =>
    node.resource_type === 'test' && Boolean((node as { test_metadata?: unknown }).test_metadata),
  singular: (node) => node.resource_type === 'test' && !(node as { test_metadata?: unknown }).test_metadata,
  unit: (node) => node.resource_type === 'unit_test',
  data: (node) => node.resource_type === 'test',
};

const RESOURCE_TYPES = [
  'model',
  'analysis',
  'test',
  'snapshot',
  'operation',
  'seed',
  'rpc',
  'sql_operation',
  'doc',
  'source',
  'macro',
  'exposure',
  'metric',
  'group',
  'saved_query',
  'semantic_model',
  'unit_test',
  'fixture',
  'function',
];

type Versioned = { version?: string | number | null; latest_version?: string | number | null };

const VERSION_TYPES: Readonly<Record<string, (node: Versioned) => boolean>> = {
  latest: (node) => node.version != null && compareVersions(node.version, node.latest_version) === 0,
  prerelease: (node) => node.version != null && compareVersions(node.version, node.latest_version) > 0,
  old: (node) => node.version != null && compareVersions(node.version, node.latest_version) < 0,
  none: (node) => node.version == null,
};

/** Numbers as numbers, everything else as text. */
function compareVersions(
  a: string | number | null | undefined,
  b: string | number | null | undefined,
): number {
  const [left, right] = [Number(a), Number(b)];
  if (!Number.isNaN(left) && !Number.isNaN(right)) return left - right;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

/** A method whose value is one word of a table. */
function oneOf(what: string, table: Readonly<Record<string, (node: GraphNode) => boolean>>): SelectorMethod {
  return {
    matcher: (criterion) => {
      const found = Object.hasOwn(table, text(criterion)) ? table[text(criterion)] : undefined;
      if (found === undefined) throw invalidValue(what, criterion, Object.keys(table));
      return found;
    },
    values: () => Object.keys(table),
  };
}

function invalidValue(what: string, criterion: Criterion, valid: readonly string[]): XformError {
  const near = closest(text(criterion), valid, 1)[0];
  return new XformError('usage', `Invalid ${what} selector "${text(criterion)}"`, {
    hint: `${near ? `Did you mean '${near}'? ` : ''}It is one of: ${valid.join(', ')}.`,
  });
}

const resourceTypeMethod: SelectorMethod = {
  matcher: (criterion) => {
    const type = text(criterion);
    if (!RESOURCE_TYPES.includes(type)) throw invalidValue('resource_type', criterion, RESOURCE_TYPES);
    return (node) => node.resource_type === type;
  },
  values: () => RESOURCE_TYPES,
};

const versionMethod: SelectorMethod = oneOf(
  'version',
  Object.fromEntries(
    Object.entries(VERSION_TYPES).map(([name, matches]) => [
      name,
      (node: GraphNode) => node.resource_type === 'model' && matches(node as Versioned),
    ]),
  ),
);

/** Every selector method by the word before the colon. */
export const SELECTOR_METHODS: Readonly<Record<string, SelectorMethod>> = {
  fqn: fqnMethod,
  tag: tagMethod,
  group: groupMethod,
  access: accessMethod,
  source: sourceMethod,
  path: pathMethod,
  file: fileMethod,
  package: packageMethod,
  config: configMethod,
  test_name: testNameMethod,
  test_type: oneOf('test type', TEST_TYPES),
  resource_type: resourceTypeMethod,
  state: stateMethod,
  result: resultMethod,
  source_status: sourceStatusMethod,
  exposure: namedResource('exposure', 'Exposures'),
  metric: namedResource('metric', 'Metrics'),
  semantic_model: namedResource('semantic_model', 'Semantic models'),
  saved_query: namedResource('saved_query', 'Saved queries'),
  unit_test: namedResource('unit_test', 'Unit tests'),
  version: versionMethod,
};
