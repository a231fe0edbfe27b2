import { throwCollected } from '../errors/error.js';
import type { CompiledFields, GraphNode } from '../manifest/types.js';
import { inspectNodes } from '../runner/inspectNodes.js';
import { openWithInline } from './inline.js';
import { hasOwnResult, hooksToCompile } from './inspected.js';
import { createJournalOf } from './journal.js';
import { selectNodes, texts } from './selection.js';
import { writeManifestOf } from './session.js';
import type { CommandOptions, Effects } from './types.js';
import { withTask } from './withTask.js';
import { heading, writeData } from './writeData.js';

/** Writes compiled SQL to the target folder and prints it for nodes that are asked for by name (features J8). */
export async function run(options: CommandOptions, effects: Effects): Promise<number> {
  const { session, inline } = openWithInline('compile', options, effects);
  const selected = inline === undefined ? [...selectNodes(session), ...hooksToCompile(session)] : [inline];
  if (options['static_analysis'] === true && inline === undefined)
    await (await import('./staticAnalysis.js')).runStaticAnalysis(session, selected);
  const journal = createJournalOf(session);
  const started = session.clock.time();
  try {
    const { executed, errors } = await withTask(session, selected, (task) => inspectNodes(task));
    // Of ephemeral models there is a result only where they may have been asked for.
    for (const { node, result } of executed.values())
      if (options['select'] !== undefined || hasOwnResult(node)) journal.add(result);
    effects.record?.({ selected, executed: [...executed.values()] });
    throwCollected(errors);
    effects.signal.throwIfAborted();
    for (const { node } of executed.values()) if (isPrinted(node)) print(node);
  } finally {
    if (inline === undefined) writeManifestOf(session);
    journal.finish((session.clock.time() - started) / 1000);
  }
  return 0;

  /** What the selection reaches by tags, states or operators may be the whole project: what it names is printed. */
  function isPrinted({ unique_id: id, name }: GraphNode): boolean {
    return id === inline || texts(options['select']).some((word) => word.includes(name));
  }

  function print(node: GraphNode): void {
    const compiled = (node as Partial<CompiledFields>).compiled_code ?? '';
    const isInline = node.unique_id === inline;
    const asJson = options['output'] === 'json';
    const text = asJson
      ? JSON.stringify({ ...(!isInline && { node: node.name }), compiled }, null, 2)
      : `${heading(session, isInline ? 'Compiled inline node is:' : `Compiled node '${node.name}' is:`)}${compiled}`;
    writeData(session, text, {
      name: 'CompiledNode',
      code: 'Q042',
      data: {
        node_name: node.name,
        compiled,
        is_inline: isInline,
        output_format: asJson ? 'json' : 'text',
        unique_id: node.unique_id,
      },
    });
  }
}
