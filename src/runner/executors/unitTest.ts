import { XformError } from '../../errors/error.js';
import type { ModelNode, UnitTest } from '../../manifest/types.js';
import type { NodeOutcome, NodeWork } from '../types.js';
import { compileUnitTest } from '../unitTests/compileUnitTest.js';
import { diffUnitTest } from '../unitTests/diff.js';
import { writeCompiledFile } from '../writeCompiledFile.js';
import { runMaterialization } from './materialize.js';

/** Runs a model on given rows and compares what it gives with what is expected (features H14-H16). */
export async function runUnitTest(work: NodeWork): Promise<NodeOutcome> {
  const { task, slot, progress } = work;
  const test = work.node as UnitTest;
  const model = task.parsed.manifest.nodes[test.depends_on.nodes[0]!] as ModelNode;
  const { sql, environment } = await work.timed('compile', async () => {
    const compiled = await compileUnitTest(task.environment, test, model, slot);
    const path = writeCompiledFile(task, { ...test, path: `models/${test.name}.sql` }, compiled.sql);
    progress.compiled = { node: { ...test, compiled_path: path } as UnitTest, code: compiled.sql };
    return compiled;
  });
  return work.timed('execute', async () => {
    const own = { ...work, task: { ...task, environment } } as NodeWork<ModelNode>;
    const { response, table } = await runMaterialization(own, subjectOf(test, model, sql));
    if (table === undefined)
      throw new XformError('runtime', `The query of unit test '${test.name}' returned no rows`);
    const difference = diffUnitTest(table);
    if (difference === undefined) return { status: 'pass', failures: 0, adapterResponse: response };
    return { status: 'fail', failures: 1, message: difference, adapterResponse: response };
  });
}

/** What the materialization `unit` works on: the tested SQL under the test's own name. */
function subjectOf(test: UnitTest, model: ModelNode, sql: string): ModelNode {
  const expect = test.expect as { rows: unknown; format: string };
  const isSql = expect.format === 'sql';
  return {
    ...model,
    resource_type: 'unit_test',
    name: test.name,
    alias: test.name,
    unique_id: test.unique_id,
    path: `models/${test.name}.sql`,
    original_file_path: test.original_file_path,
    package_name: test.package_name,
    config: {
      ...model.config,
      materialized: 'unit',
      expected_rows: isSql ? null : (expect.rows ?? []),
      expected_sql: isSql ? expect.rows : null,
    },
    compiled: true,
    compiled_code: sql,
    extra_ctes_injected: true,
    // One kind of record more than the manifest has: it exists for this run only.
  } as unknown as ModelNode;
}
