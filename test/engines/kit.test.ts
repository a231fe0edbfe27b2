import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, it } from 'vitest';
import { findPlugin } from '../../src/adapters/registry.js';
import { type AdapterCheck, adapterChecks } from '../../src/testing/adapterChecks.js';
import { projectChecks } from '../../src/testing/projectChecks.js';

/** The kit of `xform/testing`, run on the engines that come with xform and on a package from outside. */
const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'xform-kit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function project(name: string): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  return path;
}

function run(checks: readonly AdapterCheck[]): void {
  for (const check of checks) it(check.name, check.run);
}

describe('DuckDB', () => {
  const cwd = project('duckdb');
  const plugin = findPlugin('duckdb', { cwd });
  const slowStatement =
    'select count(*) from range(10000000) a, range(10000000) b where a.range + b.range < 0';
  run(adapterChecks({ plugin, profile: { path: 'kit.duckdb' }, cwd, slowStatement }));
  const incrementalStrategies = ['append', 'delete+insert', 'merge'];
  run(projectChecks({ plugin, profile: { path: 'project.duckdb' }, folder: cwd, incrementalStrategies }));
});

describe('a package from outside, named by the profile', () => {
  const cwd = project('sqljs');
  const modules = join(cwd, 'node_modules');
  mkdirSync(modules, { recursive: true });
  const source = join(import.meta.dirname, 'outside', 'xform-adapter-sqljs');
  cpSync(source, join(modules, 'xform-adapter-sqljs'), { recursive: true });
  symlinkSync(root, join(modules, 'xform'));
  symlinkSync(join(root, 'node_modules', 'sql.js'), join(modules, 'sql.js'));

  const plugin = findPlugin('sqljs', { cwd });
  run(adapterChecks({ plugin, profile: { path: 'kit.sqlite' }, cwd }));
  run(projectChecks({ plugin, profile: { path: 'project.sqlite' }, folder: cwd }));
});
