import { Client } from 'pg';
import { temporaryProject } from '../../support/cli.js';

/** What a statement gives on the server's own account. */
export async function queryServer(port: number, sql: string): Promise<unknown[][]> {
  const client = new Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

/** A project of these models for a server on the loopback; `profile` changes fields of its target. */
export function postgresProject(
  port: number,
  models: Readonly<Record<string, string>>,
  profile: Readonly<Record<string, unknown>> = {},
): ReturnType<typeof temporaryProject> {
  const dev = {
    type: 'postgres',
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: 'none',
    dbname: 'postgres',
    threads: 1,
    retries: 0,
    ...profile,
  };
  return temporaryProject({
    ...models,
    'dbt_project.yml': "name: crash\nversion: '1.0'\nprofile: crash\n",
    'profiles.yml': JSON.stringify({ crash: { target: 'dev', outputs: { dev } } }),
  });
}
