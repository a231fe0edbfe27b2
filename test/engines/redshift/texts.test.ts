import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findPlugin } from '../../../src/adapters/registry.js';

interface Cases {
  readonly configs: readonly string[];
  readonly setup: string;
  /** Name -> call in a template. */
  readonly calls: Readonly<Record<string, string>>;
}

function load<T>(name: string): T {
  return JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8')) as T;
}

const cases = load<Cases>('cases.json');
/** dbt-redshift's texts by configuration and name, without blanks and comments (record.py). */
const expected = load<Readonly<Record<string, Readonly<Record<string, string>>>>>('dbt.json');
const XFORM = join(import.meta.dirname, '..', '..', '..', 'dist', 'xform.js');

const folder = mkdtempSync(join(tmpdir(), 'xform-redshift-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const dev = { type: 'redshift', host: 'h', user: 'u', password: 'p', dbname: 'db', schema: 'rs' };
writeFileSync(join(folder, 'dbt_project.yml'), "name: texts\nversion: '1.0'\nprofile: texts\n");
writeFileSync(join(folder, 'profiles.yml'), JSON.stringify({ texts: { target: 'dev', outputs: { dev } } }));

/** All texts for one configuration, by name. */
function textsFor(config: string): Record<string, string> {
  const calls = Object.entries(cases.calls).map(([name, call]) => `@@${name}@@{{ ${call} }}`);
  const inline = `{{ config(${config}) }}${cases.setup}${calls.join('')}`;
  const flags = ['--no-populate-cache', '--no-introspect', '--profiles-dir', folder];
  const output = execFileSync(process.execPath, [XFORM, '-q', 'compile', ...flags, '--inline', inline], {
    cwd: folder,
    encoding: 'utf8',
  });
  const found = output.matchAll(/@@(\w+)@@([\s\S]*?)(?=@@\w+@@|$(?![\s\S]))/g);
  return Object.fromEntries([...found].map(([, name, sql]) => [name!, plain(sql!)]));
}

function plain(sql: string): string {
  return sql.replace(/\/\*[\s\S]*?\*\/|--[^\n]*|\s+/g, '').replace(/;+$/, '');
}

describe('Redshift', () => {
  it.each(cases.configs)('writes what dbt-redshift writes for %s', (config) => {
    expect(textsFor(config)).toEqual(expected[config]);
  });

  it('logs in by user and password only, and says so', () => {
    const plugin = findPlugin('redshift', { cwd: '/' });
    expect(() => plugin.resolveCredentials!({ ...dev, method: 'iam' })).toThrow('by user and password only');
    expect(plugin.parent).toBe('postgres');
  });
});
