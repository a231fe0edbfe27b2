import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import { xform } from '../support/cli.js';

const ROOT = join(import.meta.dirname, '..', '..');
const KILLS = 20;

const folder = mkdtempSync(join(tmpdir(), 'xform-kill-'));
const database = join(folder, 'shop.duckdb');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Contents of every table, and that every view can be read: relation -> a text that is equal for equal rows. */
async function states(): Promise<Record<string, string>> {
  const instance = await DuckDBInstance.create(database);
  const connection = await instance.connect();
  const read = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
  const result: Record<string, string> = {};
  const relations = await read(
    `select table_schema || '.' || table_name as name, table_type from information_schema.tables order by name`,
  );
  for (const { name, table_type } of relations) {
    const rows = await read(`select count(*) as n, bit_xor(hash(t)) as h from ${name} t`);
    result[String(name)] = table_type === 'VIEW' ? 'view' : JSON.stringify(rows);
  }
  connection.closeSync();
  instance.closeSync();
  return result;
}

function build() {
  return xform(['build'], { cwd: folder });
}

function restore(): void {
  rmSync(`${database}.wal`, { force: true });
  copyFileSync(join(folder, 'before.duckdb'), database);
}

/** More money in every payment, and one customer who moved. */
function changeSeeds(): void {
  const payments = join(folder, 'seeds', 'raw_payments.csv');
  const lines = readFileSync(payments, 'utf8').trimEnd().split('\n');
  const [head, ...rows] = lines;
  const changed = rows.map((row) =>
    row.replace(/,(\d+),(\d{4}-)/, (_all, cents, year) => `,${Number(cents) + 100},${year}`),
  );
  writeFileSync(payments, `${[head, ...changed].join('\n')}\n`);
  const customers = join(folder, 'seeds', 'raw_customers.csv');
  const text = readFileSync(customers, 'utf8');
  const moved = text.replace(/^(1,.*),[^,]+,[^,]+,[^,]+$/m, '$1,Rome,IT,2024-06-01 00:00:00');
  expect(moved).not.toBe(text);
  writeFileSync(customers, moved);
}

describe('a killed build', () => {
  it(`leaves every relation in its old or its new state, ${KILLS} times`, async () => {
    cpSync(join(ROOT, 'example-project'), folder, {
      recursive: true,
      filter: (path) => !/\/(target|logs)$|\.duckdb/.test(path),
    });
    expect(build().code).toBe(0);
    const before = await states();
    copyFileSync(database, join(folder, 'before.duckdb'));
    changeSeeds();
    const started = Date.now();
    expect(build().code).toBe(0);
    const duration = Date.now() - started;
    const after = await states();
    expect(after).not.toEqual(before);

    for (let i = 0; i < KILLS; i++) {
      restore();
      const child = spawn(process.execPath, [join(ROOT, 'dist', 'xform.js'), 'build'], {
        cwd: folder,
        stdio: 'ignore',
      });
      const timer = setTimeout(
        () => child.kill('SIGKILL'),
        duration * (0.15 + (0.85 * (i + Math.random())) / KILLS),
      );
      await once(child, 'exit');
      clearTimeout(timer);
      expect(existsSync(database)).toBe(true);
      const found = await states();
      for (const name of Object.keys(before)) {
        expect([before[name], after[name]], `${name} after kill ${i}`).toContain(found[name]);
      }
      const next = build();
      expect(next.text).toMatch(/Completed successfully/);
      expect(next.code).toBe(0);
      expect(await states()).toEqual(after);
    }
  });
});
