import { join } from 'node:path';
import { main } from '../../src/cli/main.js';
import type { CliResult } from './cli.js';

/** A whole command line in the process of the test: quicker than `xform`, for what needs no engine and no bundle. */
export async function runMain(
  argv: readonly string[],
  options: { cwd: string; env?: Record<string, string>; signal?: AbortSignal },
): Promise<CliResult> {
  const written = { stdout: '', stderr: '' };
  const sink = (name: keyof typeof written) => ({ write: (text: string) => (written[name] += text) });
  const code = await main({
    argv,
    cwd: options.cwd,
    env: {
      PATH: process.env['PATH'],
      HOME: join(options.cwd, '.home'),
      NO_COLOR: '1',
      CI: '1',
      ...options.env,
    },
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    signal: options.signal ?? new AbortController().signal,
  });
  return { code, ...written, text: written.stdout + written.stderr };
}
