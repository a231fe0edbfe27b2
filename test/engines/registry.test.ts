import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { builtinTypes, findPlugin } from '../../src/adapters/registry.js';
import { errorsOf, type XformError } from '../../src/errors/error.js';

function project(packages: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'xform-registry-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, code] of Object.entries(packages)) {
    mkdirSync(join(folder, 'node_modules', name), { recursive: true });
    writeFileSync(
      join(folder, 'node_modules', name, 'package.json'),
      JSON.stringify({ name, main: 'index.js' }),
    );
    writeFileSync(join(folder, 'node_modules', name, 'index.js'), code);
  }
  return folder;
}

function failure(type: string, cwd: string): XformError {
  try {
    findPlugin(type, { cwd });
  } catch (error) {
    return errorsOf(error)[0]!;
  }
  throw new Error(`'${type}' was found`);
}

describe('findPlugin', () => {
  it.each(builtinTypes)('has %s', (type) => {
    const plugin = findPlugin(type, { cwd: '/' });
    expect(plugin.type).toBe(type);
    expect(['"', '`']).toContain(plugin.dialect.quoteCharacter);
  });

  it('guesses a misspelt type', () => {
    const error = failure('duckbd', '/');
    expect(error.kind).toBe('profile');
    expect(error.message).toContain("'duckbd'");
    expect(error.hint).toBe("Did you mean 'duckdb'?");
  });

  it('says how to install another one, and which there are', () => {
    const error = failure('oracle', '/');
    expect(error.hint).toContain('npm install xform-adapter-oracle');
    for (const type of builtinTypes) expect(error.notes.join()).toContain(type);
  });

  it('finds a package installed beside the project', () => {
    const cwd = project({
      'xform-adapter-own': 'exports.default = { type: "own", createDriver() {}, dialect: {} };',
    });
    expect(findPlugin('own', { cwd }).type).toBe('own');
  });

  it('tells a broken package from a missing one', () => {
    const cwd = project({
      'xform-adapter-broken': 'require("no-such-library");',
      'xform-adapter-empty': 'exports.default = {};',
    });
    const broken = failure('broken', cwd);
    expect(broken.message).toContain('could not be loaded');
    expect(broken.notes.join()).toContain('no-such-library');
    expect(failure('empty', cwd).message).toContain('does not export an adapter');
  });

  it.each(['../evil', 'a/b', 'A b'])('refuses %j as the name of a package', (type) => {
    expect(failure(type, '/').message).toContain('no adapter');
  });
});
