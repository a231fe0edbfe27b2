import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Value } from '../../../src/jinja/values/types.js';
import { failure, openRuntime } from './harness.js';
import { findPostgres, startServer, type TestServer } from './server.js';

function hasOpenSsl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const programs = findPostgres();
const isPossible = programs !== undefined && hasOpenSsl();
if (!isPossible) console.log('skipped: TLS tests of PostgreSQL (they need its programs and openssl)');

describe.skipIf(!isPossible)('sslmode', () => {
  let plain: TestServer;
  let encrypted: TestServer;
  let certificates: string;
  let right: string;
  let other: string;

  /** A self-signed certificate for `name`, and its key. */
  function makeCertificate(file: string, name: string): string {
    const path = join(certificates, file);
    const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`];
    const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject];
    execFileSync('openssl', [...args, '-keyout', `${path}.key`, '-out', `${path}.crt`], { stdio: 'ignore' });
    chmodSync(`${path}.key`, 0o600);
    return path;
  }

  beforeAll(async () => {
    certificates = mkdtempSync(join(tmpdir(), 'xform-tls-'));
    chmodSync(certificates, 0o755);
    right = makeCertificate('right', 'localhost');
    other = makeCertificate('other', 'localhost');
    if (process.getuid?.() === 0) {
      const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
      chownSync(`${right}.key`, id('-u'), id('-g'));
    }
    plain = await startServer(programs!);
    encrypted = await startServer(programs!, {
      settings: ['ssl = on', `ssl_cert_file = '${right}.crt'`, `ssl_key_file = '${right}.key'`],
    });
  });
  afterAll(() => {
    plain?.remove();
    encrypted?.remove();
    rmSync(certificates, { recursive: true, force: true });
  });

  async function isEncrypted(server: TestServer, profile: Record<string, Value>): Promise<boolean> {
    const slot = openRuntime(server.port, { retries: 0, ...profile }).connect('tls');
    const rows = await slot.query('select ssl from pg_stat_ssl where pid = pg_backend_pid()', {
      fetch: true,
    });
    return rows.rows[0]![0];
  }

  it.each([
    [null, true],
    ['prefer', true],
    ['allow', false],
    ['require', true],
    ['disable', false],
  ])('%s on a server with TLS: encrypted %s', async (sslmode, expected) => {
    expect(await isEncrypted(encrypted, { sslmode })).toBe(expected);
  });

  it.each([
    'prefer',
    'allow',
    'disable',
  ])('%s goes without TLS where the server has none', async (sslmode) => {
    expect(await isEncrypted(plain, { sslmode })).toBe(false);
  });

  it.each(['require', 'verify-ca', 'verify-full'])('%s does not', async (sslmode) => {
    const error = await failure(isEncrypted(plain, { sslmode, sslrootcert: `${right}.crt` }));
    expect(error.message).toMatch(/does not support SSL/);
  });

  it('verify-ca accepts any host of a known certificate, verify-full only the one it names', async () => {
    const sslrootcert = `${right}.crt`;
    expect(await isEncrypted(encrypted, { sslmode: 'verify-ca', sslrootcert })).toBe(true);
    expect(await isEncrypted(encrypted, { sslmode: 'verify-full', sslrootcert, host: 'localhost' })).toBe(
      true,
    );
    const error = await failure(isEncrypted(encrypted, { sslmode: 'verify-full', sslrootcert }));
    expect(error.message).toMatch(/127\.0\.0\.1/);
  });

  it.each([
    'require',
    'verify-ca',
    'verify-full',
  ])('%s refuses another certificate than the given one', async (sslmode) => {
    const profile = { sslmode, sslrootcert: `${other}.crt`, host: 'localhost' };
    expect((await failure(isEncrypted(encrypted, profile))).message).toMatch(/self-signed|certificate/);
  });

  it('names a mode or file that does not exist', async () => {
    const mode = await failure(isEncrypted(encrypted, { sslmode: 'sometimes' }));
    expect(mode).toMatchObject({ kind: 'profile', hint: expect.stringContaining('verify-full') });
    const file = await failure(
      isEncrypted(encrypted, { sslmode: 'require', sslrootcert: '/nowhere/root.crt' }),
    );
    expect(file.message).toContain('/nowhere/root.crt');
  });
});
