import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** Packs xform and installs the tarball in `folder`, with example-project beside it as `projectFolder`. */
export function installPacked(folder: string, projectFolder: string): void {
  execFileSync('npm', ['pack', '--pack-destination', folder], { cwd: ROOT, stdio: 'ignore' });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))!;
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  const words = ['install', '--no-audit', '--no-fund', `./${tarball}`];
  execFileSync('npm', words, { cwd: folder, stdio: 'ignore' });
  cpSync(join(ROOT, 'example-project'), join(folder, projectFolder), {
    recursive: true,
    filter: (path) => !/(?:target|logs|\.duckdb(?:\.wal)?)$/.test(path),
  });
}
