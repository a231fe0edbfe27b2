import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const MAX_BYTES = 10 * 1024 * 1024;
const BUFFER_BYTES = 32 * 1024;
const KEPT = 5;

export interface LogFile {
  write(line: string): void;
  flush(): void;
}

/**
 * dbt.log in `folder`, the name that tools look for: 10 MiB, then dbt.log.1 … dbt.log.5. Lines are buffered and
 * written at the latest when the process ends. A folder that cannot be written costs the log, not the run.
 */
export function openLogFile(folder: string): LogFile {
  let pending: string[] = [];
  let size = 0;
  let handle: number | undefined;
  let broken = false;

  function open(): number | undefined {
    if (handle !== undefined || broken) return handle;
    try {
      mkdirSync(folder, { recursive: true });
      rotate(folder);
      handle = openSync(join(folder, 'dbt.log'), 'a');
    } catch {
      broken = true;
    }
    return handle;
  }

  function flush(): void {
    if (pending.length === 0) return;
    const text = pending.join('');
    pending = [];
    size = 0;
    const file = open();
    if (file === undefined) return;
    try {
      writeSync(file, text);
    } catch {
      broken = true;
    }
  }

  process.once('exit', () => {
    flush();
    if (handle !== undefined) closeSync(handle);
  });
  return {
    write(line) {
      pending.push(`${line}\n`);
      size += line.length;
      if (size > BUFFER_BYTES) flush();
    },
    flush,
  };
}

function rotate(folder: string): void {
  const path = join(folder, 'dbt.log');
  const current = statSync(path, { throwIfNoEntry: false });
  if (!current || current.size < MAX_BYTES) return;
  for (let i = KEPT - 1; i >= 1; i--) {
    const older = `${path}.${i}`;
    if (statSync(older, { throwIfNoEntry: false })) renameSync(older, `${path}.${i + 1}`);
  }
  renameSync(path, `${path}.1`);
}
