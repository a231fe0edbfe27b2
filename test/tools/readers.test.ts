import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { createShop, expectAsWithDbt, type Shop } from './shop.js';
import { createVenv } from './venv.js';

const venv = createVenv(
  'readers',
  [
    'dbt-artifacts-parser==0.15.0',
    'dbt-colibri==0.3.7',
    'dbt-bouncer==4.3.0',
    'openlineage-integration-common==1.54.0',
    'tqdm',
  ],
  // Its dependency dbt-core is what is not there.
  ['openlineage-dbt==1.54.0'],
);

interface ColibriReport {
  readonly nodes: Readonly<Record<string, unknown>>;
  readonly lineage: {
    readonly edges: readonly Readonly<
      Record<'source' | 'target' | 'sourceColumn' | 'targetColumn', string>
    >[];
  };
}

interface BouncerResult {
  readonly check_run_id: string;
  readonly unique_id: string;
  readonly outcome: string;
}

describe.skipIf(venv === undefined)('tools that read the artifacts of example-project', () => {
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

  it('dbt-artifacts-parser parses them', () => {
    expectAsWithDbt('parser', shop.script(bin('python'), 'parseArtifacts.py', ['target']));
  });

  it('dbt-colibri reports the lineage of columns', () => {
    shop.run(bin('colibri'), ['generate', '--output-dir', 'colibri']);
    const path = join(shop.project, 'colibri/colibri-manifest.json');
    const { nodes, lineage } = JSON.parse(readFileSync(path, 'utf8')) as ColibriReport;
    const edges = lineage.edges.map(
      (edge) => `${edge.source}.${edge.sourceColumn} > ${edge.target}.${edge.targetColumn}`,
    );
    expectAsWithDbt('colibri', { nodes: Object.keys(nodes).sort(), edges: edges.sort() });
  });

  it('dbt-bouncer checks manifest, catalog and run results', () => {
    cpSync(join(import.meta.dirname, 'bouncer.yml'), join(shop.project, 'dbt-bouncer.yml'));
    // Its exit code says that some checks found something, which they have to.
    const report = ['--output-file', 'checks.json', '--output-format', 'json'];
    shop.run('sh', ['-c', '"$0" run "$@"; [ $? -eq 1 ]', bin('dbt-bouncer'), ...report]);
    const results: readonly BouncerResult[] = JSON.parse(
      readFileSync(join(shop.project, 'checks.json'), 'utf8'),
    );
    // A run id holds the position of the resource, which is chance.
    const lines = results.map(
      (each) => `${each.check_run_id.split(':')[0]} ${each.unique_id}: ${each.outcome}`,
    );
    expectAsWithDbt('bouncer', lines.sort());
  });

  it('dbt-ol runs the project and emits its lineage', () => {
    const events = join(shop.folder, 'events.jsonl');
    shop.run(bin('dbt-ol'), ['build', '--project-dir', '.', '--profiles-dir', '.'], {
      OPENLINEAGE__TRANSPORT__TYPE: 'file',
      OPENLINEAGE__TRANSPORT__LOG_FILE_PATH: events,
      OPENLINEAGE__TRANSPORT__APPEND: 'true',
    });
    expectAsWithDbt('openlineage', shop.script('python3', 'emitOpenLineage.py', [events]));
  });
});
