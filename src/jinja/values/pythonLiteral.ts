import { readString } from '../syntax/stringLiteral.js';
import { negate } from './arithmetic.js';
import { PyDict } from './dict.js';
import { parseFloatText, parseIntegerText } from './parseNumber.js';
import { PySet } from './set.js';
import { PyFloat, PyTuple, type Value } from './types.js';

const SPACE = /[ \t\f\r\n]*/y;
const NUMBER = /0[box][\da-f_]+|(?:\d[\d_]*)?\.?\d[\d_]*\.?(?:e[+-]?\d+)?/iy;
const WORD = /[A-Za-z]+/y;
const CONSTANTS: ReadonlyMap<string, Value> = new Map([
  ['True', true],
  ['False', false],
  ['None', null],
]);

/** What Python's ast.literal_eval makes of a text; undefined where it fails. */
export function parsePythonLiteral(text: string): Value | undefined {
  const reader = new LiteralReader(text.replace(/^[ \t]+/, ''));
  try {
    return reader.readAll();
  } catch (error) {
    if (error instanceof NotLiteral) return undefined;
    throw error;
  }
}

class NotLiteral {}

class LiteralReader {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  readAll(): Value {
    const value = this.readTuple(true);
    this.skip();
    if (this.at < this.text.length) throw new NotLiteral();
    return value;
  }

  private skip(): void {
    SPACE.lastIndex = this.at;
    SPACE.test(this.text);
    this.at = SPACE.lastIndex;
  }

  private next(char: string): boolean {
    this.skip();
    if (this.text[this.at] !== char) return false;
    this.at++;
    return true;
  }

  private expect(char: string): void {
    if (!this.next(char)) throw new NotLiteral();
  }

  /** `a`, `a, b`, `a,`: values up to a closing parenthesis or the end. */
  private readTuple(topLevel: boolean): Value {
    const items: Value[] = [];
    let comma = false;
    while (!this.atEnd(topLevel)) {
      items.push(this.readValue());
      comma = this.next(',');
      if (!comma) break;
    }
    if (items.length === 0 && topLevel) throw new NotLiteral();
    return items.length === 1 && !comma ? items[0] : PyTuple.fromArray(items);
  }

  private atEnd(topLevel: boolean): boolean {
    this.skip();
    return topLevel ? this.at >= this.text.length : this.text[this.at] === ')';
  }

  private readValue(): Value {
    this.skip();
    if (++this.depth > 100) throw new NotLiteral();
    const value = this.readUnlimited();
    this.depth--;
    return value;
  }

  private readUnlimited(): Value {
    const char = this.text[this.at];
    if (char === '"' || char === "'") return this.readStrings();
    if (char === '-' || char === '+') return this.readSigned(char);
    if (this.next('(')) {
      const value = this.readTuple(false);
      this.expect(')');
      return value;
    }
    if (this.next('[')) return this.readItems(']');
    if (this.next('{')) return this.readBraces();
    const word = this.readWord();
    return word === undefined ? this.readNumber() : word;
  }

  private readSigned(sign: string): Value {
    this.at++;
    this.skip();
    const value = this.readNumber();
    return sign === '-' ? negate(value) : value;
  }

  private readStrings(): string {
    let text = '';
    do {
      const literal = readString(this.text, this.at);
      if (!literal || 'error' in literal || this.text.slice(this.at, literal.end).includes('\n'))
        throw new NotLiteral();
      text += literal.value;
      this.at = literal.end;
      this.skip();
    } while (this.text[this.at] === '"' || this.text[this.at] === "'");
    return text;
  }

  private readItems(close: string): Value[] {
    const items: Value[] = [];
    while (!this.next(close)) {
      items.push(this.readValue());
      if (this.next(',')) continue;
      this.expect(close);
      break;
    }
    return items;
  }

  /** A dict or a set. */
  private readBraces(): Value {
    if (this.next('}')) return new PyDict();
    const first = this.readValue();
    if (!this.next(':')) {
      const more = this.next(',') ? this.readItems('}') : this.readItemsEnd();
      return new PySet([first, ...more]);
    }
    const dict = new PyDict([[first, this.readValue()]]);
    while (this.next(',')) {
      if (this.next('}')) return dict;
      const key = this.readValue();
      this.expect(':');
      dict.set(key, this.readValue());
    }
    this.expect('}');
    return dict;
  }

  private readItemsEnd(): Value[] {
    this.expect('}');
    return [];
  }

  private readWord(): Value | undefined {
    WORD.lastIndex = this.at;
    const match = WORD.exec(this.text);
    if (!match) return undefined;
    if (!CONSTANTS.has(match[0])) throw new NotLiteral();
    this.at = WORD.lastIndex;
    return CONSTANTS.get(match[0]);
  }

  private readNumber(): Value {
    NUMBER.lastIndex = this.at;
    const match = NUMBER.exec(this.text);
    if (!match) throw new NotLiteral();
    const after = this.text[NUMBER.lastIndex];
    if (after !== undefined && /[\w.]/.test(after)) throw new NotLiteral();
    this.at = NUMBER.lastIndex;
    const [text] = match;
    if (/^0\d*[1-9]/.test(text) && !/[.e]/i.test(text)) throw new NotLiteral();
    const whole = parseIntegerText(text, 0);
    if (whole !== undefined) return whole;
    const float = parseFloatText(text);
    if (float === undefined) throw new NotLiteral();
    return new PyFloat(float);
  }
}
