import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FileKind } from '../../../src/project/types.js';
import { load, projectFolder } from './projectFolder.js';

/** Paths of the root package's files by kind. */
function walk(files: Readonly<Record<string, string>>, change?: (folder: string) => void) {
  const folder = projectFolder({ 'dbt_project.yml': 'name: p\n', ...files });
  change?.(folder);
  const { project, errors } = load(folder);
  expect(errors).toEqual([]);
  const kinds: Partial<Record<FileKind, string[]>> = {};
  for (const { kind, path } of project!.root.files) (kinds[kind] ??= []).push(path);
  return kinds;
}

const texts = (...paths: string[]) => Object.fromEntries(paths.map((path) => [path, '']));

describe('walkFiles', () => {
  // The files that dbt-core 1.11 lists in the manifest of such a project.
  it('finds the files of each kind', () => {
    const kinds = walk(
      texts(
        'models/b.sql',
        'models/a.sql',
        'models/Z.sql',
        'models/sub/c.sql',
        'models/aa/x1.sql',
        'models/_d.sql',
        'models/.hidden.sql',
        'models/#x.sql',
        'models/~y.sql',
        'models/.hid/h.sql',
        'models/x.SQL',
        'models/y.sql.bak',
        'models/n.txt',
        'models/q.csv',
        'models/r.md',
        'models/p.py',
        'models/props.yml',
        'models/sub/more.yaml',
        'seeds/s.csv',
        'seeds/t.sql',
        'seeds/u.CSV',
        'seeds/sub/x.tsv',
        'macros/m.sql',
        'macros/sub/n.sql',
        'macros/doc.md',
        'macros/m.py',
        'tests/t1.sql',
        'tests/generic/g.sql',
        'tests/generic/sub/h.sql',
        'tests/generic.sql',
        'tests/sub/t2.sql',
        'tests/sub/generic/gg.sql',
        'tests/fixtures/f.csv',
        'tests/fixtures/sub/g.sql',
        'tests/fixtures/p.yml',
        'tests/d.md',
        'analyses/an.sql',
        'snapshots/sn.sql',
        'snapshots/sn.yml',
        'functions/f.sql',
        'functions/f.yml',
        'docs/o.md',
        'README.md',
        'assets/d.md',
      ),
    );
    expect(kinds).toEqual({
      model: [
        'models/Z.sql',
        'models/_d.sql',
        'models/a.sql',
        'models/b.sql',
        'models/p.py',
        'models/x.SQL',
        'models/.hid/h.sql',
        'models/aa/x1.sql',
        'models/sub/c.sql',
      ],
      seed: ['seeds/s.csv', 'seeds/u.CSV'],
      snapshot: ['snapshots/sn.sql'],
      analysis: ['analyses/an.sql'],
      singular_test: ['tests/generic.sql', 'tests/t1.sql', 'tests/sub/t2.sql', 'tests/sub/generic/gg.sql'],
      generic_test: ['tests/generic/g.sql', 'tests/generic/sub/h.sql'],
      macro: ['macros/m.sql', 'macros/sub/n.sql'],
      docs: ['models/r.md', 'macros/doc.md', 'tests/d.md'],
      fixture: ['tests/fixtures/f.csv', 'tests/fixtures/sub/g.sql'],
      function: ['functions/f.sql'],
      properties: [
        'models/props.yml',
        'models/sub/more.yaml',
        'snapshots/sn.yml',
        'tests/fixtures/p.yml',
        'functions/f.yml',
      ],
    });
  });

  // dbt-core 1.11 sees k.bak, a and d/top, and the macro n.
  it('heeds .dbtignore as gitignore', () => {
    const kinds = walk({
      ...texts(
        'models/a.sql',
        'models/sub/c.sql',
        'models/x.bak.sql',
        'models/k.bak.sql',
        'models/ignored1.sql',
        'models/d/ignored2.sql',
        'models/top.sql',
        'models/d/top.sql',
        'seeds/s.csv',
        'macros/m1.sql',
        'macros/m22.sql',
      ),
      '.dbtignore':
        '# c\nmodels/sub/\n*.bak.sql\n!models/k.bak.sql\nignored*\nmacros/m?.sql\n/models/top.sql\nseeds\n',
    });
    expect(kinds).toEqual({
      model: ['models/a.sql', 'models/k.bak.sql', 'models/d/top.sql'],
      macro: ['macros/m22.sql'],
    });
  });

  it('takes the folders that the project names instead of the usual ones', () => {
    const kinds = walk({
      ...texts(
        'b/x.sql',
        'a/y.sql',
        'c/d/z.sql',
        'b/s.csv',
        'docs/o.md',
        'a/r.md',
        'models/no.sql',
        'seeds/no.csv',
      ),
      'dbt_project.yml':
        'name: p\nmodel-paths: [b/, a, "c/d"]\nseed-paths: [./b]\nmacro-paths: [nothing]\ndocs-paths: [docs]\n',
    });
    expect(kinds).toEqual({
      model: ['b/x.sql', 'a/y.sql', 'c/d/z.sql'],
      seed: ['./b/s.csv'],
      docs: ['docs/o.md'],
    });
  });

  it('follows links, once round a loop, and passes by broken ones', () => {
    const kinds = walk(texts('models/x.sql', 'real/y.sql'), (folder) => {
      symlinkSync('../real', join(folder, 'models/linked'));
      symlinkSync('../real/y.sql', join(folder, 'models/z.sql'));
      symlinkSync('nowhere', join(folder, 'models/broken.sql'));
      symlinkSync('.', join(folder, 'models/loop'));
      symlinkSync('../models', join(folder, 'real/back'));
    });
    expect(kinds.model).toEqual(['models/x.sql', 'models/z.sql', 'models/linked/y.sql']);
  });

  it('tells paths, folder and size of a file', () => {
    const folder = projectFolder({ 'dbt_project.yml': 'name: p\n' });
    mkdirSync(join(folder, 'models/sub'), { recursive: true });
    writeFileSync(join(folder, 'models/sub/a.sql'), 'select 1');
    expect(load(folder).project!.root.files).toEqual([
      {
        kind: 'model',
        package: 'p',
        path: 'models/sub/a.sql',
        searchedPath: 'models',
        relativePath: 'sub/a.sql',
        absolutePath: join(folder, 'models/sub/a.sql'),
        size: 8,
        mtimeMs: expect.any(Number),
      },
    ]);
  });
});
