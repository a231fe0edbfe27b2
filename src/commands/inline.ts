import { parseProject } from '../parser/parseProject.js';
import { createClock } from '../runner/clock.js';
import { createInlineNode } from '../runner/inlineNode.js';
import { openProject, openSession, type Session, sessionOf } from './session.js';
import type { CommandOptions, Effects } from './types.js';

export interface InlineSession {
  readonly session: Session;
  /** unique_id of the node made from --inline or --inline-direct; it is in the graph, but in no artifact. */
  readonly inline?: string;
}

/** Opens the project, with a node for the SQL that the command line gives, if any. */
export function openWithInline(which: string, options: CommandOptions, effects: Effects): InlineSession {
  const { inline: templated, inline_direct: direct } = options;
  if (templated === undefined && direct === undefined)
    return { session: openSession(which, options, effects) };
  const clock = createClock(effects.now);
  const parsed = parseProject(openProject(which, options, effects), { log: effects.log });
  const sql = templated === undefined ? `{% raw %}${direct}{% endraw %}` : String(templated);
  const node = createInlineNode(parsed, sql);
  parsed.manifest.nodes[node.unique_id] = node;
  return { session: sessionOf(parsed, which, options, effects, clock), inline: node.unique_id };
}
