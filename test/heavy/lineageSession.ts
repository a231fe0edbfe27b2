import { openSession, type Session } from '../../src/commands/session.js';
import { silentLogger } from '../../src/log/types.js';

/** A project read for analysis, in silence. */
export function openLineageSession(folder: string): Session {
  const effects = {
    log: silentLogger,
    stdout: () => undefined,
    cwd: folder,
    env: process.env,
    signal: new AbortController().signal,
    now: () => new Date(),
    invocationId: '00000000-0000-0000-0000-000000000000',
  };
  return openSession('lineage', { project_dir: folder }, effects);
}
