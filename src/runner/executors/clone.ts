import type { ManifestNode } from '../../manifest/types.js';
import type { NodeOutcome, NodeWork } from '../types.js';
import { runMaterialization } from './materialize.js';

/** Runs the materialization `clone`, which copies or points to the relation of another environment. */
export async function cloneNode(work: NodeWork): Promise<NodeOutcome> {
  const own = work as NodeWork<ManifestNode>;
  return work.timed('execute', async () => {
    const { response } = await runMaterialization(own, own.node, 'clone');
    if (response === undefined) return { status: 'success', message: 'No-op' };
    return { status: 'success', message: response._message, adapterResponse: response };
  });
}
