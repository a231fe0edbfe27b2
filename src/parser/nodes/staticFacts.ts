import { parseConfigCall } from '../../context/configParse.js';
import { PyDict } from '../../jinja/values/dict.js';
import { PyFloat, type Value } from '../../jinja/values/types.js';
import type { RefArgs } from '../../manifest/types.js';
import type { Facts } from './capture.js';

const OPEN = /\{[{%#]/g;
const COMMENT_END = '#}';
const NAME = /\{\{-?\s*(ref|source|config)\(\s*/y;
const CLOSE = /\s*\)\s*-?\}\}/y;

/**
 * What a text tells when all of its Jinja is `ref`, `source` and `config` with literals (features L6): the same as
 * rendering it would, without compiling it. undefined for any other text, and for anything odd in such a text.
 */
export function findStaticFacts(text: string): Facts | undefined {
  const refs: RefArgs[] = [];
  const sources: [string, string][] = [];
  const configCalls: Record<string, Value>[] = [];
  OPEN.lastIndex = 0;
  for (let open = OPEN.exec(text); open !== null; open = OPEN.exec(text)) {
    if (open[0] === '{%') return undefined;
    if (open[0] === '{#') {
      const end = text.indexOf(COMMENT_END, open.index + 2);
      if (end < 0) return undefined;
      OPEN.lastIndex = end + COMMENT_END.length;
      continue;
    }
    NAME.lastIndex = open.index;
    const name = NAME.exec(text)?.[1];
    if (name === undefined) return undefined;
    const reader = new LiteralArguments(text, NAME.lastIndex);
    const call = reader.read();
    if (call === undefined) return undefined;
    if (name === 'config') {
      if (call.args.length > 0 || Object.keys(call.kwargs).length === 0) return undefined;
      configCalls.push(parseConfigCall([], call.kwargs));
    } else {
      if (!call.args.every((arg) => typeof arg === 'string') || Object.keys(call.kwargs).length > 0)
        return undefined;
      const [first, second] = call.args as string[];
      if (name === 'source') {
        if (call.args.length !== 2) return undefined;
        sources.push([first!, second!]);
      } else if (call.args.length === 1) refs.push({ name: first!, package: null, version: null });
      else if (call.args.length === 2) refs.push({ name: second!, package: first!, version: null });
      else return undefined;
    }
    CLOSE.lastIndex = reader.at;
    if (CLOSE.exec(text) === null) return undefined;
    OPEN.lastIndex = CLOSE.lastIndex;
  }
  return { refs, sources: unique(sources), metrics: [], functions: [], configCalls, macros: [] };
}

/** Each once: so dbt lists the sources of a text that it does not render. */
function unique(sources: readonly [string, string][]): [string, string][] {
  return [...new Map(sources.map((source) => [source.join('\0'), source])).values()];
}

interface LiteralCall {
  readonly args: readonly Value[];
  readonly kwargs: Readonly<Record<string, Value>>;
}

const SPACE = /\s*/y;
const KEYWORD = /([a-zA-Z_]\w*)\s*=(?!=)\s*/y;
/** Text without escapes, in either quotes. */
const TEXT = /"([^"\\]*)"|'([^'\\]*)'/y;
const NUMBER = /-?(?:0|[1-9]\d{0,14})(\.\d+)?(?![\w.])/y;
const CONSTANT = /(true|false|none|True|False|None)(?!\w)/y;
const CONSTANTS: Readonly<Record<string, Value>> = { true: true, false: false, none: null };

const NOT_LITERAL = Symbol();

/** Reads `'a', b=[1, {'c': none}]`. `at` is behind what was read. */
class LiteralArguments {
  constructor(
    private readonly text: string,
    public at: number,
  ) {}

  /** undefined for arguments that are not all literals. */
  read(): LiteralCall | undefined {
    const args: Value[] = [];
    const kwargs: Record<string, Value> = Object.create(null);
    while (this.text[this.at] !== ')') {
      const keyword = this.match(KEYWORD)?.[1];
      const value = this.value();
      if (value === NOT_LITERAL) return undefined;
      if (keyword === undefined) {
        if (Object.keys(kwargs).length > 0) return undefined;
        args.push(value);
      } else if (Object.hasOwn(kwargs, keyword)) return undefined;
      else kwargs[keyword] = value;
      if (!this.separator(')')) return undefined;
    }
    return { args, kwargs };
  }

  private value(): Value {
    const text = this.match(TEXT);
    if (text) return text[1] ?? text[2];
    const number = this.match(NUMBER);
    if (number) return number[1] === undefined ? Number(number[0]) : new PyFloat(Number(number[0]));
    const constant = this.match(CONSTANT);
    if (constant) return CONSTANTS[constant[1]!.toLowerCase()];
    if (this.text[this.at] === '[') return this.list();
    if (this.text[this.at] === '{') return this.dict();
    return NOT_LITERAL;
  }

  private list(): Value {
    const items: Value[] = [];
    this.step();
    while (this.text[this.at] !== ']') {
      const value = this.value();
      if (value === NOT_LITERAL || !this.separator(']')) return NOT_LITERAL;
      items.push(value);
    }
    this.at++;
    return items;
  }

  private dict(): Value {
    const dict = new PyDict();
    this.step();
    while (this.text[this.at] !== '}') {
      const key = this.match(TEXT);
      this.match(SPACE);
      if (!key || this.text[this.at] !== ':') return NOT_LITERAL;
      this.step();
      const value = this.value();
      if (value === NOT_LITERAL || !this.separator('}')) return NOT_LITERAL;
      dict.set(key[1] ?? key[2], value);
    }
    this.at++;
    return dict;
  }

  /** A comma, or nothing before the closing bracket; white space around is passed. */
  private separator(close: string): boolean {
    this.match(SPACE);
    if (this.text[this.at] !== ',') return this.text[this.at] === close;
    this.step();
    return true;
  }

  /** Over one character and the white space behind it. */
  private step(): void {
    this.at++;
    this.match(SPACE);
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at = pattern.lastIndex;
    return found;
  }
}
