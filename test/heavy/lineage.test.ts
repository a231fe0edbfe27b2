import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { analyzeProject, type ProjectAnalysis } from '../../src/analysis/analyzeProject.js';
import { idsRead } from '../../src/analysis/nodeOrder.js';
import { openShadowCatalog } from '../../src/analysis/shadow/shadowCatalog.js';
import { type KnownRelation, type NodeAnalysis, relationKey } from '../../src/analysis/types.js';
import type { Session } from '../../src/commands/session.js';
import { xform } from '../support/cli.js';
import {
  dataTable,
  fullName,
  newScore,
  openDataBench,
  quoted,
  scoreReads,
  type Traced,
} from '../support/lineageEngine.js';
import { openLineageSession } from './lineageSession.js';

const copy = mkdtempSync(join(tmpdir(), 'xform-lineage-'));
cpSync(join(import.meta.dirname, '../../example-project'), copy, { recursive: true });
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** The example, and by XFORM_LINEAGE_PROJECTS (folders separated by ':') other DuckDB projects, which are built there. */
const PROJECTS = [copy, ...(process.env['XFORM_LINEAGE_PROJECTS']?.split(':') ?? [])];

/** What is a relation in the database; of those that are the same one (a source over a seed) the one with a name in SQL. */
function relationsOf(analysis: ProjectAnalysis): Map<string, KnownRelation> {
  const found = new Map<string, KnownRelation>();
  for (const { node, relation } of analysis.values()) {
    const { materialized } = (node as { config: { materialized?: string } }).config;
    const isRelation = ['model', 'seed', 'snapshot', 'source'].includes(node.resource_type);
    if (relation === undefined || !isRelation || materialized === 'ephemeral') continue;
    if (node.resource_type === 'source' || !found.has(relationKey(relation.name)))
      found.set(relationKey(relation.name), { ...relation, id: node.unique_id });
  }
  return found;
}

/** What the build before could not run, or left out because of that: DuckDB does not accept it, so nothing is known of it. */
function rejectedBy(folder: string): ReadonlySet<string> {
  const { results } = JSON.parse(readFileSync(join(folder, 'target', 'run_results.json'), 'utf8')) as {
    results: { unique_id: string; status: string }[];
  };
  return new Set(
    results.filter(({ status }) => status === 'error' || status === 'skipped').map((each) => each.unique_id),
  );
}

/** What a database file holds, as `schema.identifier`: hooks may have dropped what was built. */
async function tablesOf(file: string): Promise<ReadonlySet<string>> {
  const bench = await openDataBench([`attach '${file}' as built (read_only)`], []);
  const rows = await bench.run(
    "select table_schema || '.' || table_name from information_schema.tables where table_catalog = 'built'",
  );
  bench.close();
  return new Set(rows.map(([name]) => String(name)));
}

function statementsOf(analysis: ProjectAnalysis, { parsed }: Session): Traced[] {
  const relations = relationsOf(analysis);
  return [...analysis.values()].flatMap(
    ({ node, sql, lineage, problem, unknown }: NodeAnalysis): Traced[] => {
      if (sql === undefined || lineage === undefined || problem !== undefined || unknown !== undefined)
        return [];
      const read = idsRead(node, parsed.manifest).flatMap((id) => {
        const relation = analysis.get(id)?.relation;
        return relation === undefined ? [] : [relations.get(relationKey(relation.name))!];
      });
      return [{ name: node.name, sql, lineage, relations: [...new Set(read)] }];
    },
  );
}

describe.each(PROJECTS)('%s', (folder) => {
  const built = xform(['build', '--project-dir', folder], {
    cwd: folder,
    env: process.env as Record<string, string>,
  });
  const session = openLineageSession(folder);
  const { parsed, graph, project } = session;
  const analysis = analyzeProject({
    parsed,
    graph,
    targetFolder: folder,
    lineage: true,
    lineageOfTests: true,
  });

  it('is known of all that DuckDB accepts', async () => {
    expect(built.text).toMatch(/PASS=\d+/);
    const withSql = [...(await analysis).values()].filter(({ node }) =>
      ['model', 'snapshot', 'test', 'analysis'].includes(node.resource_type),
    );
    const rejected = rejectedBy(folder);
    const accepted = withSql.filter(({ node }) => !rejected.has(node.unique_id));
    const unknown = accepted.filter((each) => each.unknown ?? each.lineage?.unknown ?? each.problem);
    console.log(
      `${basename(folder)}: ${unknown.length} of ${accepted.length} statements unknown, ${withSql.length - accepted.length} more failed or were skipped when built`,
    );
    for (const { node, ...rest } of unknown)
      console.log(`  ${node.unique_id}: ${rest.unknown ?? rest.lineage?.unknown ?? rest.problem?.message}`);
    expect(unknown.length / accepted.length).toBeLessThanOrEqual(folder === copy ? 0 : 0.03);
    expect(accepted.length).toBeGreaterThan(10);
  });

  it('names the columns that DuckDB cannot do without', async () => {
    const shadow = await openShadowCatalog({ databases: [project.target.credentials.database] });
    for (const { name, columns } of relationsOf(await analysis).values()) await shadow.define(name, columns);
    const score = newScore();
    for (const each of statementsOf(await analysis, session)) await scoreReads(each, shadow, score);
    await shadow.close();
    console.log(
      `${basename(folder)}: ${score.edges} edges read, ${score.missed.length} missed, ${score.needless.length} needless`,
    );
    expect(score.missed).toEqual([]);
    expect(score.needless.length / score.edges, score.needless.join('\n')).toBeLessThanOrEqual(0.02);
    expect(score.edges).toBeGreaterThan(20);
  });

  it('claims every output that changes with a column', async () => {
    const { database, path } = project.target.credentials;
    const file = resolve(project.root.root, String(path));
    const there = await tablesOf(file);
    const relations = [...relationsOf(await analysis).values()].filter(({ name }) =>
      there.has(`${name.schema}.${name.identifier}`),
    );
    const prepare = [
      'create schema data',
      `attach '${file}' as ${quoted(database)} (read_only)`,
      ...relations.map(({ name }) => `create table ${dataTable(name)} as from ${fullName(name)}`),
      `detach ${quoted(database)}`,
      `attach ':memory:' as ${quoted(database)}`,
      ...[...new Set(relations.map(({ name }) => name.schema!))].map(
        (schema) => `create schema if not exists ${quoted(database)}.${quoted(schema)}`,
      ),
    ];
    const bench = await openDataBench(prepare, relations);
    const score = newScore();
    for (const each of statementsOf(await analysis, session)) await bench.scoreValues(each, score);
    bench.close();
    console.log(`${basename(folder)}: ${score.edges} changed outputs, ${score.missed.length} not claimed`);
    expect(score.missed).toEqual([]);
    expect(score.edges).toBeGreaterThan(20);
  });
});
