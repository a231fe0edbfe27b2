import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgres, startServer } from '../engines/postgres/server.js';
import type { ScenarioSettings } from '../engines/scenario/runScenario.js';
import { findFakesnow, startSnowflake } from '../engines/snowflake/server.js';
import { findSpark, startSpark } from '../engines/spark/server.js';
import { findTrino, startTrino } from '../engines/trino/server.js';

export { createScenarioProject, scenarioArguments } from '../engines/scenario/runScenario.js';

/** An engine of the scenario with a server of its own; without a schema, which each run chooses. */
export interface EngineServer extends Omit<ScenarioSettings, 'name'> {
  stop(): Promise<void> | void;
}

const STRATEGIES = ['append', 'delete+insert', 'merge', 'microbatch'] as const;
const HERE = { host: '127.0.0.1', threads: 2 };

function reasonOrValue<T extends object>(found: T | string): T {
  if (typeof found === 'string') throw new Error(found);
  return found;
}

/** By engine: starts its server as the tests do, or throws the reason why it cannot. */
export const engineServers: Readonly<Record<string, () => Promise<EngineServer>>> = {
  async duckdb() {
    const folder = mkdtempSync(join(tmpdir(), 'xform-bench-store-'));
    return {
      output: { type: 'duckdb', path: join(folder, 'store.duckdb'), threads: 2 },
      strategies: STRATEGIES,
      stop: () => rmSync(folder, { recursive: true, force: true }),
    };
  },

  async postgres() {
    const programs = findPostgres();
    if (programs === undefined) throw new Error('no initdb and pg_ctl on this machine');
    const server = await startServer(programs);
    const user = { user: 'postgres', password: 'none', dbname: 'postgres' };
    return {
      output: { type: 'postgres', port: server.port, ...HERE, ...user },
      strategies: STRATEGIES,
      stop: () => server.remove(),
    };
  },

  async trino() {
    const server = await startTrino(reasonOrValue(findTrino()));
    return {
      output: {
        type: 'trino',
        method: 'none',
        port: server.port,
        user: 'bench',
        database: 'iceberg',
        ...HERE,
      },
      strategies: STRATEGIES,
      stop: () => server.remove(),
    };
  },

  async spark() {
    const server = await startSpark(reasonOrValue(findSpark()));
    return {
      output: { type: 'spark', method: 'thrift', port: server.port, user: 'bench', ...HERE },
      strategies: ['append', 'merge'],
      config: { models: { file_format: 'delta' }, snapshots: { file_format: 'delta' } },
      stop: () => server.remove(),
    };
  },

  async snowflake() {
    const server = await startSnowflake(reasonOrValue(findFakesnow()).python);
    return {
      output: { ...server.profile, threads: 2 },
      strategies: STRATEGIES,
      stop: () => server.remove(),
    };
  },
};
