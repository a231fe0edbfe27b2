import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createShop, type Shop } from './shop.js';
import { createVenv } from './venv.js';

const venv = createVenv('schemas', ['dbt-core==1.11.16', 'jsonschema==4.26.0']);

interface Validation {
  readonly problems: readonly string[];
  /** Records by file. */
  readonly counts: Readonly<Record<string, number>>;
}

describe.skipIf(venv === undefined)("dbt's published JSON schemas, as dbt-core makes them", () => {
  const { bin } = venv ?? { bin: String };
  let shop: Shop;
  beforeAll(() => {
    shop = createShop();
    shop.writeArtifacts();
  });
  afterAll(() => {
    shop.remove();
    venv?.remove();
  });

  const validate = (): Validation =>
    shop.script(bin('python'), 'validateArtifacts.py', ['target']) as Validation;

  it('all artifacts of example-project fit', () => {
    const { problems, counts } = validate();
    expect(problems).toEqual([]);
    for (const [file, count] of Object.entries(counts)) expect(count, file).toBeGreaterThan(5);
  });

  it('and what does not fit is found', () => {
    const path = join(shop.project, 'target/run_results.json');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('"status":"success"', '"status":"fine"'));
    const { problems } = validate();
    writeFileSync(path, text);
    expect(problems).toEqual([expect.stringContaining('run_results.json: results/')]);
  });
});
