import { findPlugin } from '../../../src/adapters/registry.js';
import type { Connection, Driver } from '../../../src/adapters/types.js';
import type { Value } from '../../../src/jinja/values/types.js';
import { createTarget } from '../../../src/project/resolveTarget.js';

export const plugin = findPlugin('snowflake', { cwd: '/' });

export async function withConnection<T>(
  profile: Readonly<Record<string, Value>>,
  use: (connection: Connection, driver: Driver) => Promise<T>,
): Promise<T> {
  const { type: _type, ...fields } = profile;
  const { credentials } = createTarget('test', 'dev', plugin, fields, 2);
  const driver = await plugin.createDriver(credentials, { threads: 2, cwd: '/' });
  try {
    return await use(await driver.connect('test'), driver);
  } finally {
    await driver.close();
  }
}
