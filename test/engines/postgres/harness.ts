import { onTestFinished } from 'vitest';
import { findPlugin } from '../../../src/adapters/registry.js';
import { type AdapterRuntime, createAdapterRuntime } from '../../../src/adapters/runtime.js';
import type { Credentials } from '../../../src/adapters/types.js';
import { errorsOf, type XformError } from '../../../src/errors/error.js';
import type { Value } from '../../../src/jinja/values/types.js';
import { silentLogger } from '../../../src/log/types.js';

export const plugin = findPlugin('postgres', { cwd: '/' });

/** A profile for a server on the loopback, defaults filled in. */
export function credentialsOf(port: number, profile: Record<string, Value> = {}): Credentials {
  const defaults = Object.fromEntries(plugin.credentials.map((field) => [field.name, field.default ?? null]));
  return {
    type: 'postgres',
    threads: 4,
    ...defaults,
    host: '127.0.0.1',
    port,
    user: 'postgres',
    database: 'postgres',
    schema: 'public',
    ...profile,
  } as unknown as Credentials;
}

/** Closed when the test ends. */
export function openRuntime(port: number, profile: Record<string, Value> = {}): AdapterRuntime {
  const target = { plugin, credentials: credentialsOf(port, profile) };
  const runtime = createAdapterRuntime({ target, threads: 4, cwd: '/', log: silentLogger });
  onTestFinished(() => runtime.close());
  return runtime;
}

/** The error that `work` ends in. */
export async function failure(work: Promise<unknown>): Promise<XformError> {
  const error = await work.then(
    () => new Error('no error'),
    (reason: unknown) => reason,
  );
  return errorsOf(error)[0]!;
}
