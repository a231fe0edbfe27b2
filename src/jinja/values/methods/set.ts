import { iterate } from '../iterate.js';
import { raise } from '../raise.js';
import { PySet } from '../set.js';
import { pyRepr } from '../text.js';
import type { Value } from '../types.js';
import { type Method, type MethodTable, methodTable } from './method.js';

function asSet(value: Value): PySet {
  return value instanceof PySet ? value : new PySet(iterate(value));
}

function isSubset(a: PySet, b: PySet): boolean {
  return [...a].every((item) => b.has(item));
}

const rows = methodTable('set', {
  add: [
    'element',
    (set, value) => {
      set.add(value);
      return null;
    },
  ],
  discard: [
    'element',
    (set, value) => {
      set.delete(value);
      return null;
    },
  ],
  remove: [
    'element',
    (set, value) => (set.delete(value) ? null : raise(pyRepr(value), 'The set has no such element.')),
  ],
  pop: [
    '',
    (set) => {
      if (set.size === 0) return raise('pop from an empty set');
      const [first] = set;
      set.delete(first);
      return first;
    },
  ],
  clear: [
    '',
    (set) => {
      set.clear();
      return null;
    },
  ],
  copy: ['', (set) => new PySet(set)],
  issubset: ['other', (set, other) => isSubset(set, asSet(other))],
  issuperset: ['other', (set, other) => isSubset(asSet(other), set)],
  isdisjoint: ['other', (set, other) => ![...asSet(other)].some((item) => set.has(item))],
  symmetric_difference: [
    'other',
    (set, other) => {
      const right = asSet(other);
      return new PySet([
        ...[...set].filter((item) => !right.has(item)),
        ...[...right].filter((item) => !set.has(item)),
      ]);
    },
  ],
});

function union(self: PySet, args: readonly Value[]): PySet {
  const result = new PySet(self);
  for (const other of args) for (const item of iterate(other)) result.add(item);
  return result;
}

function update(self: PySet, args: readonly Value[]): null {
  for (const other of args) for (const item of [...iterate(other)]) self.add(item);
  return null;
}

function intersection(self: PySet, args: readonly Value[]): PySet {
  const others = args.map(asSet);
  return new PySet([...self].filter((item) => others.every((other) => other.has(item))));
}

function difference(self: PySet, args: readonly Value[]): PySet {
  const others = args.map(asSet);
  return new PySet([...self].filter((item) => !others.some((other) => other.has(item))));
}

/** Removes what `keep` leaves out: the in-place forms return None. */
function inPlace(rule: (self: PySet, args: readonly Value[]) => PySet): Method {
  return (self, args) => {
    const kept = rule(self, args);
    self.clear();
    for (const item of kept) self.add(item);
    return null;
  };
}

export const SET_METHODS: MethodTable = new Map<string, Method>([
  ...rows,
  ['union', union],
  ['update', update],
  ['intersection', intersection],
  ['difference', difference],
  ['intersection_update', inPlace(intersection)],
  ['difference_update', inPlace(difference)],
]);
