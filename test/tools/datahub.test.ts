import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { createShop, expectAsWithDbt, type Shop } from './shop.js';
import { createVenv } from './venv.js';

const venv = createVenv('datahub', ['acryl-datahub[dbt]==1.7.0.17']);

describe.skipIf(venv === undefined)('DataHub', () => {
  let shop: Shop;
  beforeAll(() => {
    shop = createShop();
    shop.writeArtifacts();
  });
  afterAll(() => {
    shop.remove();
    venv?.remove();
  });

  it('reads all artifacts with its dbt source', () => {
    const args = ['target', join(shop.folder, 'records.json')];
    const env = { DATAHUB_TELEMETRY_ENABLED: 'false' };
    expectAsWithDbt('datahub', shop.script(venv!.bin('python'), 'readDataHub.py', args, env));
  });
});
