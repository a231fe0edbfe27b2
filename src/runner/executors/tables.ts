import type { ModelNode } from '../../manifest/types.js';
import { isMicrobatch } from '../microbatch/eventTime.js';
import type { ExecutorTable, NodeOutcome, NodeWork } from '../types.js';
import { runDataTest } from './dataTest.js';
import { materialize } from './materialize.js';
import { runMicrobatch } from './microbatch.js';
import { runUnitTest } from './unitTest.js';

/** Exposures and saved queries have nothing to run; they show that all above them is there. */
async function doNothing(work: NodeWork): Promise<NodeOutcome> {
  await work.timed('compile', async () => {});
  return work.timed('execute', async () => ({ status: 'no-op', message: 'NO-OP', failures: 0 }));
}

async function buildModel(work: NodeWork): Promise<NodeOutcome> {
  const isBatched = isMicrobatch(work.node as ModelNode);
  return isBatched ? runMicrobatch(work as NodeWork<ModelNode>) : materialize(work);
}

/** What run, build, test, seed and snapshot do with each type of resource. */
export const RUN_EXECUTORS: ExecutorTable = {
  model: buildModel,
  seed: materialize,
  snapshot: materialize,
  function: materialize,
  test: runDataTest,
  unit_test: runUnitTest,
  exposure: doNothing,
  saved_query: doNothing,
};
