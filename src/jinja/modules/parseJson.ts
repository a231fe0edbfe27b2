import { PyDict } from '../values/dict.js';
import { PyFloat, type Value } from '../values/types.js';

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\]|\\.)*"/sy;
const WORDS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['NaN', new PyFloat(Number.NaN)],
  ['Infinity', new PyFloat(Infinity)],
  ['-Infinity', new PyFloat(-Infinity)],
]);
const WORD = /-?[A-Za-z]+/y;

/** The text is no JSON, or nested too deeply. */
export class JsonSyntaxError extends Error {}

/**
 * JSON as Python reads it: ints exact whatever their size, 1.0 a float, NaN and infinities allowed, the last of equal
 * keys counts. Objects are plain ones, PyDict where a key would not keep its place in one (array indexes, __proto__).
 */
export function parseJson(text: string): Value {
  const reader = new JsonReader(text);
  try {
    return reader.document();
  } catch (error) {
    if (error instanceof RangeError) throw new JsonSyntaxError('nested too deeply');
    throw error;
  }
}

class JsonReader {
  #at = 0;

  constructor(private readonly text: string) {}

  document(): Value {
    const value = this.#value();
    this.#skip();
    if (this.#at !== this.text.length) this.#fail();
    return value;
  }

  #value(): Value {
    this.#skip();
    switch (this.text[this.#at]) {
      case '{':
        return this.#object();
      case '[':
        return this.#array();
      case '"':
        return this.#string();
    }
    const number = this.#match(NUMBER);
    if (number !== undefined) return numberValue(number);
    const word = this.#match(WORD);
    if (word === undefined || !WORDS.has(word[0])) return this.#fail();
    return WORDS.get(word[0]);
  }

  #object(): Value {
    const entries: [string, Value][] = [];
    this.#at++;
    if (this.#take('}')) return {};
    do {
      this.#skip();
      const key = this.#string();
      if (!this.#take(':')) this.#fail();
      entries.push([key, this.#value()]);
    } while (this.#take(','));
    if (!this.#take('}')) this.#fail();
    const plain = entries.every(([key]) => key !== '__proto__' && !/^(0|[1-9]\d{0,9})$/.test(key));
    return plain ? Object.fromEntries(entries) : new PyDict(entries);
  }

  #array(): Value[] {
    const items: Value[] = [];
    this.#at++;
    if (this.#take(']')) return items;
    do items.push(this.#value());
    while (this.#take(','));
    if (!this.#take(']')) this.#fail();
    return items;
  }

  #string(): string {
    const match = this.#match(STRING);
    if (match === undefined) return this.#fail();
    try {
      return JSON.parse(match[0]) as string;
    } catch {
      return this.#fail();
    }
  }

  #take(mark: string): boolean {
    this.#skip();
    if (this.text[this.#at] !== mark) return false;
    this.#at++;
    return true;
  }

  #skip(): void {
    SPACE.lastIndex = this.#at;
    SPACE.test(this.text);
    this.#at = SPACE.lastIndex;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.text);
    if (match === null) return undefined;
    this.#at = pattern.lastIndex;
    return match;
  }

  #fail(): never {
    throw new JsonSyntaxError(`no JSON at character ${this.#at}`);
  }
}

function numberValue(match: RegExpExecArray): Value {
  if (match[1] !== undefined || match[2] !== undefined) return new PyFloat(Number(match[0]));
  const number = Number(match[0]);
  return Number.isSafeInteger(number) ? number + 0 : BigInt(match[0]);
}
