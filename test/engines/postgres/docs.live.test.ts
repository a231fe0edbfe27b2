import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SiteOverview, type SiteResource, shardOf } from '../../../src/docs/siteData.js';
import { xform } from '../../support/cli.js';
import { postgresProject, queryServer } from './project.js';
import { findPostgres, startServer, type TestServer } from './server.js';

const programs = findPostgres();
if (programs === undefined) console.log('skipped: documentation of PostgreSQL (no initdb and pg_ctl here)');

const MODELS = {
  'models/many.sql':
    "{{ config(materialized='table') }} select g as id, 'x' || g as name from generate_series(1, 1234) as g",
  'models/seen.sql': 'select id from {{ ref("many") }}',
  'models/fresh.sql': "{{ config(materialized='table') }} select 1 as id",
};

describe.skipIf(programs === undefined)('documentation of PostgreSQL', () => {
  let server: TestServer;
  let made: ReturnType<typeof postgresProject>;
  beforeAll(async () => {
    server = await startServer(programs!);
    made = postgresProject(server.port, MODELS, { schema: 'docs' });
    const built = xform(['run'], { cwd: made.folder });
    expect(built.code, built.text).toBe(0);
    await queryServer(server.port, 'analyze docs.many');
    const done = xform(['docs', 'generate'], { cwd: made.folder });
    expect(done.code, done.text).toBe(0);
  });
  afterAll(async () => {
    made?.remove();
    await server?.remove();
  });

  function read<T>(name: string): T {
    const text = readFileSync(join(made.folder, 'target', 'site', 'data', `${name}.js`), 'utf8');
    return JSON.parse(/^xformData\("[^"]+",(.*)\);\n$/s.exec(text)![1]!) as T;
  }
  function resource(name: string): SiteResource {
    const id = `model.crash.${name}`;
    return read<Record<string, SiteResource>>(
      `resource/${shardOf(id, read<SiteOverview>('overview').shards)}`,
    )[id]!;
  }
  const rowsOf = (name: string): string | undefined =>
    resource(name).stats.find(({ label }) => label === 'Rows')?.text;

  it('tells the rows that the server has counted, and none that it has not', () => {
    expect(rowsOf('many')).toBe('1,234');
    expect(rowsOf('seen')).toBeUndefined();
    expect(rowsOf('fresh')).toBeUndefined();
  });

  it('tells columns as the server has them', () => {
    const columns = resource('many').columns.map(({ name, type }) => [name, type]);
    expect(columns).toEqual([
      ['id', 'integer'],
      ['name', 'text'],
    ]);
    expect(resource('seen').relation).toBe('"postgres"."docs"."seen"');
  });
});
