import { compileTemplate } from '../jinja/engine.js';
import type { RenderContext } from '../jinja/types.js';
import type { CompiledManifestNode, ConstraintInfo } from '../manifest/types.js';

/** What `to` of a foreign key may be; other texts are names of relations already. */
const REFERENCE = /^\s*(ref|source)\s*\(/;

/**
 * Puts names of relations in the place of `to: ref('x')` in the foreign keys of a model. Answers with the changed
 * fields: neither the node nor its columns are touched. The context is only made where there is such a key.
 */
export async function resolveForeignKeys(
  node: CompiledManifestNode,
  createContext: () => RenderContext,
): Promise<object> {
  if (node.resource_type !== 'model') return {};
  const { constraints, columns } = node;
  if (![constraints, ...Object.values(columns).map((column) => column.constraints)].some(hasReference))
    return {};
  const context = createContext();
  const resolve = async (list: readonly ConstraintInfo[]): Promise<ConstraintInfo[]> => {
    const resolved: ConstraintInfo[] = [];
    for (const constraint of list) {
      const to = isReference(constraint) ? await render(constraint.to!, node, context) : constraint.to;
      resolved.push({ ...constraint, to });
    }
    return resolved;
  };
  const changed: typeof columns = {};
  for (const [name, column] of Object.entries(columns)) {
    changed[name] = hasReference(column.constraints)
      ? { ...column, constraints: await resolve(column.constraints) }
      : column;
  }
  return { constraints: await resolve(constraints), columns: changed };
}

function hasReference(constraints: readonly ConstraintInfo[]): boolean {
  return constraints.some(isReference);
}

function isReference({ type, to }: ConstraintInfo): boolean {
  return type === 'foreign_key' && to !== null && REFERENCE.test(to);
}

/** The name alone: with --empty the text of a reference is a subquery. */
function render(to: string, node: CompiledManifestNode, context: RenderContext): Promise<string> {
  const template = compileTemplate(`{{ (${to}).render() }}`, {
    file: node.patch_path ?? node.original_file_path,
  });
  return template.render(context);
}
