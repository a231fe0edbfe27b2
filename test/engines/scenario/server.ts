import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Where the stages of .ci/run put what they install for the engines. */
export const enginesFolder = process.env['XFORM_ENGINES'] ?? join(homedir(), '.cache', 'xform-engines');

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

export interface ServerProcess {
  readonly pid: number;
  /** The last lines it wrote. */
  output(): string;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
}

export interface ServerOptions {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Asked until it says true. */
  readonly isReady: () => Promise<boolean>;
  readonly seconds: number;
}

/** Starts a server and waits until it answers; rejects with its last lines when it ends or takes too long. */
export async function startProcess(options: ServerOptions): Promise<ServerProcess> {
  const child: ChildProcess = spawn(options.program, [...options.args], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const kill = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  };
  const until = Date.now() + options.seconds * 1000;
  while (!(await options.isReady().catch(() => false))) {
    const isOver = child.exitCode !== null || child.signalCode !== null;
    if (isOver || Date.now() > until) {
      await kill();
      throw new Error(`${options.program} did not start in ${options.seconds} s:\n${output}`);
    }
    await delay(300);
  }
  return { pid: child.pid!, output: () => output, kill };
}

/** The home of a JDK whose version is accepted: by JAVA_HOME, else where Debian puts them. */
export function findJava(accepts: (version: number) => boolean): string | undefined {
  const installed = '/usr/lib/jvm';
  const others = existsSync(installed) ? readdirSync(installed).map((name) => join(installed, name)) : [];
  return [process.env['JAVA_HOME'] ?? '', ...others].find(
    (home) => existsSync(join(home, 'bin', 'java')) && accepts(javaVersion(home)),
  );
}

function javaVersion(home: string): number {
  try {
    const text = execFileSync(join(home, 'bin', 'java'), ['--version'], { encoding: 'utf8' });
    return Number(/^\S+ (\d+)/.exec(text)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
