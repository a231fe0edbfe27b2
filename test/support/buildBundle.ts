import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Tests of the command line run the bundle as users do, so it is made anew from today's sources first. */
export default function setup(): void {
  const root = join(import.meta.dirname, '..', '..');
  execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs'), '--no-types'], {
    cwd: root,
    stdio: 'inherit',
  });
}
