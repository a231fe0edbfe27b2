import type { OnRead } from '../basecontext/types.js';
import type { Value } from '../jinja/values/types.js';
import type { Capture, ReadRecord } from './types.js';

/** Nothing seen yet. */
export function createCapture(): Capture {
  return {
    refs: [],
    sources: [],
    metrics: [],
    functions: [],
    configCalls: [],
    macros: new Set(),
    reads: createReadRecord(),
  };
}

export function createReadRecord(): ReadRecord {
  return { vars: {}, env: {}, target: {}, flags: {}, macros: [] };
}

/** Notes what the base names tell of into a record. Values are copied when they can change. */
export function recordReads(reads: ReadRecord): OnRead {
  return (kind, name, value) => {
    switch (kind) {
      case 'env':
        reads.env[name] = value ?? null;
        break;
      case 'var':
        reads.vars[name] = snapshot(value);
        break;
      case 'target':
        reads.target[name] = snapshot(value);
        break;
      case 'flag':
        reads.flags[name] = snapshot(value);
        break;
      case 'volatile':
        reads.uncacheable ??= name;
    }
  };
}

/** What a look-up that found nothing is recorded as: no value of a var, target field or flag is this. */
export const ABSENT = { absent: true } as const;

function snapshot(value: Value | undefined): Value {
  if (value === undefined) return ABSENT;
  return typeof value === 'object' && value !== null
    ? structuredClone(JSON.parse(JSON.stringify(value)))
    : value;
}
