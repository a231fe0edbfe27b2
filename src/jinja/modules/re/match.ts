import { pyFunction } from '../../pyFunction.js';
import { pyRepr, raise } from '../../values/operations.js';
import { callable, PyObject, PyTuple, type Value } from '../../values/types.js';
import { intArgument } from '../arguments.js';
import type { PyPattern } from './pattern.js';
import { expandTemplate, parseTemplate } from './template.js';

/** What a successful search found, in JavaScript's units. */
export interface Found {
  readonly index: number;
  /** Texts by Python's group numbers; [0] is the whole match. */
  readonly groups: readonly (string | undefined)[];
  /** [start, end] by Python's group numbers, worked out when asked for. */
  spans(): readonly ([number, number] | undefined)[];
}

/** re.Match. */
export class PyMatch extends PyObject {
  readonly pyType = 'Match';

  constructor(
    readonly pattern: PyPattern,
    readonly text: string,
    readonly found: Found,
    readonly bounds: readonly [pos: number, endpos: number],
  ) {
    super();
  }

  get end(): number {
    return this.found.index + this.found.groups[0]!.length;
  }

  /** Number of a group given by number or name. */
  groupNumber(group: Value): number {
    const number = typeof group === 'string' ? this.pattern.groupNames.get(group) : intArgument(group);
    if (number !== undefined && number >= 0 && number <= this.pattern.groupCount) return number;
    return raise(
      'no such group',
      `The pattern has ${this.pattern.groupCount} groups; group 0 is the whole match.`,
    );
  }

  group(group: Value): string | null {
    return this.found.groups[this.groupNumber(group)] ?? null;
  }

  /** In characters; (-1, -1) for a group that took no part. */
  span(group: Value): [number, number] {
    const span = this.found.spans()[this.groupNumber(group)];
    return span === undefined ? [-1, -1] : [this.characters(span[0]), this.characters(span[1])];
  }

  private characters(index: number): number {
    return characterIndex(this.text, index);
  }

  /** Number of the group that was closed last; null without groups. */
  lastIndex(): number | null {
    let last: number | null = null;
    let end = -1;
    this.found.spans().forEach((span, group) => {
      if (group === 0 || span === undefined || span[1] <= end) return;
      last = group;
      end = span[1];
    });
    return last;
  }

  override pyAttr(name: string): Value | undefined {
    return Object.hasOwn(MEMBERS, name) ? MEMBERS[name]!(this) : undefined;
  }

  override pyItem(key: Value): Value | undefined {
    return this.group(key);
  }

  override pyTruthy(): boolean {
    return true;
  }

  override pyRepr(): string {
    const [start, end] = this.span(0);
    return `<re.Match object; span=(${start}, ${end}), match=${pyRepr(this.found.groups[0])}>`;
  }
}

const SURROGATE = /[\ud800-\udfff]/;

/** Python counts characters, JavaScript UTF-16 units. */
export function characterIndex(text: string, index: number): number {
  return SURROGATE.test(text) ? [...text.slice(0, index)].length : index;
}

export function unitIndex(text: string, index: number): number {
  return SURROGATE.test(text) ? [...text].slice(0, index).join('').length : index;
}

function groupTexts(self: PyMatch, fallback: Value): Value[] {
  return Array.from({ length: self.pattern.groupCount }, (_, i) => self.found.groups[i + 1] ?? fallback);
}

function spanFunction(name: string, answer: (span: [number, number]) => Value): (self: PyMatch) => Value {
  return (self) => pyFunction(name, ['group?'], (group) => answer(self.span(group ?? 0)));
}

const MEMBERS: Readonly<Record<string, (self: PyMatch) => Value>> = {
  group: (self) =>
    callable('group', (args) => {
      if (args.length <= 1) return self.group(args[0] ?? 0);
      return PyTuple.fromArray(args.map((group) => self.group(group)));
    }),
  groups: (self) =>
    pyFunction('groups', ['default?'], (fallback) => PyTuple.fromArray(groupTexts(self, fallback ?? null))),
  groupdict: (self) =>
    pyFunction('groupdict', ['default?'], (fallback) => {
      const texts = groupTexts(self, fallback ?? null);
      return Object.fromEntries(
        [...self.pattern.groupNames].map(([name, group]) => [name, texts[group - 1]]),
      );
    }),
  start: spanFunction('start', (span) => span[0]),
  end: spanFunction('end', (span) => span[1]),
  span: spanFunction('span', (span) => PyTuple.fromArray(span)),
  expand: (self) =>
    pyFunction('expand', ['template'], (template) =>
      expandTemplate(parseTemplate(template, self.pattern), self),
    ),
  string: (self) => self.text,
  re: (self) => self.pattern,
  pos: (self) => characterIndex(self.text, self.bounds[0]),
  endpos: (self) => characterIndex(self.text, self.bounds[1]),
  lastindex: (self) => self.lastIndex(),
  lastgroup: (self) => {
    const last = self.lastIndex();
    return [...self.pattern.groupNames].find(([, group]) => group === last)?.[0] ?? null;
  },
};
