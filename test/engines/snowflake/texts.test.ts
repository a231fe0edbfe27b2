import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { interpolate } from '../../../src/adapters/snowflake/bindings.js';
import { connectionOptions, sessionSql } from '../../../src/adapters/snowflake/connectionOptions.js';
import { resolveCredentials, snowflakeCredentials } from '../../../src/adapters/snowflake/credentials.js';
import { splitStatements } from '../../../src/adapters/splitStatements.js';
import type { Value } from '../../../src/jinja/values/types.js';
import { createTarget } from '../../../src/project/resolveTarget.js';
import { textTests } from '../texts/textTests.js';
import { plugin } from './harness.js';

const base = { account: 'acme', user: 'u', password: 'p', database: 'db', schema: 's' };

function settingsOf(profile: Readonly<Record<string, Value>>) {
  return snowflakeCredentials(createTarget('test', 'dev', plugin, profile, 1).credentials);
}

describe('statements', () => textTests(import.meta.dirname));

describe('splitStatements', () => {
  it.each([
    ['select 1; select 2', ['select 1', 'select 2']],
    ["select ';', 'it\\'s;', 'it''s;'; begin", ["select ';', 'it\\'s;', 'it''s;'", 'begin']],
    ['select 1 -- a;b\n; /* end */\n', ['select 1 -- a;b\n/* end */']],
    ['/* a;b */ select ";" from t;', ['/* a;b */ select ";" from t']],
    ['create function f() as $$ a; b $$; select 1', ['create function f() as $$ a; b $$', 'select 1']],
    [';;\n', []],
  ])('splits %j', (sql, expected) => {
    expect(splitStatements(sql, { grammar: 'snowflake', keepLastComment: true })).toEqual(expected);
  });
});

describe('interpolate', () => {
  // As snowflake-connector-python writes them.
  it('puts values in the place of marks', () => {
    expect(interpolate('values (%s, %s, %s, %s)', ["it's \\ \n", null, true, 9007199254740993n])).toBe(
      "values ('it\\'s \\\\ \\n', NULL, TRUE, 9007199254740993)",
    );
  });
  it('refuses another count of values', () => {
    expect(() => interpolate('values (%s)', [])).toThrow('1 marks (%s) for 0 values');
  });
});

describe('profiles', () => {
  it('names what is missing', () => {
    expect(() => resolveCredentials({ ...base, password: null })).toThrow('no way to log in');
    expect(() => resolveCredentials({ ...base, user: null })).toThrow('no `user`');
    expect(() => resolveCredentials({ ...base, authenticator: 'oauth' })).toThrow('needs a `token`');
  });

  it('logs in by an encrypted key, which is read without its passphrase', () => {
    const passphrase = 'open sesame';
    const { privateKey, publicKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase },
    });
    expect(publicKey).toContain('PUBLIC KEY');
    const profile = { ...base, password: null, private_key: privateKey, private_key_passphrase: passphrase };
    const options = connectionOptions(settingsOf(profile), '/');
    expect(options).toMatchObject({ authenticator: 'SNOWFLAKE_JWT', account: 'acme' });
    expect((options as { privateKey: string }).privateKey).toMatch(/^-----BEGIN PRIVATE KEY-----/);
    const wrong = { ...profile, private_key_passphrase: 'wrong' };
    expect(() => connectionOptions(settingsOf(wrong), '/')).toThrow('`private_key`: it is not a private key');
  });

  it.each([
    [{ authenticator: 'externalbrowser' }, { authenticator: 'EXTERNALBROWSER' }],
    [
      { authenticator: 'oauth', token: 't' },
      { authenticator: 'OAUTH', token: 't' },
    ],
    [{ authenticator: 'https://acme.okta.com' }, { authenticator: 'https://acme.okta.com' }],
    [{ query_tag: 'nightly' }, { queryTag: 'nightly' }],
    [{ host: 'h', protocol: 'http', port: 1 }, { accessUrl: 'http://h:1' }],
  ])('hands %j to the client', (more, expected) => {
    expect(connectionOptions(settingsOf({ ...base, ...more }), '/')).toMatchObject(expected);
  });

  it('sets parameters of the session', () => {
    const settings = settingsOf({
      ...base,
      statement_timeout: 60,
      session_parameters: { timezone: "it's", week_start: 1 },
    });
    expect(sessionSql(settings)).toBe(
      "alter session set TIMEZONE = 'it''s' WEEK_START = 1 STATEMENT_TIMEOUT_IN_SECONDS = 60",
    );
    expect(sessionSql(settingsOf(base))).toBeUndefined();
  });

  it('shows no secret in `target` and debug', () => {
    const secret = plugin.credentials.filter((field) => field.secret).map((field) => field.name);
    expect(secret.sort()).toEqual([
      'oauth_client_secret',
      'password',
      'private_key',
      'private_key_passphrase',
      'token',
    ]);
  });
});
