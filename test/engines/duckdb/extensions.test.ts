import { afterAll, describe, expect, it } from 'vitest';
import { temporaryProject, xform } from '../../support/cli.js';

/** Nothing is downloaded: the repository is a port on which nobody listens, and no extension is installed. */
const OFFLINE = {
  extension_directory: 'none',
  custom_extension_repository: 'http://127.0.0.1:9',
  autoinstall_extension_repository: 'http://127.0.0.1:9',
};

const removals: (() => void)[] = [];
afterAll(() => {
  for (const remove of removals) remove();
});

/** What a run prints of a project with this model and these fields of its profile. */
function run(model: string, profile: Readonly<Record<string, unknown>> = {}): string {
  const dev = { type: 'duckdb', path: 'store.duckdb', config_options: OFFLINE, ...profile };
  const project = temporaryProject({
    'dbt_project.yml': "name: lake\nversion: '1.0'\nprofile: lake\n",
    'profiles.yml': JSON.stringify({ lake: { target: 'dev', outputs: { dev } } }),
    'models/one.sql': model,
  });
  removals.push(project.remove);
  return xform(['run'], { cwd: project.folder }).text;
}

describe('an extension that is not there', () => {
  it.each([
    ['httpfs', 'select 1 as id', { extensions: ['httpfs'] }],
    ['httpfs', "select * from 's3://bucket/x.parquet'", {}],
    ['httpfs', 'select 1 as id', { secrets: [{ type: 's3', key_id: 'KEY', secret: 'top-secret' }] }],
    ['ducklake', 'select 1 as id', { attach: [{ path: 'ducklake:meta.ducklake', alias: 'lake' }] }],
    ['iceberg', 'select 1 as id', { attach: [{ path: 'warehouse', alias: 'ice', type: 'iceberg' }] }],
    ['iceberg', "select * from iceberg_scan('lake/t')", {}],
    ['delta', 'select 1 as id', { attach: [{ path: 'lake/t', alias: 'd', type: 'delta' }] }],
    ['delta', "select * from delta_scan('lake/t')", {}],
    ['postgres_scanner', 'select 1 as id', { attach: [{ path: 'host=h', alias: 'pg', type: 'postgres' }] }],
    ['aws', 'select 1 as id', { use_credential_provider: 'aws' }],
  ])('%s: %s with %j', (name, model, profile) => {
    const text = run(model, profile);
    expect(text).toContain(`The DuckDB extension ${name} is not on this machine`);
    expect(text).toMatch(new RegExp(`pip download duckdb-extension-${name.replaceAll('_', '-')}`));
    expect(text).toContain(`extensions: [path/to/${name}.duckdb_extension]`);
    expect(text).toContain('extension_directory');
    expect(text).not.toContain('top-secret');
  });

  it('has a wrong name', () => {
    expect(run('select 1 as id', { extensions: ['htpfs'] })).toMatch(
      /DuckDB knows no extension of this name; similar ones are "httpfs"/,
    );
  });

  it('has a wrong path', () => {
    expect(run('select 1 as id', { extensions: ['nowhere/httpfs.duckdb_extension'] })).toMatch(
      /nowhere\/httpfs\.duckdb_extension is not on this machine\. Correct its path/,
    );
  });
});
