import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { findFakesnow, type SnowflakeServer, startSnowflake } from '../server.js';
import { isReading, shapeOf } from './shapeOf.js';

type Nodes = Readonly<Record<string, readonly string[]>>;

/** dbt-snowflake's statements for the same project on the same server, recorded by record.py. */
const recorded = JSON.parse(readFileSync(join(import.meta.dirname, 'dbt.json'), 'utf8')) as readonly Nodes[];
const XFORM = join(import.meta.dirname, '..', '..', '..', '..', 'dist', 'xform.js');

/** What dbt sends and xform does not. */
const LEFT_OUT: readonly { readonly shape: RegExp; readonly run: number; readonly reason: string }[] = [
  {
    shape: /^drop (table|view) .*__dbt_tmp$/,
    run: 0,
    reason: 'dbt drops a temporary relation also where the first build has made none',
  },
];

const found = findFakesnow();
if (typeof found === 'string') console.log(`skipped: statements beside dbt-snowflake's (${found})`);

describe.skipIf(typeof found === 'string')("statements beside dbt-snowflake's", () => {
  let server: SnowflakeServer;
  const runs: Nodes[] = [];

  beforeAll(async () => {
    if (typeof found === 'string') return;
    server = await startSnowflake(found.python);
    const folder = mkdtempSync(join(tmpdir(), 'xform-statements-'));
    cpSync(join(import.meta.dirname, 'project'), folder, { recursive: true });
    const dev = { ...server.profile, schema: 'recorded', threads: 1 };
    writeFileSync(
      join(folder, 'profiles.yml'),
      JSON.stringify({ statements: { target: 'dev', outputs: { dev } } }),
    );
    for (const args of [['build'], ['build', '--vars', '{"first": false}']]) {
      const start = server.statements().length;
      execFileSync(process.execPath, [XFORM, ...args, '--profiles-dir', folder], {
        cwd: folder,
        stdio: 'pipe',
      });
      runs.push(byNode(server.statements().slice(start)));
    }
    return async () => {
      await server.remove();
      rmSync(folder, { recursive: true, force: true });
    };
  });

  const cases = recorded.flatMap((nodes, run) => Object.keys(nodes).map((node) => ({ run, node })));
  it.each(cases)('build $run: $node', ({ run, node }) => {
    const expected = changes(recorded[run]![node]!).filter(
      (shape) => !LEFT_OUT.some((one) => one.run === run && one.shape.test(shape)),
    );
    expect(changes(runs[run]![node] ?? [])).toEqual(expected);
  });
});

function byNode(statements: readonly string[]): Nodes {
  const nodes: Record<string, string[]> = {};
  for (const sql of statements) {
    const node = /"node_id": "([^"]+)"/.exec(sql)?.[1];
    if (node !== undefined) (nodes[node] ??= []).push(sql);
  }
  return nodes;
}

function changes(statements: readonly string[]): string[] {
  return statements.map(shapeOf).filter((shape) => !isReading(shape));
}
