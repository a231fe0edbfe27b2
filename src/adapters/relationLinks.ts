import type { PathParts } from './relationParts.js';
import type { AdapterSession } from './types.js';

/** `dependent` (a view) reads `referenced`. */
export interface RelationLink {
  readonly referenced: PathParts;
  readonly dependent: PathParts;
}

/**
 * Tells the relation cache what falls with a dropped relation, on engines whose drops cascade. To be called once the
 * schemas of a run are listed.
 */
export async function linkRelations(session: AdapterSession): Promise<void> {
  const links = (await session.plugin.readLinks?.(session)) ?? [];
  for (const { referenced, dependent } of links) session.cache.addLink(referenced, dependent);
}
