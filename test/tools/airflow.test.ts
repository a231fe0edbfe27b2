import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createShop, expectAsWithDbt, type Shop } from './shop.js';
import { createVenv } from './venv.js';

const venv = createVenv('airflow', ['apache-airflow==3.3.2', 'astronomer-cosmos==1.15.1']);
const DAGS = join(import.meta.dirname, 'dags');
const isRecording = process.env['XFORM_TOOLS_RECORD'] !== undefined;

interface CosmosRun {
  /** Task to the tasks before it. */
  readonly tasks: Readonly<Record<string, readonly string[]>>;
  readonly states: Readonly<Record<string, string>>;
}

describe.skipIf(venv === undefined)('Airflow with Cosmos', () => {
  let shop: Shop;
  let env: Record<string, string>;
  beforeAll(() => {
    shop = createShop();
    shop.dbt('parse');
    env = {
      AIRFLOW_HOME: join(shop.folder, 'airflow'),
      AIRFLOW__CORE__DAGS_FOLDER: DAGS,
      AIRFLOW__CORE__LOAD_EXAMPLES: 'False',
      // Importing it loads all of Airflow, which a busy machine takes its time for.
      AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT: '300',
      AIRFLOW__COSMOS__ENABLE_TELEMETRY: 'False',
      SCARF_ANALYTICS: 'false',
      PYTHONDONTWRITEBYTECODE: '1',
      SHOP_PROJECT: shop.project,
      SHOP_EXECUTABLE: shop.executable,
    };
  });
  afterAll(() => {
    shop.remove();
    venv?.remove();
  });

  it('renders the project from its manifest', () => {
    const { tasks } = shop.script(venv!.bin('python'), 'renderCosmos.py', [DAGS], env) as CosmosRun;
    expectAsWithDbt('cosmos', tasks);
  });

  it.skipIf(isRecording)('runs every task of it', () => {
    shop.run(venv!.bin('airflow'), ['db', 'migrate'], env);
    // A failed task makes it fail; which one is what the states say.
    shop.run('sh', ['-c', '"$0" dags test shop 2024-01-01 || :', venv!.bin('airflow')], env);
    const database = join(shop.folder, 'airflow/airflow.db');
    const args = [DAGS, database];
    const { tasks, states } = shop.script(venv!.bin('python'), 'renderCosmos.py', args, env) as CosmosRun;
    expect(states).toEqual(Object.fromEntries(Object.keys(tasks).map((task) => [task, 'success'])));
  });
});
