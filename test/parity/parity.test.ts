import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCase } from './caseFile.js';
import { compareSteps } from './compare.js';
import { coverageTable } from './coverage.js';
import { DIFFERENCES } from './differences.js';
import type { Golden } from './golden.js';
import { runCase } from './runCase.js';

const here = import.meta.dirname;
const names = readdirSync(join(here, 'cases'))
  .map((file) => file.replace(/\.case$/, ''))
  .sort();

describe('xform answers as dbt does', () => {
  for (const name of names) {
    it(name, async () => {
      const golden = JSON.parse(readFileSync(join(here, 'goldens', `${name}.json`), 'utf8')) as Golden;
      const known = DIFFERENCES.filter((entry) => entry.case === name);
      const found = compareSteps(golden.steps, await runCase(readCase(join(here, 'cases', `${name}.case`))));
      expect(found.filter(({ path }) => !known.some((entry) => entry.path.test(path)))).toEqual([]);
      const unused = known.filter((entry) => !found.some(({ path }) => entry.path.test(path)));
      expect(unused.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([]);
    });
  }

  it('has an answer of dbt for each case, and no other', () => {
    expect(readdirSync(join(here, 'goldens')).sort()).toEqual(names.map((name) => `${name}.json`).sort());
    expect(DIFFERENCES.filter((entry) => !existsSync(join(here, 'cases', `${entry.case}.case`)))).toEqual([]);
  });

  it('says in COVERAGE.md which case shows which feature', async () => {
    const cases = new Map(names.map((name) => [name, readCase(join(here, 'cases', `${name}.case`))]));
    await expect(coverageTable(cases)).toMatchFileSnapshot('./COVERAGE.md');
  });
});
