import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const BUFFER_BYTES = 32 * 1024;
const KEPT = 5;

/** Logs whose last lines wait for the end of the process: one listener for all, however many there are. */
const openLogs = new Set<() => void>();
let listening = false;

function closeAtExit(close: () => void): void {
  openLogs.add(close);
  if (!listening) process.once('exit', () => [...openLogs].forEach((each) => void each()));
  listening = true;
}

export interface LogFile {
  write(line: string): void;
  /** Writes what is buffered. Nothing may be written afterwards. */
  close(): void;
}

export interface LogFileOptions {
  /** Comes before the first line. */
  readonly heading: string;
  /** The file is put away when it would grow beyond this; 0 or less: never. */
  readonly maxBytes: number;
}

/**
 * dbt.log in `folder`, the name that tools look for; when it is full, dbt.log.1 … dbt.log.5. Lines are buffered and
 * written at the latest when the process ends. A folder that cannot be written costs the log, not the run.
 */
export function openLogFile(folder: string, { heading, maxBytes }: LogFileOptions): LogFile {
  const path = join(folder, 'dbt.log');
  let pending: string[] = heading === '' ? [] : [heading];
  let size = 0;
  let written = 0;
  let handle: number | undefined;
  let broken = false;

  /** The file to write `bytes` to. */
  function open(bytes: number): number {
    if (handle === undefined) {
      mkdirSync(folder, { recursive: true });
      written = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    }
    if (maxBytes > 0 && written > 0 && written + bytes > maxBytes) {
      close();
      putAway(path);
      written = 0;
    }
    written += bytes;
    handle ??= openSync(path, 'a');
    return handle;
  }

  function close(): void {
    if (handle !== undefined) closeSync(handle);
    handle = undefined;
  }

  function flush(): void {
    if (pending.length === 0) return;
    const bytes = Buffer.from(pending.join(''));
    pending = [];
    size = 0;
    try {
      writeSync(open(bytes.length), bytes);
    } catch {
      broken = true;
    }
  }

  function end(): void {
    openLogs.delete(end);
    flush();
    close();
  }

  closeAtExit(end);
  return {
    write(line) {
      if (broken) return;
      pending.push(`${line}\n`);
      size += line.length;
      if (size > BUFFER_BYTES) flush();
    },
    close: end,
  };
}

function putAway(path: string): void {
  for (let i = KEPT - 1; i >= 1; i--) {
    const older = `${path}.${i}`;
    if (statSync(older, { throwIfNoEntry: false })) renameSync(older, `${path}.${i + 1}`);
  }
  if (statSync(path, { throwIfNoEntry: false })) renameSync(path, `${path}.1`);
}
