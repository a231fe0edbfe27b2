import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enginesFolder, freePort, startProcess } from '../scenario/server.js';

export interface SnowflakeServer {
  readonly profile: Readonly<Record<string, string | number>>;
  /** Texts of all statements, as they came. */
  statements(): string[];
  /** Data of all log-ins, without passwords. */
  logins(): LoginRecord[];
  /** Ids of the requests that were asked to stop. */
  aborts(): string[];
  remove(): Promise<void>;
}

export interface LoginRecord {
  readonly login: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, string>>;
}

/** Python with fakesnow, or the reason why there is none. */
export function findFakesnow(): { readonly python: string } | string {
  const python = process.env['XFORM_FAKESNOW_PYTHON'] ?? join(enginesFolder, 'fakesnow', 'bin', 'python');
  return existsSync(python) ? { python } : `no Python with fakesnow at ${python} (XFORM_FAKESNOW_PYTHON)`;
}

/** A server of its own with an empty database; see server.py for what it can do. */
export async function startSnowflake(python: string): Promise<SnowflakeServer> {
  const folder = mkdtempSync(join(tmpdir(), 'xform-snowflake-'));
  const log = join(folder, 'requests.jsonl');
  const port = await freePort();
  const isReady = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/session`, { method: 'POST' }).catch(() => undefined);
    return answer?.ok === true;
  };
  const args = [join(import.meta.dirname, 'server.py'), String(port), log];
  const server = await startProcess({ program: python, args, cwd: folder, isReady, seconds: 60 });
  const records = (): (LoginRecord & { readonly sql?: string; readonly abort?: string })[] =>
    existsSync(log)
      ? readFileSync(log, 'utf8')
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line))
      : [];
  return {
    profile: {
      type: 'snowflake',
      account: 'test',
      host: '127.0.0.1',
      port,
      protocol: 'http',
      user: 'tester',
      password: 'let-me-in',
      database: 'analytics',
      schema: 'scenario',
      warehouse: 'wh',
    },
    statements: () => records().flatMap((record) => (record.sql === undefined ? [] : [record.sql])),
    aborts: () => records().flatMap((record) => (record.abort === undefined ? [] : [record.abort])),
    logins: () => records().filter((record) => record.login !== undefined),
    async remove() {
      await server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
