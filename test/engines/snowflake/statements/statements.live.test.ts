import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { findFakesnow, type SnowflakeServer, startSnowflake } from '../server.js';
import { isReading, shapeOf, wholeText } from './shapeOf.js';

type Nodes = Readonly<Record<string, readonly string[]>>;

/** dbt-snowflake's statements for the same project on the same server, recorded by record.py. */
const recorded = JSON.parse(readFileSync(join(import.meta.dirname, 'dbt.json'), 'utf8')) as readonly Nodes[];
/** Command lines of the runs, the same for both. */
const commands = JSON.parse(
  readFileSync(join(import.meta.dirname, 'runs.json'), 'utf8'),
) as readonly (readonly string[])[];
const XFORM = join(import.meta.dirname, '..', '..', '..', '..', 'dist', 'xform.js');

interface Difference {
  /** One statement of a node's. */
  readonly shape: RegExp;
  readonly run: number;
  readonly reason: string;
}

const LOOKED_FIRST = 'dbt drops a left-over whether there is one or not; xform looks first, in the cache';
const NO_ROWS = 'a clone copies no rows, so it needs no warehouse of its own';

/** What dbt sends and xform does not. */
const LEFT_OUT: readonly Difference[] = [
  {
    shape: /^drop (table|view) .*__dbt_tmp$/,
    run: 0,
    reason: 'dbt drops a temporary relation also where the first build has made none',
  },
  { shape: /^drop .*to_dynamic__dbt_tmp$/, run: 1, reason: LOOKED_FIRST },
  { shape: /^drop .*to_dynamic__dbt_backup$/, run: 1, reason: LOOKED_FIRST },
  {
    shape: /^alter dynamic table .* cluster by\(id\)$/,
    run: 1,
    reason: 'the local server does not say how a dynamic table is clustered, so dbt clusters it again',
  },
  { shape: /^use warehouse large$/, run: 3, reason: NO_ROWS },
  { shape: /^use warehouse wh$/, run: 3, reason: NO_ROWS },
];

/** Without the first statement of each difference. */
function withoutDifferences(shapes: readonly string[], run: number): string[] {
  const left = [...shapes];
  for (const { shape } of LEFT_OUT.filter((one) => one.run === run)) {
    const at = left.findIndex((each) => shape.test(each));
    if (at >= 0) left.splice(at, 1);
  }
  return left;
}

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
    const outputs = { dev, copy: { ...dev, schema: 'copied' } };
    writeFileSync(join(folder, 'profiles.yml'), JSON.stringify({ statements: { target: 'dev', outputs } }));
    for (const args of commands) {
      const start = server.statements().length;
      // One of the runs has to fail.
      spawnSync(process.execPath, [XFORM, ...args, '--profiles-dir', folder], { cwd: folder });
      cpSync(join(folder, 'target'), join(folder, 'state'), { recursive: true });
      runs.push(byNode(server.statements().slice(start)));
    }
    return async () => {
      await server.remove();
      rmSync(folder, { recursive: true, force: true });
    };
  });

  const cases = recorded.flatMap((nodes, run) => Object.keys(nodes).map((node) => ({ run, node })));
  it.each(cases)('run $run: $node', ({ run, node }) => {
    expect(changes(runs[run]![node] ?? [])).toEqual(withoutDifferences(changes(recorded[run]![node]!), run));
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
  return statements.filter((sql) => !isReading(shapeOf(sql))).map((sql) => wholeText(sql) ?? shapeOf(sql));
}
