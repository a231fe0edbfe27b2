import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { xform } from '../../support/cli.js';
import { startXform } from '../../support/startXform.js';
import { postgresProject, queryServer } from './project.js';
import { findPostgres, startServer, type TestServer } from './server.js';

const programs = findPostgres();
if (programs === undefined) console.log('skipped: what PostgreSQL refuses (no initdb and pg_ctl here)');

const ONE = { 'models/one.sql': "{{ config(materialized='table') }} select 1 as id" };
const READER = { 'models/reader.sql': "{{ config(materialized='table') }} select * from owned.secret" };
const SLOW = {
  'models/slow.sql': "{{ config(materialized='table') }} select 1 as id, pg_sleep(20)::text as t",
};

/** Frames of JavaScript, and places inside the macros that come with xform. */
const INNER_PLACES = /\n\s+at .*\.[cm]?[jt]s:\d+|templates\/macros|in macro|called by macro/;

describe.skipIf(programs === undefined)('what PostgreSQL refuses', () => {
  let server: TestServer;
  const removals: (() => void)[] = [];
  beforeAll(async () => {
    server = await startServer(programs!, {
      hba: [
        'host all secretive,expired 127.0.0.1/32 scram-sha-256',
        'host all all 127.0.0.1/32 trust',
        'local all all trust',
      ],
    });
    await queryServer(
      server.port,
      `create role secretive login password 'right';
      create role expired login password 'was-right' valid until '2020-01-01';
      create role powerless login;
      create role visitor login;
      create role writer login;
      create role hasty login;
      alter role hasty set statement_timeout = '200ms';
      create role narrow login connection limit 1;
      create schema owned;
      create table owned.secret as select 1 as id;
      grant usage on schema owned to visitor;
      grant usage, create on schema owned to writer, hasty, narrow`,
    );
  });
  afterEach(() => {
    for (const remove of removals.splice(0)) remove();
  });
  afterAll(() => server?.remove());

  function project(
    models: Readonly<Record<string, string>>,
    profile: Readonly<Record<string, unknown>>,
  ): string {
    const made = postgresProject(server.port, models, { schema: 'owned', ...profile });
    removals.push(made.remove);
    return made.folder;
  }

  it.each([
    [
      'a wrong password',
      ONE,
      { user: 'secretive', password: 'Wr0ng!' },
      /password authentication failed for user "secretive"/,
    ],
    [
      'an expired password',
      ONE,
      { user: 'expired', password: 'was-right' },
      /password authentication failed for user "expired"/,
    ],
    ['an unknown host', ONE, { host: 'no-such-host.invalid' }, /no-such-host\.invalid/],
    ['no server', ONE, { port: 1 }, /No PostgreSQL server listens at 127\.0\.0\.1, port 1/],
    [
      'no right to make the schema',
      ONE,
      { user: 'powerless', schema: 'elsewhere' },
      /permission denied for database postgres/,
    ],
    ['no right to the schema', ONE, { user: 'visitor' }, /permission denied for schema owned/],
    ['no right to a table', READER, { user: 'writer' }, /permission denied for table secret/],
    ['a statement timeout', SLOW, { user: 'hasty' }, /took longer than `statement_timeout`/],
  ])('with %s a run ends with one clear line', (_name, models, profile, line) => {
    const { code, text } = xform(['run'], { cwd: project(models, profile) });
    expect(code).not.toBe(0);
    expect(text.split('\n').filter((each) => line.test(each))).toHaveLength(1);
    expect(text).not.toMatch(/Wr0ng!|was-right/);
    expect(text).not.toMatch(INNER_PLACES);
  });

  it('a session too many is told, and asked for again as often as the profile says', async () => {
    const taken = new Client({ host: '127.0.0.1', port: server.port, user: 'narrow', database: 'postgres' });
    await taken.connect();
    const refused = xform(['run'], { cwd: project(ONE, { user: 'narrow' }) });
    expect(refused.code).not.toBe(0);
    expect(refused.text).toMatch(/too many connections for role "narrow"\n.*Hint: Run with fewer threads/);

    const run = startXform(['run'], { cwd: project(ONE, { user: 'narrow', retries: 9 }) });
    await run.shows('Concurrency');
    await taken.end();
    expect((await run.done).text).toContain('Done. PASS=1 WARN=0 ERROR=0');
  });

  it('of two runs on one schema each ends well or says that there is another', async () => {
    const models = Object.fromEntries(
      [1, 2, 3].flatMap((n) => [
        [`models/t${n}.sql`, "{{ config(materialized='table') }} select 1 as id, pg_sleep(0.4)::text as t"],
        [`models/v${n}.sql`, `select * from {{ ref('t${n}') }}`],
      ]),
    );
    for (const _round of [1, 2]) {
      const folders = [project(models, { schema: 'shared' }), project(models, { schema: 'shared' })];
      const done = await Promise.all(folders.map((cwd) => startXform(['run'], { cwd }).done));
      for (const { code, text } of done) {
        expect(text).not.toMatch(INNER_PLACES);
        if (code !== 0) expect(text).toContain('Another session works on the same relations');
      }
    }
    const last = xform(['run'], { cwd: project(models, { schema: 'shared' }) });
    expect(last.text).toContain('Done. PASS=6 WARN=0 ERROR=0');
  });
});
