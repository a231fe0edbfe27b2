import { parseDigits } from '../../jinja/values/numbers.js';
import { PyFloat, PyTuple, type Value } from '../../jinja/values/types.js';
import type { PythonToken } from './tokens.js';

/** Thrown when an expression is more than a literal. */
export class NotLiteral extends Error {
  constructor(readonly token: PythonToken | undefined) {
    super('not a literal');
  }
}

/** Arguments of a call whose opening bracket was just passed. */
export interface LiteralCall {
  readonly args: Value[];
  readonly kwargs: Record<string, Value>;
}

/** Reads literals from a list of tokens: text, numbers, True, False, None, lists, tuples, dicts. */
export class LiteralReader {
  constructor(
    private readonly tokens: readonly PythonToken[],
    private at: number,
  ) {}

  readCall(): LiteralCall {
    const args: Value[] = [];
    const kwargs: Record<string, Value> = {};
    while (!this.take(')')) {
      const [name, equals] = [this.peek(), this.peek(1)];
      if (name?.kind === 'name' && equals?.text === '=') {
        this.next();
        this.next();
        kwargs[name.text] = this.readValue();
      } else args.push(this.readValue());
      if (!this.take(',') && this.peek()?.text !== ')') throw new NotLiteral(this.peek());
    }
    return { args, kwargs };
  }

  private readValue(): Value {
    const token = this.next();
    switch (token.kind) {
      case 'string': {
        let text = token.value!;
        while (this.peek()?.kind === 'string') text += this.next().value!;
        return text;
      }
      case 'number':
        return numberOf(token.text);
      case 'name':
        if (token.text in CONSTANTS) return CONSTANTS[token.text as keyof typeof CONSTANTS];
        throw new NotLiteral(token);
      case 'operator':
        return this.readOperator(token);
      default:
        throw new NotLiteral(token);
    }
  }

  private readOperator(token: PythonToken): Value {
    if (token.text === '-') {
      const value = this.readValue();
      return value instanceof PyFloat ? new PyFloat(-value.value) : -value;
    }
    if (token.text === '[') return this.readItems(']').items;
    if (token.text === '(') {
      const { items, hasComma } = this.readItems(')');
      return items.length === 1 && !hasComma ? items[0] : PyTuple.fromArray(items);
    }
    if (token.text === '{') return this.readDict();
    throw new NotLiteral(token);
  }

  private readItems(close: string): { items: Value[]; hasComma: boolean } {
    const items: Value[] = [];
    let hasComma = false;
    while (!this.take(close)) {
      items.push(this.readValue());
      if (this.take(',')) hasComma = true;
      else if (this.peek()?.text !== close) throw new NotLiteral(this.peek());
    }
    return { items, hasComma };
  }

  private readDict(): Record<string, Value> {
    const dict: Record<string, Value> = {};
    while (!this.take('}')) {
      const key = this.readValue();
      if (typeof key !== 'string' || !this.take(':')) throw new NotLiteral(this.peek());
      dict[key] = this.readValue();
      if (!this.take(',') && this.peek()?.text !== '}') throw new NotLiteral(this.peek());
    }
    return dict;
  }

  private peek(ahead = 0): PythonToken | undefined {
    this.skipNewlines();
    return this.tokens[this.at + ahead];
  }

  private next(): PythonToken {
    const token = this.peek();
    if (token === undefined) throw new NotLiteral(undefined);
    this.at++;
    return token;
  }

  private take(text: string): boolean {
    const token = this.peek();
    if (token?.kind !== 'operator' || token.text !== text) return false;
    this.at++;
    return true;
  }

  private skipNewlines(): void {
    while (this.tokens[this.at]?.kind === 'newline') this.at++;
  }
}

const CONSTANTS = { True: true, False: false, None: null } as const;

function numberOf(text: string): Value {
  const digits = text.replaceAll('_', '');
  if (/^0[xob]/i.test(digits)) return Number(digits);
  if (/[.e]/i.test(digits)) return new PyFloat(Number(digits));
  return parseDigits(digits);
}
