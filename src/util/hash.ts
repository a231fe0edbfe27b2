import * as crypto from 'node:crypto';

/** Node 20.12 and later hash in one call, which costs half of what a hash object does. */
const hashAtOnce: ((algorithm: string, data: string | Uint8Array, encoding: 'hex') => string) | undefined = (
  crypto as { hash?: (algorithm: string, data: string | Uint8Array, encoding: 'hex') => string }
).hash;

function digest(algorithm: string, data: string | Uint8Array): string {
  if (hashAtOnce !== undefined) return hashAtOnce(algorithm, data, 'hex');
  return crypto.createHash(algorithm).update(data).digest('hex');
}

/** Hex digests of text (as UTF-8) or bytes. */
export function sha256(data: string | Uint8Array): string {
  return digest('sha256', data);
}

export function md5(data: string | Uint8Array): string {
  return digest('md5', data);
}
