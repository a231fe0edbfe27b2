import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
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

  /** A certificate for `name` that `authority` has signed, and its key. */
  function signCertificate(file: string, name: string, authority: string): string {
    const path = join(certificates, file);
    const request = ['req', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${name}`];
    execFileSync('openssl', [...request, '-keyout', `${path}.key`, '-out', `${path}.csr`], {
      stdio: 'ignore',
    });
    const names = join(certificates, `${file}.ext`);
    writeFileSync(names, `subjectAltName=DNS:${name}\n`);
    const signer = ['-CA', `${authority}.crt`, '-CAkey', `${authority}.key`, '-CAcreateserial'];
    const sign = [
      'x509',
      '-req',
      '-days',
      '2',
      '-in',
      `${path}.csr`,
      '-out',
      `${path}.crt`,
      '-extfile',
      names,
    ];
    execFileSync('openssl', [...sign, ...signer], { stdio: 'ignore' });
    chmodSync(`${path}.key`, 0o600);
    return path;
  }

  function giveToServer(path: string): void {
    if (process.getuid?.() !== 0) return;
    const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
    chownSync(`${path}.key`, id('-u'), id('-g'));
  }

  beforeAll(async () => {
    certificates = mkdtempSync(join(tmpdir(), 'xform-tls-'));
    chmodSync(certificates, 0o755);
    right = makeCertificate('right', 'localhost');
    other = makeCertificate('other', 'localhost');
    giveToServer(right);
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

  it('logs in by a certificate of an authority of its own, which verifies the server as well', async () => {
    const authority = makeCertificate('authority', 'Test Authority');
    const serverCertificate = signCertificate('server', 'localhost', authority);
    const client = signCertificate('client', 'certified', authority);
    giveToServer(serverCertificate);
    const strict = await startServer(programs!, {
      hba: [
        'hostssl all certified 127.0.0.1/32 cert',
        'host all all 127.0.0.1/32 trust',
        'local all all trust',
      ],
      settings: [
        'ssl = on',
        `ssl_cert_file = '${serverCertificate}.crt'`,
        `ssl_key_file = '${serverCertificate}.key'`,
        `ssl_ca_file = '${authority}.crt'`,
      ],
    });
    onTestFinished(() => strict.remove());
    await openRuntime(strict.port, { sslmode: 'disable' })
      .connect('admin')
      .query('create role certified login');
    const profile = {
      user: 'certified',
      host: 'localhost',
      sslmode: 'verify-full',
      sslrootcert: `${authority}.crt`,
    };
    const files = { sslcert: `${client}.crt`, sslkey: `${client}.key` };
    expect(await isEncrypted(strict, { ...profile, ...files })).toBe(true);
    expect((await failure(isEncrypted(strict, profile))).message).toMatch(
      /requires a valid client certificate/,
    );
    const unknown = { ...profile, sslrootcert: `${other}.crt` };
    expect((await failure(isEncrypted(strict, { ...unknown, ...files }))).message).toMatch(/certificate/);
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
