import type { Place } from '../../errors/error.js';
import type { Hook, ManifestNode } from '../../manifest/types.js';
import type { CacheEntry } from '../cache/parseCache.js';
import type { ParseSession } from '../session.js';
import { captureFacts, type Facts } from './capture.js';

/** Renders pre- and post-hooks for what they refer to; each text once (features A40, G34). */
export function hookFacts(
  session: ParseSession,
  node: ManifestNode,
  entry: CacheEntry<unknown>,
  place: Place,
): Facts[] {
  const found: Facts[] = [];
  for (const key of ['pre-hook', 'post-hook'] as const) {
    for (const hook of (node.config[key] ?? []) as Hook[]) {
      if (!hook.sql.includes('{')) continue;
      const part = `${node.unique_id} ${key} ${hook.sql}`;
      let facts = entry.part<Facts>(part);
      if (facts === undefined) {
        const captured = captureFacts(session, node, { text: hook.sql, place: { file: place.file } });
        facts = captured.facts;
        entry.storePart(part, facts, captured.reads);
      }
      found.push(facts);
    }
  }
  return found;
}
