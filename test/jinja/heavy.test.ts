import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileMacros, compileTemplate } from '../../src/jinja/engine.js';
import { py, render } from './renderHelpers.js';

/** Suites on files outside the repository; each is skipped, with its reason, where they are absent. */
const shared = process.env['XFORM_SHARED'] ?? '../shared';
const cases = join(shared, 'jinja', 'cases.json');

interface Case {
  readonly group: string;
  readonly template: string;
  readonly expect?: string;
}

if (!existsSync(cases)) {
  it.skip(`conformance cases: ${cases} is not there (set XFORM_SHARED)`, () => {});
} else {
  describe('conformance cases', () => {
    const all: Case[] = JSON.parse(readFileSync(cases, 'utf8')).cases;
    for (const mode of ['sync', 'async'] as const) {
      it.each(
        all.map((one) => [one.group, one.template, one] as const),
      )(`${mode} %s %s`, async (_group, template, one) => {
        const outcome = (async () =>
          render(template, { l: [1, 2, 3], d: py({ a: 1, b: 'two' }) }, { mode }))();
        if (one.expect === undefined) await expect(outcome).rejects.toMatchObject({ kind: 'compilation' });
        else expect(await outcome).toBe(one.expect);
      });
    }
  });
}

/** Folders with SQL files of dbt projects and packages, separated by `:`. */
const corpus = (process.env['XFORM_JINJA_CORPUS'] ?? '').split(':').filter((folder) => existsSync(folder));

if (corpus.length === 0) {
  it.skip('corpus: XFORM_JINJA_CORPUS names no folder with dbt projects', () => {});
} else {
  describe.each(corpus)('corpus %s', (folder) => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.sql'),
    );
    it.each(files)('%s', (name) => {
      const source = readFileSync(join(folder, name), 'utf8');
      const isMacroFile = /\{%[-+]?\s*(macro|materialization|test|data_test)\s/.test(source);
      if (isMacroFile) expect(compileMacros(source, { file: name }).length).toBeGreaterThan(0);
      else if (!/\{%[-+]?\s*snapshot\s/.test(source)) compileTemplate(source, { file: name });
    });
  });
}
