import { pyFunction } from '../../pyFunction.js';
import { PyIterator } from '../../values/iterator.js';
import { typeName } from '../../values/operations.js';
import { PyTuple, type Value } from '../../values/types.js';
import { optionalInt } from '../arguments.js';
import { pyError } from '../pyClass.js';
import { PyMatch, unitIndex } from './match.js';
import type { Anchor, PyPattern } from './pattern.js';
import { substitute } from './substitute.js';

export function subject(value: Value): string {
  if (typeof value === 'string') return value;
  throw pyError(`expected string or bytes-like object, got '${typeName(value)}'`);
}

/** pos and endpos in UTF-16 units, within the text. */
function boundsOf(text: string, pos: Value | undefined, endpos: Value | undefined): [number, number] {
  const clamp = (value: number) => Math.min(Math.max(value, 0), text.length);
  const end = endpos === undefined ? text.length : clamp(unitIndex(text, optionalInt(endpos, 0)));
  return [pos === undefined ? 0 : clamp(unitIndex(text, optionalInt(pos, 0))), end];
}

export function matchOnce(
  pattern: PyPattern,
  anchor: Anchor,
  text: string,
  pos?: Value,
  endpos?: Value,
): Value {
  const bounds = boundsOf(text, pos, endpos);
  if (bounds[0] > bounds[1]) return null;
  const found = pattern.find(bounds[1] < text.length ? text.slice(0, bounds[1]) : text, anchor, bounds[0]);
  return found && new PyMatch(pattern, text, found, bounds);
}

export function findIterator(pattern: PyPattern, text: string, pos?: Value, endpos?: Value): PyIterator {
  return new PyIterator(pattern.findAll(text, ...boundsOf(text, pos, endpos)), 'callable_iterator');
}

/** Whole matches; the group where there is one; tuples where there are several. */
export function findTexts(pattern: PyPattern, text: string, pos?: Value, endpos?: Value): Value[] {
  const texts: Value[] = [];
  for (const { found } of pattern.findAll(text, ...boundsOf(text, pos, endpos))) {
    const [whole, ...groups] = found.groups.map((group) => group ?? '');
    texts.push(groups.length === 0 ? whole : groups.length === 1 ? groups[0] : PyTuple.fromArray(groups));
  }
  return texts;
}

/** The texts between matches, with the groups of each match in between; maxsplit 0: no limit. */
export function splitText(pattern: PyPattern, text: string, maxsplit: number): Value[] {
  const parts: Value[] = [];
  let last = 0;
  let splits = 0;
  for (const match of pattern.findAll(text, 0, text.length)) {
    if (maxsplit < 0 || (maxsplit > 0 && splits === maxsplit)) break;
    parts.push(text.slice(last, match.found.index));
    for (const group of match.found.groups.slice(1)) parts.push(group ?? null);
    last = match.end;
    splits++;
  }
  parts.push(text.slice(last));
  return parts;
}

type Member = (self: PyPattern) => Value;

function matcher(name: Anchor): Member {
  return (self) =>
    pyFunction(name, ['string', 'pos?', 'endpos?'], (text, pos, endpos) =>
      matchOnce(self, name, subject(text), pos, endpos),
    );
}

const MEMBERS: Readonly<Record<string, Member>> = {
  search: matcher('search'),
  match: matcher('match'),
  fullmatch: matcher('fullmatch'),
  findall: (self) =>
    pyFunction('findall', ['string', 'pos?', 'endpos?'], (text, pos, endpos) =>
      findTexts(self, subject(text), pos, endpos),
    ),
  finditer: (self) =>
    pyFunction('finditer', ['string', 'pos?', 'endpos?'], (text, pos, endpos) =>
      findIterator(self, subject(text), pos, endpos),
    ),
  split: (self) =>
    pyFunction('split', ['string', 'maxsplit?'], (text, maxsplit) =>
      splitText(self, subject(text), optionalInt(maxsplit, 0)),
    ),
  sub: (self) =>
    pyFunction('sub', ['repl', 'string', 'count?'], (replacement, text, count) =>
      substitute(self, replacement, subject(text), optionalInt(count, 0), (result) => result),
    ),
  subn: (self) =>
    pyFunction('subn', ['repl', 'string', 'count?'], (replacement, text, count) =>
      substitute(self, replacement, subject(text), optionalInt(count, 0), (result, n) =>
        PyTuple.of<Value>(result, n),
      ),
    ),
  pattern: (self) => self.source,
  flags: (self) => self.flags,
  groups: (self) => self.groupCount,
  groupindex: (self) => Object.fromEntries(self.groupNames),
};

export function findPatternMember(self: PyPattern, name: string): Value | undefined {
  return Object.hasOwn(MEMBERS, name) ? MEMBERS[name]!(self) : undefined;
}
