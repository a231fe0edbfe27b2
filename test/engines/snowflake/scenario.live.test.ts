import { join } from 'node:path';
import { scenarioTests } from '../scenario/scenarioTests.js';
import { withConnection } from './harness.js';
import { findFakesnow, startSnowflake } from './server.js';

const found = findFakesnow();

scenarioTests(
  'Snowflake (local server)',
  async () => {
    if (typeof found === 'string') throw new Error(found);
    const server = await startSnowflake(found.python);
    return {
      name: 'snowflake',
      output: { ...server.profile, threads: 2 },
      strategies: ['append', 'delete+insert', 'merge', 'microbatch'],
      peer: { name: 'dbt-snowflake', golden: join(import.meta.dirname, 'goldens', 'scenario.json') },
      qualify: (relation) => `analytics.scenario.${relation}`,
      query: (sql) =>
        withConnection(server.profile, async (connection) => {
          return (await connection.execute(sql, { fetch: true })).rows;
        }),
      stop: () => server.remove(),
    };
  },
  typeof found === 'string' ? found : undefined,
);
