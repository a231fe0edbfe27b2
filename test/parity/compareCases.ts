import { describe, expect, it } from 'vitest';
import { CASES, compareCase } from './compareCase.js';
import { duckdb } from './engines.js';

/** Tests of the cases whose names pass: several files of them, since each file has a worker of its own. */
export function compareCases(passes: (name: string) => boolean): void {
  describe('xform answers as dbt does', () => {
    for (const name of CASES.filter(passes)) {
      it(name, async () => {
        expect(await compareCase(name, duckdb)).toEqual({ unknown: [], outdated: [] });
      });
    }
  });
}
