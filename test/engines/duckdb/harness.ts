import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { findPlugin } from '../../../src/adapters/registry.js';
import { type AdapterRuntime, createAdapterRuntime } from '../../../src/adapters/runtime.js';
import type { Credentials, Driver } from '../../../src/adapters/types.js';
import type { Value } from '../../../src/jinja/values/types.js';
import { type Logger, silentLogger } from '../../../src/log/types.js';

/** A folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'xform-duckdb-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function credentialsOf(profile: Record<string, Value>): Credentials {
  const plugin = findPlugin('duckdb', { cwd: process.cwd() });
  return { type: 'duckdb', threads: 4, ...plugin.resolveCredentials!(profile) } as unknown as Credentials;
}

/** A driver on a new file (or the given profile), closed when the test ends. */
export async function openDriver(
  profile: Record<string, Value> = {},
  cwd = temporaryFolder(),
): Promise<Driver> {
  const plugin = findPlugin('duckdb', { cwd });
  const driver = await plugin.createDriver(credentialsOf({ path: 'test.duckdb', ...profile }), {
    threads: 4,
    cwd,
  });
  onTestFinished(() => driver.close());
  return driver;
}

export function openRuntime(
  profile: Record<string, Value> = {},
  cwd = temporaryFolder(),
  log: Logger = silentLogger,
): AdapterRuntime {
  const plugin = findPlugin('duckdb', { cwd });
  const credentials = credentialsOf({ path: 'test.duckdb', ...profile });
  const runtime = createAdapterRuntime({ target: { plugin, credentials }, threads: 4, cwd, log });
  onTestFinished(() => runtime.close());
  return runtime;
}
