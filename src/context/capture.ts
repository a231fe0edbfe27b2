import type { OnRead } from '../basecontext/types.js';
import { pyRepr } from '../jinja/values/operations.js';
import type { Value } from '../jinja/values/types.js';
import { projectFacts } from './projectFacts.js';
import type { Capture, ContextEnvironment, ReadRecord } from './types.js';

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

/** Notes what the base names tell of into a record. */
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

/** Whether a render that read this would read the same now, in a package's node. */
export function readsHold(environment: ContextEnvironment, packageName: string, reads: ReadRecord): boolean {
  if (reads.uncacheable !== undefined) return false;
  const { project } = environment;
  const facts = projectFacts(environment);
  const vars = facts.varsFor(packageName);
  return (
    same(reads.vars, (name) => vars.lookup(name)) &&
    same(reads.env, (name) => project.invocation.env[name] ?? null) &&
    same(reads.target, (name) => facts.target[name]) &&
    same(reads.flags, (name) => project.flags[name])
  );
}

function same(record: Readonly<Record<string, Value>>, now: (name: string) => Value | undefined): boolean {
  return Object.keys(record).every(
    (name) => JSON.stringify(record[name]) === JSON.stringify(snapshot(now(name))),
  );
}

/** A value as it is kept: text, numbers, booleans and None as they are, others by their exact Python text. */
function snapshot(value: Value | undefined): Value {
  if (value === undefined) return { repr: null };
  return typeof value === 'object' && value !== null ? { repr: pyRepr(value) } : value;
}
