import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { pyStr } from '../../../src/jinja/values/text.js';
import { adapterChecks } from '../../../src/testing/adapterChecks.js';
import { projectChecks } from '../../../src/testing/projectChecks.js';
import { plugin, withConnection } from './harness.js';
import { findFakesnow, startSnowflake } from './server.js';

const found = findFakesnow();
if (typeof found === 'string') console.log(`skipped: sessions on Snowflake's protocol (${found})`);
// The checks take the port, so the server starts while they are collected.
const server = typeof found === 'string' ? undefined : await startSnowflake(found.python);
const folder = mkdtempSync(join(tmpdir(), 'xform-snowflake-kit-'));
afterAll(async () => {
  await server?.remove();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(server === undefined)('Snowflake', () => {
  const { type: _type, ...profile } = server?.profile ?? {};

  describe('the kit', () => {
    const slowStatement = 'select system$wait(90)';
    const incrementalStrategies = ['append', 'delete+insert', 'merge'];
    const checks = [
      ...adapterChecks({ plugin, profile, cwd: folder, slowStatement }),
      ...projectChecks({ plugin, profile, folder, incrementalStrategies }),
    ];
    for (const check of checks) it(check.name, check.run);
  });

  it('reads every kind of value', async () => {
    const sql = `select 9007199254740993 as i, 1.50::number(10, 2) as d, 0.1::float as f, true as b,
      '2020-02-29'::date as day, '2020-02-29 10:11:12.345678'::timestamp_ntz as t, 'x' as s, null as n,
      null::integer as ni, 'NULL' as word`;
    const row = await withConnection(profile, async (connection) => {
      return (await connection.execute(sql, { fetch: true })).rows[0]!;
    });
    expect(row.map((cell) => pyStr(cell))).toEqual([
      '9007199254740993',
      '1.50',
      '0.1',
      'True',
      '2020-02-29',
      '2020-02-29 10:11:12.345678',
      'x',
      'None',
      'None',
      'NULL',
    ]);
  });

  it('logs in with the role, warehouse, tag and parameters of the profile', async () => {
    const more = {
      role: 'loader',
      query_tag: 'nightly',
      statement_timeout: 120,
      session_parameters: { week_start: 1 },
    };
    await withConnection({ ...profile, ...more }, async () => undefined);
    const { login, query } = server!.logins().at(-1)!;
    expect(query).toMatchObject({ databaseName: 'analytics', schemaName: 'scenario', warehouse: 'wh' });
    expect(query['roleName']).toBe('loader');
    expect(login['SESSION_PARAMETERS']).toMatchObject({ QUERY_TAG: 'nightly' });
    expect(server!.statements().at(-1)).toBe(
      'alter session set WEEK_START = 1 STATEMENT_TIMEOUT_IN_SECONDS = 120',
    );
  });
});
