import { XformError } from '../errors/error.js';
import type { RenderContext } from '../jinja/types.js';
import { raise } from '../jinja/values/operations.js';
import { callable, type Value } from '../jinja/values/types.js';
import { didYouMean } from '../util/didYouMean.js';
import { createPropertiesScope, type PropertiesScope, propertiesNames } from './propertiesContext.js';
import { composeNames, TableContext } from './tableContext.js';
import type { ContextEnvironment } from './types.js';

/** What has the description. */
export interface DocumentedNode {
  readonly package_name: string;
  readonly unique_id: string;
}

interface DocScope extends PropertiesScope {
  readonly node: DocumentedNode;
  readonly docIds: string[] | undefined;
}

const NAMES = composeNames<DocScope>(propertiesNames, {
  doc: (scope) => callable('doc', (args) => readDoc(scope, args)),
});

/** For descriptions (D28): base names and doc(). `docIds` receives the unique_id of each block used. */
export function createDocContext(
  environment: ContextEnvironment,
  node: DocumentedNode,
  docIds?: string[],
): RenderContext {
  const scope = createPropertiesScope(environment, node.package_name, node.unique_id);
  return new TableContext({ mode: 'sync', names: NAMES }).start({ ...scope, node, docIds });
}

function readDoc({ environment, node, docIds }: DocScope, args: readonly Value[]): string {
  if (args.length < 1 || args.length > 2) raise(`doc() takes at most two arguments (${args.length} given)`);
  const name = String(args[args.length - 1]);
  const packageName = args.length === 2 ? String(args[0]) : null;
  const block = environment.resolver.doc(name, packageName, node.package_name);
  if (!block) {
    const where = packageName === null ? '' : ` in package '${packageName}'`;
    const names = Object.values(environment.manifest.docs).map((doc) => doc.name);
    throw new XformError(
      'compilation',
      `Documentation for '${node.unique_id}' depends on doc '${name}'${where} which was not found`,
      { hint: didYouMean(name, names) ?? `Write it in a .md file: {% docs ${name} %}...{% enddocs %}` },
    );
  }
  docIds?.push(block.unique_id);
  return block.block_contents;
}
