import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../src/log/types.js';
import { manifestJson } from '../../src/manifest/artifact.js';
import { parseProject } from '../../src/parser/parseProject.js';
import { loadProject } from '../../src/project/loadProject.js';
import { ALLOWED } from './allowedDifferences.js';
import { compareManifests } from './compareManifests.js';

const here = import.meta.dirname;
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'xform-golden-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function parse(name: string, useCache: boolean): { readonly text: string; readonly root: string } {
  const root = join(folder, name);
  const project = loadProject({
    cwd: root,
    projectDir: root,
    profilesDir: root,
    cliVars: {},
    flags: {},
    env: {},
    which: 'parse',
    log: silentLogger,
  });
  return { text: manifestJson(parseProject(project, { log: silentLogger, useCache })), root };
}

describe('the manifest is the one that dbt makes', () => {
  for (const name of readdirSync(join(here, 'projects'))) {
    it(name, () => {
      cpSync(join(here, 'projects', name), join(folder, name), { recursive: true });
      const golden = readFileSync(join(here, 'goldens', `${name}.json`), 'utf8');
      const allowed = ALLOWED.filter((entry) => entry.project === name);
      // The second parse takes everything from the cache of the first.
      for (const useCache of [false, true, true]) {
        const { text, root } = parse(name, useCache);
        const differences = compareManifests(golden, text, root);
        expect(differences.filter(({ path }) => !allowed.some((entry) => entry.path.test(path)))).toEqual([]);
        const unused = allowed.filter((entry) => !differences.some(({ path }) => entry.path.test(path)));
        expect(unused.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([]);
      }
    });
  }
});
