import { describe, expect, it } from 'vitest';
import { CASES, compareCase, goldenNames, loadCase } from './compareCase.js';
import { coverageTable } from './coverage.js';
import { DIFFERENCES } from './differences.js';
import { duckdb } from './engines.js';

describe('xform answers as dbt does', () => {
  for (const name of CASES) {
    it(name, async () => {
      expect(await compareCase(name, duckdb)).toEqual({ unknown: [], outdated: [] });
    });
  }

  it('has an answer of dbt for each case, and no other', () => {
    expect(goldenNames('duckdb')).toEqual(CASES.map((name) => `${name}.json`));
    expect(DIFFERENCES.filter((entry) => !CASES.includes(entry.case))).toEqual([]);
  });

  it('says in COVERAGE.md which case shows which feature', async () => {
    const cases = new Map(CASES.map((name) => [name, loadCase(name)]));
    await expect(coverageTable(cases)).toMatchFileSnapshot('./COVERAGE.md');
  });
});
