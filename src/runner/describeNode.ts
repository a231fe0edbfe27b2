import type {
  FunctionNode,
  GraphNode,
  ManifestNode,
  ModelNode,
  SourceDefinition,
  UnitTest,
} from '../manifest/types.js';
import { isMicrobatch } from './microbatch/eventTime.js';

/** `main.orders`, with the database in front when it is not the target's own. */
export function relationText(node: ManifestNode | FunctionNode, defaultDatabase: string): string {
  const database = node.database === null || node.database === defaultDatabase ? [] : [node.database];
  return [...database, node.schema, node.alias].join('.');
}

/** How result lines speak of a node: `sql view model main.orders`. */
export function describeNode(node: GraphNode, defaultDatabase: string): string {
  const describe = DESCRIPTIONS[node.resource_type];
  return describe === undefined
    ? `${node.resource_type.replaceAll('_', ' ')} ${node.name}`
    : describe(node, defaultDatabase);
}

const relation = (node: GraphNode, database: string): string =>
  relationText(node as ManifestNode | FunctionNode, database);

const DESCRIPTIONS: Readonly<Record<string, (node: GraphNode, database: string) => string>> = {
  model: (node, database) => {
    const { language, config } = node as ModelNode;
    const kind = isMicrobatch(node as ModelNode) ? 'microbatch' : config.materialized;
    return `${language} ${kind} model ${relation(node, database)}`;
  },
  seed: (node, database) => `seed file ${relation(node, database)}`,
  snapshot: relation,
  function: (node, database) => `function ${relation(node, database)}`,
  test: (node) => node.name,
  source: (node) => `freshness of ${(node as SourceDefinition).source_name}.${node.name}`,
  unit_test: (node) => `${(node as UnitTest).model}::${node.name}`,
  // `package-on-run-start-0` is shown as `package.on-run-start.0`.
  operation: (node) => node.name.replace(/^(.*)-(on-run-(?:start|end))-(\d+)$/, '$1.$2.$3'),
};
