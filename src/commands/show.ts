import { formatJson, formatTable } from '../adapters/table/print.js';
import type { AgateTable } from '../adapters/table.js';
import { throwCollected, XformError } from '../errors/error.js';
import type { GraphNode } from '../manifest/types.js';
import { previewNode } from '../runner/executors/preview.js';
import { inspectNodes } from '../runner/inspectNodes.js';
import { openWithInline } from './inline.js';
import { createJournalOf } from './journal.js';
import { selectDirectly } from './selection.js';
import type { CommandOptions, Effects } from './types.js';
import { withTask } from './withTask.js';
import { heading, writeData } from './writeData.js';

const DEFAULT_LIMIT = 5;

/** Prints rows of nodes or of --inline SQL (features J9); builds nothing. */
export async function run(options: CommandOptions, effects: Effects): Promise<number> {
  const sql = options['inline'] ?? options['inline_direct'];
  if (sql === undefined && options['select'] === undefined && options['selector'] === undefined) {
    throw new XformError('usage', 'Either --select or --inline must be passed to show', {
      hint: "For example: xform show --select my_model, or xform show --inline 'select 1 as one'.",
    });
  }
  const limit = typeof options['limit'] === 'number' ? options['limit'] : DEFAULT_LIMIT;
  const { session, inline } = openWithInline('show', { ...options, limit }, effects);
  const selected = inline === undefined ? selectDirectly(session) : [inline];
  const tables = new Map<string, AgateTable>();
  const journal = createJournalOf(session);
  const started = session.clock.time();
  const preview = previewNode(limit < 0 ? null : limit, (id, table) => void tables.set(id, table));
  const { errors, executed } = await withTask(session, selected, (task) => inspectNodes(task, preview));
  for (const { result } of executed.values()) journal.add(result);
  effects.record?.({ selected, executed: [...executed.values()], tables });
  journal.finish((session.clock.time() - started) / 1000);
  throwCollected(errors);
  effects.signal.throwIfAborted();
  for (const id of selected) print(session.parsed.manifest.nodes[id]!, tables.get(id)!);
  return 0;

  function print(node: GraphNode, table: AgateTable): void {
    const isInline = node.unique_id === inline;
    const asJson = options['output'] === 'json';
    const data = {
      node_name: node.name,
      preview: asJson ? formatJson(table, undefined) : tableText(table),
      is_inline: isInline,
      output_format: asJson ? 'json' : 'text',
      unique_id: node.unique_id,
    };
    const text = asJson
      ? JSON.stringify({ ...(!isInline && { node: node.name }), show: JSON.parse(data.preview) }, null, 2)
      : `${heading(session, isInline ? 'Previewing inline node:' : `Previewing node '${node.name}':`)}${data.preview}`;
    writeData(session, text, { name: 'ShowNode', code: 'Q041', data });
  }
}

/** Unlike dbt, no column is left out and no value is cut short: one looks at rows to see what is in them. */
function tableText(table: AgateTable): string {
  return `${formatTable(table, { maxRows: null, maxColumns: null, maxColumnWidth: null, maxPrecision: null })}\n`;
}
