import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyzeProject } from '../../src/analysis/analyzeProject.js';
import { openShadowCatalog } from '../../src/analysis/shadow/shadowCatalog.js';
import { openSession } from '../../src/commands/session.js';
import type { Effects } from '../../src/commands/types.js';
import { silentLogger } from '../../src/log/types.js';

/** Folders of built-in and, by XFORM_LINEAGE_PROJECTS (separated by ':'), other DuckDB projects. */
const PROJECTS = [
  join(import.meta.dirname, '../../example-project'),
  ...(process.env['XFORM_LINEAGE_PROJECTS']?.split(':') ?? []),
];

describe('column lineage of whole projects', () => {
  it.each(PROJECTS)('names the columns that DuckDB cannot do without: %s', {
    timeout: 300_000,
  }, async (folder) => {
    const effects: Effects = {
      log: silentLogger,
      stdout: () => undefined,
      cwd: folder,
      env: process.env,
      signal: new AbortController().signal,
      now: () => new Date(),
      invocationId: '00000000-0000-0000-0000-000000000000',
    };
    const { parsed, graph, project } = openSession('lineage', { project_dir: folder }, effects);
    const analysis = await analyzeProject({ parsed, graph, targetFolder: folder, lineage: true });
    const shadow = await openShadowCatalog({ databases: [project.target.credentials.database] });
    const relations = [...analysis.values()].flatMap(({ relation, node }) =>
      relation !== undefined && node.resource_type !== 'source' && relation.columns.length > 1
        ? [relation]
        : [],
    );
    for (const { name, columns } of relations) await shadow.define(name, columns);
    const wrong: string[] = [];
    let edges = 0;
    for (const { node, sql, lineage } of analysis.values()) {
      if (node.resource_type !== 'model' || sql === undefined || lineage?.unknown !== undefined) continue;
      for (const { id, name, columns } of relations.filter((each) =>
        graph.parents(node.unique_id).includes(each.id),
      )) {
        for (const { name: column } of columns) {
          await shadow.define(
            name,
            columns.filter((each) => each.name !== column),
          );
          const needed = !('columns' in (await shadow.describe(sql)));
          const claimed = lineage?.reads.some((ref) => ref.relation === id && ref.column === column) === true;
          if (claimed) edges++;
          // A source over a seed is the one that is named.
          if (needed !== claimed && !id.startsWith('seed.')) wrong.push(`${node.name}: ${id}.${column}`);
        }
        await shadow.define(name, columns);
      }
    }
    await shadow.close();
    expect(wrong).toEqual([]);
    expect(edges).toBeGreaterThan(20);
  });
});
