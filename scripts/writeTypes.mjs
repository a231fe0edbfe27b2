import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';

const ENTRIES = ['index', 'adapter', 'testing'];

/** Declarations of the public entries and of what they mention, from src/ to dist/types/. */
export function writeTypes(root, dist) {
  const made = mkdtempSync(join(tmpdir(), 'xform-types-'));
  try {
    const { version, bin } = createRequire(join(root, 'package.json'))('typescript/package.json');
    const compiler = join(root, 'node_modules/typescript', bin.tsc);
    const project = join(root, 'scripts/tsconfig.types.json');
    const done = spawnSync(process.execPath, [compiler, '-p', project, '--outDir', made], {
      encoding: 'utf8',
    });
    if (done.status !== 0)
      throw new Error(`TypeScript ${version} made no declarations:\n${done.stdout}${done.stderr}`);
    const types = join(dist, 'types');
    for (const file of reachable(ENTRIES.map((name) => join(made, `${name}.d.ts`)))) {
      const target = join(types, relative(made, file));
      mkdirSync(dirname(target), { recursive: true });
      copyFileSync(file, target);
    }
    // The package is CommonJS; import has declarations that say they are of a module.
    writeFileSync(join(types, 'index.d.mts'), "export * from './index.js';\n");
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** Files and those that they import, each once. */
function reachable(entries) {
  const found = new Set(entries);
  for (const file of found) {
    const text = readFileSync(file, 'utf8');
    for (const [, path] of text.matchAll(/(?:from|import)\s*\(?['"](\.{1,2}\/[^'"]+)\.js['"]/g)) {
      found.add(resolve(dirname(file), `${path}.d.ts`));
    }
  }
  return found;
}
