import type { AgateTable } from '../../adapters/table.js';
import { createRuntimeContext } from '../../context/runtimeContext.js';
import { XformError } from '../../errors/error.js';
import { NO_KWARGS } from '../../jinja/values/types.js';
import type { CompiledFields } from '../../manifest/types.js';
import type { NodeExecutor, NodeWork } from '../types.js';
import { compileForRun, type MaterializedNode } from './materialize.js';

/**
 * Fetches up to `limit` rows (null: all) of what a node's SQL returns, by the macro get_show_sql, and hands them to
 * `onTable`. A seed shows its relation as it is in the warehouse.
 */
export function previewNode(
  limit: number | null,
  onTable: (id: string, table: AgateTable) => void,
): NodeExecutor {
  return async (work) => {
    const node = await compileForRun(work as NodeWork<MaterializedNode>);
    if ('language' in node && node.language === 'python') {
      throw new XformError(
        'usage',
        `'${node.name}' is a Python model, whose rows are only known once it is built`,
        {
          hint: `Build it, then: xform show --inline "select * from {{ ref('${node.name}') }}"`,
        },
      );
    }
    return work.timed('execute', async () => {
      const code =
        node.resource_type === 'seed'
          ? `select * from ${node.relation_name ?? node.alias}`
          : (node as CompiledFields).compiled_code;
      const sql = await showSql(work, node, code, limit);
      // The record holds what was sent, its limit included.
      if (work.progress.compiled) work.progress.compiled = { ...work.progress.compiled, code: sql };
      const { table } = await work.slot.execute(sql, { fetch: true });
      onTable(node.unique_id, table);
      return { status: 'success' };
    });
  };
}

async function showSql(
  work: NodeWork,
  node: MaterializedNode,
  code: string | null,
  limit: number | null,
): Promise<string> {
  const { parsed, environment } = work.task;
  const macro = parsed.macros.find('get_show_sql', parsed.project.root.name);
  if (macro === undefined) throw new XformError('internal', "The macro 'get_show_sql' is missing");
  const context = createRuntimeContext(environment, node, work.slot, { threadId: work.threadId });
  const header = node.config['sql_header'] ?? null;
  return String(await macro.template.bind(context)([code, header, limit], NO_KWARGS));
}
