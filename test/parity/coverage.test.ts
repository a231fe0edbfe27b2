import { describe, expect, it } from 'vitest';
import { CASES, goldenNames, loadCase } from './compareCase.js';
import { coverageTable } from './coverage.js';
import { DIFFERENCES } from './differences.js';

describe('the parity suite', () => {
  it('has an answer of dbt for each case, and no other', () => {
    expect(goldenNames('duckdb')).toEqual(CASES.map((name) => `${name}.json`));
    expect(DIFFERENCES.filter((entry) => !CASES.includes(entry.case))).toEqual([]);
  });

  it('says in COVERAGE.md which case shows which feature', async () => {
    const cases = new Map(CASES.map((name) => [name, loadCase(name)]));
    await expect(coverageTable(cases)).toMatchFileSnapshot('./COVERAGE.md');
  });
});
