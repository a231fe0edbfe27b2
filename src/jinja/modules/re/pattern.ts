import { pyRepr } from '../../values/operations.js';
import { PyObject, type Value } from '../../values/types.js';
import { FLAG_BITS } from './flags.js';
import { type Found, PyMatch } from './match.js';
import { findPatternMember } from './patternMembers.js';
import { regexError } from './regexError.js';
import { groupName, type Translation, translateRegex } from './translate.js';

/** Where a match may be: anywhere from the position on, at it, or from it to the end. */
export type Anchor = 'search' | 'match' | 'fullmatch';
type Kind = Anchor | 'nonEmpty';

/** re.Pattern. */
export class PyPattern extends PyObject {
  readonly pyType = 'Pattern';
  readonly #translations = new Map<boolean, Translation>();
  readonly #compiled = new Map<string, RegExp>();
  #sourceNames: readonly string[] | undefined;

  constructor(
    readonly source: string,
    private readonly bits: number,
  ) {
    super();
    this.#compile('search', '');
  }

  get groupCount(): number {
    return this.#translation(false).groupCount;
  }

  /** Names of all groups in the translated source. */
  get #groupNames(): readonly string[] {
    this.#sourceNames ??= Array.from({ length: this.groupCount }, (_, i) => groupName(i + 1));
    return this.#sourceNames;
  }

  get groupNames(): ReadonlyMap<string, number> {
    return this.#translation(false).groupNames;
  }

  get flags(): number {
    return this.#translation(false).bits;
  }

  #translation(nonEmpty: boolean): Translation {
    let translation = this.#translations.get(nonEmpty);
    if (translation === undefined) {
      translation = translateRegex(this.source, this.bits, nonEmpty);
      this.#translations.set(nonEmpty, translation);
    }
    return translation;
  }

  #compile(kind: Kind, extra: string): RegExp {
    const key = `${kind}${extra}`;
    let regex = this.#compiled.get(key);
    if (regex === undefined) {
      const { source, jsFlags } = this.#translation(kind === 'nonEmpty');
      const text = kind === 'fullmatch' ? `(?:${source})$` : source;
      try {
        regex = new RegExp(text, `v${jsFlags}${kind === 'search' ? 'g' : 'y'}${extra}`);
      } catch (error) {
        throw regexError(
          `this regular expression is not supported: ${(error as Error).message}`,
          this.source,
        );
      }
      this.#compiled.set(key, regex);
    }
    return regex;
  }

  /** The first match from `at` on (in UTF-16 units) that is anchored so; null for none. */
  find(text: string, kind: Kind, at: number): Found | null {
    const regex = this.#compile(kind, '');
    regex.lastIndex = at;
    const match = regex.exec(text);
    if (match === null) return null;
    const { index } = match;
    let spans: readonly ([number, number] | undefined)[] | undefined;
    return {
      index,
      groups: [match[0], ...this.#groupNames.map((name) => match.groups![name])],
      spans: () => {
        spans ??= this.#spans(text, kind, index);
        return spans;
      },
    };
  }

  #spans(text: string, kind: Kind, at: number): readonly ([number, number] | undefined)[] {
    const regex = this.#compile(kind, 'd');
    regex.lastIndex = at;
    const indices = regex.exec(text)!.indices!;
    return [indices[0], ...this.#groupNames.map((name) => indices.groups![name])];
  }

  /** All matches in turn. After an empty one Python looks at the same place for one that is not empty. */
  *findAll(text: string, at: number, end: number): Generator<PyMatch> {
    const subject = end < text.length ? text.slice(0, end) : text;
    const retry = this.#translation(false).mayPreferEmpty;
    let position = at;
    let mustAdvance = false;
    while (position <= subject.length) {
      const found: Found | null = mustAdvance
        ? this.#findAfterEmpty(subject, position, retry)
        : this.find(subject, 'search', position);
      if (found === null) return;
      const match = new PyMatch(this, text, found, [at, end]);
      yield match;
      position = match.end;
      mustAdvance = found.groups[0] === '';
    }
  }

  #findAfterEmpty(text: string, position: number, retry: boolean): Found | null {
    const here = retry ? this.find(text, 'nonEmpty', position) : null;
    if (here !== null) return here;
    const next = position + (text.codePointAt(position)! > 0xffff ? 2 : 1);
    return next <= text.length ? this.find(text, 'search', next) : null;
  }

  override pyAttr(name: string): Value | undefined {
    return findPatternMember(this, name);
  }

  override pyRepr(): string {
    const names = Object.entries(FLAG_BITS)
      .filter(([name, bit]) => name !== 'UNICODE' && (this.flags & bit) !== 0)
      .map(([name]) => `re.${name}`);
    return `re.compile(${[pyRepr(this.source), ...(names.length > 0 ? [names.join('|')] : [])].join(', ')})`;
  }

  override pyEquals(other: Value): boolean {
    return other instanceof PyPattern && other.source === this.source && other.flags === this.flags;
  }

  override pyHash(): string {
    return `re:${this.flags}:${this.source}`;
  }
}
