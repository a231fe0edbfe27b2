import { Client } from 'pg';
import { scenarioTests } from '../scenario/scenarioTests.js';
import { findPostgres, startServer } from './server.js';

const programs = findPostgres();

scenarioTests(
  'PostgreSQL',
  async () => {
    const server = await startServer(programs!);
    const query = async (sql: string): Promise<unknown[][]> => {
      const client = new Client({
        host: '127.0.0.1',
        port: server.port,
        user: 'postgres',
        database: 'postgres',
      });
      await client.connect();
      try {
        return (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows;
      } finally {
        await client.end();
      }
    };
    await query('create role reader');
    return {
      name: 'postgres',
      output: {
        type: 'postgres',
        host: '127.0.0.1',
        port: server.port,
        user: 'postgres',
        password: 'none',
        dbname: 'postgres',
        threads: 2,
      },
      strategies: ['append', 'delete+insert', 'merge', 'microbatch'],
      grants: {
        grantee: 'reader',
        async holders() {
          const rows = await query(`select grantee from information_schema.role_table_grants
            where table_name = 'city_sales' and privilege_type = 'SELECT'`);
          return rows.map(([grantee]) => String(grantee));
        },
      },
      qualify: (relation) => `scenario.${relation}`,
      query,
      stop: () => server.remove(),
    };
  },
  programs === undefined ? 'no initdb and pg_ctl on this machine' : undefined,
);
