import { afterAll, beforeAll, describe, it } from 'vitest';
import { createShop, expectAsWithDbt, type Shop } from './shop.js';
import { createVenv } from './venv.js';

// dagster-dbt imports dateutil without asking for it; dbt-semantic-interfaces is dbt's reader of semantic_manifest.json.
const venv = createVenv('dagster', [
  'dagster-dbt==0.29.27',
  'python-dateutil',
  'dbt-semantic-interfaces==0.10.5',
]);

describe.skipIf(venv === undefined)('Dagster', () => {
  let shop: Shop;
  beforeAll(() => {
    shop = createShop();
    shop.dbt('parse');
  });
  afterAll(() => {
    shop.remove();
    venv?.remove();
  });

  it('loads assets, their dependencies and checks from the manifest', () => {
    const env = { DAGSTER_HOME: shop.folder };
    expectAsWithDbt('dagster', shop.script(venv!.bin('python'), 'loadDagsterAssets.py', ['.'], env));
  });
});
