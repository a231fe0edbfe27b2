import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import { XformError } from '../../errors/error.js';
import type { PostgresCredentials } from './credentials.js';

/** One way to open the connection; false: without TLS. */
export type TlsAttempt = false | ConnectionOptions;

const MODES: Readonly<
  Record<string, (options: () => ConnectionOptions, verified: () => ConnectionOptions) => TlsAttempt[]>
> = {
  disable: () => [false],
  allow: (plain) => [false, plain()],
  prefer: (plain) => [plain(), false],
  require: (plain) => [plain()],
  'verify-ca': (_plain, verified) => [{ ...verified(), checkServerIdentity: () => undefined }],
  'verify-full': (_plain, verified) => [verified()],
};

/** What libpq tries for each sslmode, in its order. Throws XformError('profile') for an unknown mode or a missing file. */
export function tlsAttempts(credentials: PostgresCredentials): TlsAttempt[] {
  const mode = credentials.sslmode ?? 'prefer';
  const attempts = Object.hasOwn(MODES, mode) ? MODES[mode] : undefined;
  if (attempts === undefined) {
    throw new XformError('profile', `\`sslmode: ${mode}\` is not a mode of PostgreSQL`, {
      hint: `Use one of ${Object.keys(MODES).join(', ')}.`,
    });
  }
  // A Unix socket has no TLS.
  if (credentials.host.startsWith('/')) return [false];
  const files = (): ConnectionOptions => ({
    cert: readCertificate(credentials, 'sslcert'),
    key: readCertificate(credentials, 'sslkey'),
  });
  const verified = (): ConnectionOptions => ({
    ...files(),
    ca: readCertificate(credentials, 'sslrootcert') ?? readDefaultRoot(),
    rejectUnauthorized: true,
  });
  const unverified = (): ConnectionOptions => {
    // As libpq: a root certificate that is given is used to verify, also by `require`.
    if (mode === 'require' && credentials.sslrootcert)
      return { ...verified(), checkServerIdentity: () => undefined };
    return { ...files(), rejectUnauthorized: false };
  };
  return attempts(unverified, verified);
}

function readCertificate(credentials: PostgresCredentials, field: 'sslcert' | 'sslkey' | 'sslrootcert') {
  const path = credentials[field];
  if (!path) return undefined;
  try {
    return readFileSync(path.replace(/^~(?=\/)/, homedir()), 'utf8');
  } catch {
    throw new XformError('profile', `\`${field}\`: the file ${path} cannot be read`);
  }
}

function readDefaultRoot(): string | undefined {
  const path = join(homedir(), '.postgresql', 'root.crt');
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
