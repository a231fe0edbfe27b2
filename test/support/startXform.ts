import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { CliResult } from './cli.js';

const BIN = join(import.meta.dirname, '..', '..', 'dist', 'xform.js');

export interface StartedXform {
  readonly child: ChildProcess;
  readonly done: Promise<CliResult>;
  /** Comes when the output so far holds the text. Rejects when the program ends before. */
  shows(text: string): Promise<void>;
}

/** As `xform`, but the test goes on: for servers in the test itself, and for signals. */
export function startXform(
  args: readonly string[],
  options: { cwd: string; env?: Record<string, string> },
): StartedXform {
  const home = join(options.cwd, '.home');
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, NO_COLOR: '1', CI: '1', ...options.env };
  const child = spawn(process.execPath, [BIN, ...args], { cwd: options.cwd, env, timeout: 60_000 });
  const output = { stdout: '', stderr: '' };
  const waiting = new Map<string, () => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
      for (const [wanted, resolve] of waiting) if (output[name].includes(wanted)) resolve();
    });
  }
  const done = new Promise<CliResult>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...output, text: output.stdout + output.stderr }));
  });
  return {
    child,
    done,
    shows: (text) =>
      new Promise((resolve, reject) => {
        waiting.set(text, resolve);
        if ((output.stdout + output.stderr).includes(text)) resolve();
        void done.then((result) => reject(new Error(`ended without '${text}':\n${result.text}`)));
      }),
  };
}
