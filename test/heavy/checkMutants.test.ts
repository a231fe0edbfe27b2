import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import { analyzeProject } from '../../src/analysis/analyzeProject.js';
import { xform } from '../support/cli.js';
import { fullName } from '../support/lineageEngine.js';
import { createMutantCheck } from './checkMutant.js';
import { openLineageSession } from './lineageSession.js';
import { createRandom, mutantsOf, sample } from './sqlMutants.js';

const folder = mkdtempSync(join(tmpdir(), 'xform-mutants-'));
cpSync(join(import.meta.dirname, '../../example-project'), folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MUTANTS = 550;
const TYPES = ['date', 'integer[]', 'boolean', 'interval', 'varchar'];

describe('mistakes in models', () => {
  it('are found where DuckDB would refuse the build, at the right place, and nothing else is', async () => {
    expect(xform(['build', '--project-dir', folder], { cwd: folder }).text).toMatch(/ERROR=0/);
    const session = openLineageSession(folder);
    const { parsed, graph, project } = session;
    const analysis = await analyzeProject({ parsed, graph, targetFolder: folder, lineage: true });
    expect([...analysis.values()].filter((each) => each.problem !== undefined)).toEqual([]);

    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const engine = await instance.connect();
    const { database, path } = project.target.credentials;
    for (const statement of [
      `attach '${resolve(folder, String(path))}' as built (read_only)`,
      `attach ':memory:' as "${database}"`,
      `copy from database built to "${database}"`,
      'detach built',
      `use "${database}"`,
    ])
      await engine.run(statement);
    /** As building the model would: rows are made, too. What it leaves is undone by the caller. */
    const build = async (name: Parameters<typeof fullName>[0], sql: string): Promise<string | undefined> => {
      try {
        await engine
          .run(`drop view if exists ${fullName(name)}`)
          .catch(() => engine.run(`drop table ${fullName(name)}`));
        await engine.run(`create table ${fullName(name)} as ${sql}`);
        return undefined;
      } catch (error) {
        return (error as Error).message.split('\n')[0]!;
      }
    };
    const check = createMutantCheck(session, analysis, {
      build,
      begin: () => engine.run('begin'),
      rollback: () => engine.run('rollback'),
    });

    const random = createRandom(20_240_601);
    const columns = [...analysis.values()].flatMap(
      ({ relation }) => relation?.columns.map(({ name }) => name) ?? [],
    );
    const models = [...analysis.values()].filter(
      ({ node, sql }) => node.resource_type === 'model' && sql !== undefined,
    );
    const all = models.flatMap(({ node }) =>
      mutantsOf((node as { raw_code: string }).raw_code, columns, TYPES, random).map((mutant) => ({
        node,
        mutant,
      })),
    );
    const count = { tried: 0, refused: 0, caught: 0, placed: 0 };
    const byKind = new Map<string, number>();
    const wrong: string[] = [];
    const chosen = sample(all, MUTANTS, random);
    for (const { node, mutant } of chosen) {
      const result = await check(node.unique_id, mutant);
      count.tried++;
      byKind.set(mutant.kind, (byKind.get(mutant.kind) ?? 0) + 1);
      if (result.refused === undefined) {
        if (result.found !== undefined) wrong.push(`false: ${result.told}`);
        continue;
      }
      count.refused++;
      if (result.found !== undefined) count.caught++;
      if (result.placed) count.placed++;
      else wrong.push(result.told);
    }
    await check.close();
    engine.closeSync();
    instance.closeSync();
    console.log(`${JSON.stringify(count)} ${JSON.stringify([...byKind])}\n${wrong.join('\n')}`);
    expect(count.tried).toBeGreaterThanOrEqual(500);
    expect(wrong.filter((text) => text.startsWith('false'))).toEqual([]);
    expect(count.placed / count.refused, wrong.join('\n')).toBeGreaterThanOrEqual(0.95);
  });
});
