import { afterEach, describe, expect, it } from 'vitest';
import { temporaryProject } from '../support/cli.js';
import { runMain } from '../support/runMain.js';

const HEAD = "name: shop\nversion: '1.0'\nrequire-dbt-version: ['>=1.8.0', '<2.0.0']\n";

let project: ReturnType<typeof temporaryProject> | undefined;
afterEach(() => project?.remove());

/** What `xform debug` prints of a project, without the times. */
async function debug(files: Record<string, string>): Promise<{ code: number | null; text: string }> {
  project = temporaryProject({ 'dbt_project.yml': HEAD, ...files });
  const { code, stdout } = await runMain(['debug'], { cwd: project.folder });
  return { code, text: stdout.replace(/^\d\d:\d\d:\d\d {2}/gm, '') };
}

const POSTGRES =
  'shop:\n  target: dev\n  outputs:\n    dev: {type: postgres, host: 127.0.0.1, port: 1, user: u, password: p, dbname: d, schema: s}\n';

describe('xform debug says of a dbt project', () => {
  it('that it is ready', async () => {
    const { code, text } = await debug({
      'models/a.sql': 'select 1 as id',
      'models/b.py': "def model(dbt, session):\n    return dbt.ref('a')\n",
      'macros/m.sql':
        "{% macro m() %}{{ adapter.quote('a') }}{{ shop.n() }}{% endmacro %}{% macro n() %}{% endmacro %}{% macro snowflake__m() %}{{ adapter.of_snowflake() }}{% endmacro %}",
    });
    expect(text).toContain("  dbt version: as 1.11.16, '>=1.8.0, <2.0.0' is asked for [OK]\n");
    expect(text).toContain('  packages: none [OK]\n');
    expect(text).toMatch(/ {2}parsing: 2 models, \d+ macros \[OK\]\n/);
    expect(text).toContain('  Python models: 1 [OK]\n');
    expect(text).toContain('All checks passed!');
    expect(code).toBe(0);
  });

  it('each mistake at its place', async () => {
    const { code, text } = await debug({
      'models/a.sql': 'select {{ 1 + }}',
      'models/b.sql': "select * from {{ ref('nothing') }}",
    });
    expect(text).toMatch(/ {2}parsing: \d mistakes? \[ERROR\]/);
    expect(text).toMatch(/Not ready \(parsing\):[\s\S]*models\/a\.sql:1/);
    expect(code).toBe(1);
  });

  it('calls of what does not exist, in macros that nothing has reached yet', async () => {
    const { code, text } = await debug({
      'macros/m.sql':
        '{% macro m() %}{{ adapter.get_colums_in_relation(x) }}{{ shop.nn() }}{# adapter.nothing() #}{% endmacro %}{% macro n() %}{% endmacro %}',
    });
    expect(text).toMatch(
      /macros\/m\.sql: macro m calls adapter\.get_colums_in_relation, which does not exist \(Did you mean 'get_columns_in_relation'\?\)/,
    );
    expect(text).toMatch(/macros\/m\.sql: macro m calls shop\.nn, which does not exist/);
    expect(text).not.toContain('adapter.nothing');
    expect(code).toBe(1);
  });

  it('that Python models need DuckDB, beside the connection that cannot be opened', async () => {
    const { code, text } = await debug({
      'dbt_project.yml': `${HEAD}profile: shop\n`,
      'profiles.yml': POSTGRES,
      'models/b.py': 'def model(dbt, session):\n    return None\n',
    });
    expect(text).toContain('  Python models: 1 [ERROR]\n');
    expect(text).toContain('models/b.py: Python models do not run on postgres, on DuckDB they do');
    expect(text).toContain('2 checks failed:');
    expect(code).toBe(1);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'an adapter that is not here',
      {
        'dbt_project.yml': `${HEAD}profile: shop\n`,
        'profiles.yml': 'shop:\n  target: dev\n  outputs:\n    dev: {type: teradata, schema: s}\n',
      },
      /teradata[\s\S]*duckdb/,
    ],
    [
      'packages that are not installed',
      { 'packages.yml': 'packages:\n  - package: acme/util\n    version: 1.0.0\n' },
      /OK found and valid; ERROR packages missing[\s\S]*Run "xform deps"/,
    ],
    [
      'a version of dbt that is not the one here',
      { 'dbt_project.yml': HEAD.replace('<2.0.0', '<1.9.0') },
      /asks for dbt >=1\.8\.0, <1\.9\.0, but xform does what dbt 1\.11\.16 does[\s\S]*--no-version-check/,
    ],
  ])('%s', async (_what, files, says) => {
    const { code, text } = await debug(files);
    expect(text).toMatch(says);
    expect(code).toBe(1);
  });
});
