import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { xform } from '../../support/cli.js';
import { ALLOWED } from './allowed.js';
import { compareArtifacts, type Difference } from './compareArtifacts.js';

const here = import.meta.dirname;
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'xform-artifacts-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As record.py runs them, with the artifacts that are read after each. */
const STEPS: readonly (readonly [command: string, artifacts: readonly string[]])[] = [
  ['docs generate', []],
  ['build', ['run_results']],
  ['docs generate --no-compile', ['catalog']],
  ['source freshness', ['sources', 'semantic_manifest', 'manifest']],
];

function copy(source: string, name: string): string {
  const root = join(folder, name);
  cpSync(source, root, { recursive: true, filter: (path) => !/\/(target|logs)$|\.duckdb/.test(path) });
  if (!existsSync(join(root, 'profiles.yml'))) {
    appendFileSync(join(root, 'dbt_project.yml'), `\nprofile: ${name}\n`);
    const output = '{type: duckdb, path: shop.duckdb, schema: main, threads: 1}';
    writeFileSync(join(root, 'profiles.yml'), `${name}: {target: dev, outputs: {dev: ${output}}}\n`);
  }
  return root;
}

describe('the artifacts are those that dbt-core leaves, field by field', () => {
  const seen: Difference[] = [];
  it.each([
    ['shop', join(here, '../../../example-project')],
    ['rich', join(here, 'projects/rich')],
  ])('%s', (name, source) => {
    const golden = JSON.parse(readFileSync(join(here, 'goldens', `${name}.json`), 'utf8'));
    const root = copy(source, name);
    const differences: Difference[] = [];
    for (const [command, artifacts] of STEPS) {
      xform(['--quiet', ...command.split(' ')], { cwd: root });
      for (const artifact of artifacts) {
        const text = readFileSync(join(root, 'target', `${artifact}.json`), 'utf8').replaceAll(
          root,
          '<root>',
        );
        differences.push(...compareArtifacts(artifact, golden[artifact], JSON.parse(text)));
      }
    }
    seen.push(...differences);
    expect(differences.filter(({ path }) => !ALLOWED.some((entry) => entry.path.test(path)))).toEqual([]);
  });

  it('every allowed difference is one', () => {
    expect(ALLOWED.filter(({ path }) => !seen.some((each) => path.test(each.path)))).toEqual([]);
  });
});
