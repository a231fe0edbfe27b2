import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { xform } from '../../support/cli.js';
import { relationsOf } from './relations.mjs';

const golden = JSON.parse(readFileSync(join(import.meta.dirname, 'golden.json'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'xform-example-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('example-project', () => {
  it('leaves what dbt-core leaves, the first time and again', async () => {
    cpSync(join(import.meta.dirname, '../../../example-project'), folder, {
      recursive: true,
      filter: (path) => !/\/(target|logs)$|\.duckdb/.test(path),
    });
    for (const time of ['first', 'second']) {
      const result = xform(['build'], { cwd: folder });
      expect(result.text, time).toContain('Done. PASS=67 WARN=0 ERROR=0 SKIP=0 NO-OP=1 TOTAL=68');
      expect(result.code).toBe(0);
      expect(await relationsOf(join(folder, 'shop.duckdb'))).toEqual(golden.relations);
    }
  });
});
