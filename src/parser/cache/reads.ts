import { createReadRecord, recordReads } from '../../context/capture.js';
import { projectFacts } from '../../context/projectFacts.js';
import type { ContextEnvironment, ReadRecord } from '../../context/types.js';
import type { Value } from '../../jinja/values/types.js';
import { md5 } from '../../util/hash.js';

/** Something a render looked at, with a digest of what it saw: `var<US>package<US>name<US>digest`. */
export type Read = string;

const SEPARATOR = '\u001f';

/** What renders looked at, as text to compare later, and the comparison. Values are kept as digests: they may be secret. */
export interface ReadChecker {
  /** undefined when a record can never be compared. */
  describe(records: readonly ReadRecord[], packageName: string): Read[] | undefined;
  /** Whether all of it is still as it was. */
  isCurrent(reads: readonly Read[]): boolean;
}

export function createReadChecker(environment: ContextEnvironment): ReadChecker {
  const facts = projectFacts(environment);
  const { project, macros } = environment;
  const checked = new Map<Read, boolean>();
  const digests = new Map<string, string>();
  const macroDigest = (id: string): string => {
    let known = digests.get(id);
    if (known === undefined) digests.set(id, (known = digest(macros.byId.get(id)?.macro.macro_sql)));
    return known;
  };
  const current: Readonly<Record<string, (name: string, packageName: string) => string>> = {
    macro: macroDigest,
    env: (name) => digest(project.invocation.env[name] ?? null),
    var: (name, packageName) => digest(asRecorded(facts.varsFor(packageName).lookup(name))),
    target: (name) => digest(asRecorded(own(facts.target, name))),
    flag: (name) => digest(asRecorded(own(project.flags, name))),
  };
  const isSame = (read: Read): boolean => {
    const [kind, packageName, name, seen] = read.split(SEPARATOR) as [string, string, string, string];
    return current[kind]?.(name, packageName) === seen;
  };
  return {
    describe(records, packageName) {
      const reads: Read[] = [];
      const add = (kind: string, name: string, seen: string) =>
        reads.push([kind, kind === 'var' ? packageName : '', name, seen].join(SEPARATOR));
      for (const record of records) {
        if (record.uncacheable !== undefined) return undefined;
        for (const id of record.macros) add('macro', id, macroDigest(id));
        for (const [name, value] of Object.entries(record.env)) add('env', name, digest(value));
        for (const [name, value] of Object.entries(record.vars)) add('var', name, digest(value));
        for (const [name, value] of Object.entries(record.target)) add('target', name, digest(value));
        for (const [name, value] of Object.entries(record.flags)) add('flag', name, digest(value));
      }
      return reads;
    },
    isCurrent(reads) {
      for (const read of reads) {
        let same = checked.get(read);
        if (same === undefined) checked.set(read, (same = isSame(read)));
        if (!same) return false;
      }
      return true;
    },
  };
}

function own(record: Readonly<Record<string, Value>>, name: string): Value {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** A value in the form in which a record keeps it. */
function asRecorded(value: Value): Value {
  const record = createReadRecord();
  recordReads(record)('var', 'value', value);
  return record.vars.value;
}

function digest(recorded: Value): string {
  return md5(JSON.stringify(recorded) ?? '').slice(0, 16);
}
