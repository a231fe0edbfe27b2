// Run with DBT_SITE_PACKAGES=/path/to/venv/lib/python3.x/site-packages npx vitest run --config vitest.heavy.config.mts
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileMacros } from '../../src/jinja/engine.js';

const sitePackages = process.env['DBT_SITE_PACKAGES'];
const available = sitePackages !== undefined && existsSync(join(sitePackages, 'dbt/include/global_project'));
if (!available)
  console.log('skipped: DBT_SITE_PACKAGES does not name the site-packages of a dbt installation');

const templates = join(import.meta.dirname, '../../templates/macros');
/** Our packages, and where an installation of dbt has theirs. */
const PACKAGES: Readonly<Record<string, string>> = {
  dbt: 'global_project',
  dbt_duckdb: 'duckdb',
  dbt_postgres: 'postgres',
};

/** Macros of dbt that are missing here on purpose: name to reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {};

function sqlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.sql'))
    .map((path) => join(folder, path));
}

function signatures(files: readonly string[]): Record<string, string> {
  const macros = files.flatMap((file) => compileMacros(readFileSync(file, 'utf8'), { file }));
  return Object.fromEntries(
    macros.map((macro) => [macro.name, macro.arguments.map((argument) => argument.name).join(', ')]),
  );
}

/** Each run of `length` lines that hold something, without their spaces. */
function windows(file: string, length: number): string[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ''))
    .filter((line) => line !== '');
  return lines.slice(length - 1).map((_, index) => lines.slice(index, index + length).join('\n'));
}

describe.skipIf(!available).each(Object.entries(PACKAGES))('macros of %s', (ours, theirs) => {
  const folder = join(sitePackages ?? '', 'dbt/include', theirs);

  it('have the names and arguments of the installed dbt', () => {
    const found = signatures(sqlFiles(join(templates, ours)));
    const wanted = signatures(
      ['macros', 'tests']
        .map((part) => join(folder, part))
        .filter(existsSync)
        .flatMap(sqlFiles),
    );
    const missing = Object.entries(wanted)
      .filter(([name, list]) => !Object.hasOwn(EXCEPTIONS, name) && found[name] !== list)
      .map(
        ([name, list]) =>
          `${name}(${list}): here ${Object.hasOwn(found, name) ? `(${found[name]})` : 'missing'}`,
      );
    expect(missing).toEqual([]);
  });
});

describe.skipIf(!available)('bodies of macros', () => {
  it('share no six lines with those of the installed dbt', () => {
    const include = join(sitePackages ?? '', 'dbt/include');
    const theirs = new Set(sqlFiles(include).flatMap((file) => windows(file, 6)));
    const shared = sqlFiles(templates).flatMap((file) =>
      windows(file, 6)
        .filter((window) => theirs.has(window))
        .map((window) => `${relative(templates, file)}: ${window.split('\n')[0]}`),
    );
    expect(shared).toEqual([]);
  });
});
