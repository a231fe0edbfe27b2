import { createHash } from 'node:crypto';

/** Hex digests of text (as UTF-8) or bytes. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

export function md5(data: string | Uint8Array): string {
  return createHash('md5').update(data).digest('hex');
}
