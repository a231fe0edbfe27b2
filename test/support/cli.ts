import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const BIN = join(import.meta.dirname, '..', '..', 'dist', 'xform.js');

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, as a person sees them. */
  readonly text: string;
}

/** Runs the program as a user would: own process, empty HOME, no colours. */
export function xform(
  args: readonly string[],
  options: { cwd: string; env?: Record<string, string>; input?: string },
): CliResult {
  const home = join(options.cwd, '.home');
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, NO_COLOR: '1', CI: '1', ...options.env };
  const done = spawnSync(process.execPath, [BIN, ...args], {
    cwd: options.cwd,
    env,
    encoding: 'utf8',
    timeout: 60_000,
    input: options.input,
  });
  return { code: done.status, stdout: done.stdout, stderr: done.stderr, text: done.stdout + done.stderr };
}

/** A new folder with these files (text, or bytes for what is no UTF-8). Gone when `remove` is called. */
export function temporaryProject(files: Readonly<Record<string, string | Buffer>>): {
  readonly folder: string;
  remove(): void;
} {
  const folder = mkdtempSync(join(tmpdir(), 'xform-test-'));
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
