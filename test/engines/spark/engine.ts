import { join } from 'node:path';
import { findPlugin } from '../../../src/adapters/registry.js';
import { createTarget } from '../../../src/project/resolveTarget.js';
import type { ScenarioEngine } from '../scenario/engine.js';
import type { TableFormat } from './server.js';

export const plugin = findPlugin('spark', { cwd: '/' });

export const profileOf = (port: number) => ({ host: '127.0.0.1', port, user: 'xform', connect_timeout: 60 });

/** What a statement gives in a session of its own: one goes on reading the files that a Parquet table had at first. */
export async function querySpark(port: number, sql: string): Promise<readonly (readonly unknown[])[]> {
  const { credentials } = createTarget('look', 'dev', plugin, { ...profileOf(port), schema: 'default' }, 1);
  const driver = await plugin.createDriver(credentials, { threads: 1, cwd: '/' });
  try {
    const connection = await driver.connect('look');
    return (await connection.execute(sql, { fetch: true })).rows;
  } finally {
    await driver.close();
  }
}

/** The scenario on a server whose tables are of this format; dbt-spark's answers are those of record.py. */
export function sparkScenario(
  port: number,
  format: TableFormat,
  strategies: ScenarioEngine['strategies'],
): ScenarioEngine {
  const fileFormat = { file_format: format };
  return {
    name: `spark-${format}`,
    output: { type: 'spark', threads: 2, ...profileOf(port), schema: 'scenario' },
    strategies,
    // Iceberg's session catalog forgets a Parquet table that is dropped, and leaves its files in the way.
    config: {
      models: fileFormat,
      snapshots: fileFormat,
      ...(format === 'iceberg' ? { seeds: fileFormat } : {}),
    },
    peer: {
      name: 'dbt-spark',
      golden: join(import.meta.dirname, 'goldens', `${format}.json`),
      differs: { history_by_check: 'dbt-spark leaves the columns of the record of a deletion empty.' },
    },
    qualify: (relation) => `scenario.${relation}`,
    query: (sql) => querySpark(port, sql),
  };
}
