import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort } from '../scenario/server.js';

export interface TestServer {
  readonly port: number;
  /** Ends all sessions at once, as a crash would. */
  stopNow(): void;
  start(): void;
  /** Stops the server and removes its files. */
  remove(): void;
}

/** The folder of PostgreSQL's programs: on PATH, or where Debian puts them. */
export function findPostgres(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).map((name) => join(debian, name, 'bin')) : [];
  const folders = [...versions.sort().reverse(), ...(process.env['PATH'] ?? '').split(delimiter)];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')));
}

function userId(name: string, flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
}

/** A throw-away server on this machine's loopback. `hba` and `settings` are lines of its configuration files. */
export async function startServer(
  programs: string,
  options: { readonly hba?: readonly string[]; readonly settings?: readonly string[] } = {},
): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'xform-postgres-'));
  const isRoot = process.getuid?.() === 0;
  // PostgreSQL refuses to run as root.
  if (isRoot) chownSync(folder, userId('postgres', '-u'), userId('postgres', '-g'));
  chmodSync(folder, 0o755);
  const run = (program: string, args: readonly string[]) => {
    const command = [join(programs, program), ...args];
    const [file, ...rest] = isRoot ? ['runuser', '-u', 'postgres', '--', ...command] : command;
    execFileSync(file!, rest, { stdio: 'ignore', cwd: folder });
  };
  const data = join(folder, 'data');
  run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C']);
  const port = await freePort();
  const settings = [
    "listen_addresses = '127.0.0.1'",
    `port = ${port}`,
    `unix_socket_directories = '${folder}'`,
    'fsync = off',
    ...(options.settings ?? []),
  ];
  appendFileSync(join(data, 'postgresql.conf'), `${settings.join('\n')}\n`);
  if (options.hba !== undefined) {
    rmSync(join(data, 'pg_hba.conf'));
    appendFileSync(join(data, 'pg_hba.conf'), `${options.hba.join('\n')}\n`);
    if (isRoot) chownSync(join(data, 'pg_hba.conf'), userId('postgres', '-u'), userId('postgres', '-g'));
  }
  const start = () => run('pg_ctl', ['-D', data, '-l', join(folder, 'log'), '-w', 'start']);
  const stop = () => run('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop']);
  start();
  return {
    port,
    stopNow: stop,
    start,
    remove() {
      try {
        stop();
      } catch {
        // It was stopped before.
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
