import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Python environment with packages of its own. */
export interface Venv {
  /** Its executables: `bin('python')`. */
  bin(name: string): string;
  remove(): void;
}

const MINUTE = 60_000;

/**
 * Makes an environment with these packages from PyPI; where that cannot be had, says why and answers undefined. With XFORM_TOOLS
 * (a folder) environments are kept there and used again.
 */
export function createVenv(
  name: string,
  packages: readonly string[],
  more: readonly string[] = [],
): Venv | undefined {
  const kept = process.env['XFORM_TOOLS'];
  const folder = kept === undefined ? mkdtempSync(join(tmpdir(), `xform-${name}-`)) : join(kept, name);
  const venv: Venv = {
    bin: (executable) => join(folder, 'bin', executable),
    remove: () => {
      if (kept === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
  if (existsSync(venv.bin('python'))) return venv;
  const pip = [
    '-m',
    'pip',
    'install',
    '-q',
    '--disable-pip-version-check',
    '--retries',
    '1',
    '--timeout',
    '20',
  ];
  const steps = [
    ['python3', '-m', 'venv', folder],
    [venv.bin('python'), ...pip, ...packages],
    ...(more.length > 0 ? [[venv.bin('python'), ...pip, '--no-deps', ...more]] : []),
  ];
  for (const [command, ...args] of steps) {
    const done = spawnSync(command!, args, { encoding: 'utf8', timeout: 10 * MINUTE });
    if (done.status === 0) continue;
    const reason = done.error?.message ?? done.stderr.trim().split('\n').at(-1);
    console.log(`skipped: no Python environment for ${name}: ${reason}`);
    rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
  return venv;
}
