import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { temporaryProject, xform } from '../../support/cli.js';
import { startXform } from '../../support/startXform.js';
import { findFakesnow, startSnowflake } from './server.js';

const found = findFakesnow();
if (typeof found === 'string') console.log(`skipped: what Snowflake refuses (${found})`);
const server = typeof found === 'string' ? undefined : await startSnowflake(found.python);
afterAll(() => server?.remove());

/** Frames of JavaScript, and places inside the macros that come with xform. */
const INNER_PLACES = /\n\s+at .*\.[cm]?[jt]s:\d+|templates\/macros|in macro|called by macro/;
const ONE = "{{ config(materialized='table') }} select 1 as id";

describe.skipIf(server === undefined)('what Snowflake refuses', () => {
  const removals: (() => void)[] = [];
  afterEach(() => {
    for (const remove of removals.splice(0)) remove();
  });

  function project(
    models: Readonly<Record<string, string>>,
    profile: Readonly<Record<string, unknown>>,
  ): string {
    const dev = { ...server!.profile, schema: 'refused', threads: 2, ...profile };
    const made = temporaryProject({
      ...Object.fromEntries(Object.entries(models).map(([name, sql]) => [`models/${name}.sql`, sql])),
      'dbt_project.yml': "name: refused\nversion: '1.0'\nprofile: refused\n",
      'profiles.yml': JSON.stringify({ refused: { target: 'dev', outputs: { dev } } }),
    });
    removals.push(made.remove);
    return made.folder;
  }

  const oauth = { password: null, authenticator: 'oauth' };

  it.each([
    ['a wrong password', ONE, { password: 'sesame-99' }, /did not accept the user name or password/],
    ['an expired token', ONE, { ...oauth, token: 'expired' }, /The OAuth token has expired/],
    ['a token that is none', ONE, { ...oauth, token: 'invalid' }, /did not accept the OAuth token/],
    [
      'a programmatic token that has expired',
      ONE,
      { ...oauth, token: 'expired-programmatic' },
      /did not accept the programmatic access token/,
    ],
    ['a role that is not granted', ONE, { role: 'forbidden' }, /Role 'FORBIDDEN'/],
    [
      'an unknown host',
      ONE,
      { host: 'no-such-host.invalid', connect_retries: 0, connect_timeout: 3 },
      /could not be reached/,
    ],
    [
      'no right to make the schema',
      ONE,
      { schema: 'forbidden_schema' },
      /Insufficient privileges to operate on schema/,
    ],
    ['no right to a table', 'select * from raw.forbidden_table', {}, /does not exist or not authorized/],
    ['a statement timeout', 'select system$too_long()', {}, /took longer than its timeout/],
    ['a log-in that expires on the way', 'select system$expire()', {}, /log-in has expired/],
  ])('with %s a run ends with one clear line', (_name, model, profile, line) => {
    const { code, text } = xform(['run'], { cwd: project({ one: model }, profile) });
    expect(code).not.toBe(0);
    expect(text.split('\n').filter((each) => line.test(each))).toHaveLength(1);
    expect(text).not.toMatch(/sesame-99|let-me-in|\[expired\]|\[invalid\]/);
    expect(text).not.toMatch(INNER_PLACES);
  });

  it('interrupting a run stops each running statement on the server', async () => {
    const slow = "{{ config(materialized='table') }} select system$wait(60) as waited";
    const run = startXform(['run'], { cwd: project({ slow_one: slow, slow_two: slow }, {}) });
    await run.shows('2 of 2 START');
    const waiting = () =>
      server!.statements().filter((sql) => /create .*system\$wait\(60\)/s.test(sql)).length;
    while (waiting() < 2) await new Promise((resolve) => setTimeout(resolve, 100));
    run.child.kill('SIGINT');
    const { code, text } = await run.done;
    expect(code).toBe(2);
    expect(new Set(server!.aborts()).size).toBe(2);
    expect(text).not.toMatch(INNER_PLACES);
  });
});
