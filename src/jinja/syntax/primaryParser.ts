import lexer from 'nunjucks/src/lexer.js';
import { parseDigits } from '../values/numbers.js';
import { PyFloat } from '../values/types.js';
import { type Arguments, type Expression, type Filter, type FunCall, nodes, type Pair } from './nodes.js';
import type { Token } from './tokenizer.js';
import { describeToken, TokenParser } from './tokenParser.js';

const CONSTANTS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);

const NO_ARGUMENTS: Arguments = { positional: [], named: [], splat: null, doubleSplat: null };
/** Tokens that can begin the argument of a test written without parentheses (`x is divisibleby 3`). */
const TEST_ARGUMENT: ReadonlySet<string> = new Set([
  lexer.TOKEN_SYMBOL,
  lexer.TOKEN_STRING,
  lexer.TOKEN_INT,
  lexer.TOKEN_FLOAT,
  lexer.TOKEN_LEFT_PAREN,
  lexer.TOKEN_LEFT_BRACKET,
  lexer.TOKEN_LEFT_CURLY,
]);

/** Literals, names, and what may follow them: attributes, indexes, calls, filters, tests. */
export abstract class PrimaryParser extends TokenParser {
  /** Every call of the text, for finding the macros it uses. */
  readonly calls: FunCall[] = [];

  abstract override parseExpression(): Expression;
  protected abstract parseTuple(options?: TupleOptions): Expression;

  protected parsePrimary(): Expression {
    const token = this.nextToken() as Token | null;
    if (!token) throw this.errorAt('expected an expression, got end of template', null);
    const { lineno, colno } = token;
    switch (token.type) {
      case lexer.TOKEN_SYMBOL:
        return CONSTANTS.has(token.value)
          ? new nodes.Literal(lineno, colno, CONSTANTS.get(token.value))
          : new nodes.Symbol(lineno, colno, token.value);
      case lexer.TOKEN_STRING:
        return new nodes.Literal(lineno, colno, this.adjacentStrings(token.value));
      case lexer.TOKEN_INT:
        return new nodes.Literal(lineno, colno, parseDigits(token.value.replaceAll('_', '')));
      case lexer.TOKEN_FLOAT:
        return new nodes.Literal(lineno, colno, new PyFloat(Number(token.value.replaceAll('_', ''))));
      case lexer.TOKEN_LEFT_PAREN: {
        const node = this.parseTuple({ parentheses: true });
        this.expect(lexer.TOKEN_RIGHT_PAREN);
        return node;
      }
      case lexer.TOKEN_LEFT_BRACKET:
        return new nodes.Array(lineno, colno, this.parseItems());
      case lexer.TOKEN_LEFT_CURLY:
        return new nodes.Dict(lineno, colno, this.parsePairs());
      default:
        throw this.errorAt(`unexpected ${describeToken(token)}`, token);
    }
  }

  private adjacentStrings(first: string): string {
    let value = first;
    while (this.isType(lexer.TOKEN_STRING)) value += this.take().value;
    return value;
  }

  private parseItems(): Expression[] {
    const items: Expression[] = [];
    while (!this.skip(lexer.TOKEN_RIGHT_BRACKET)) {
      if (items.length > 0) {
        this.expect(lexer.TOKEN_COMMA);
        if (this.skip(lexer.TOKEN_RIGHT_BRACKET)) break;
      }
      items.push(this.parseExpression());
    }
    return items;
  }

  private parsePairs(): Pair[] {
    const pairs: Pair[] = [];
    while (!this.skip(lexer.TOKEN_RIGHT_CURLY)) {
      if (pairs.length > 0) {
        this.expect(lexer.TOKEN_COMMA);
        if (this.skip(lexer.TOKEN_RIGHT_CURLY)) break;
      }
      const key = this.parseExpression();
      this.expect(lexer.TOKEN_COLON);
      pairs.push(new nodes.Pair(key.lineno, key.colno, key, this.parseExpression()));
    }
    return pairs;
  }

  protected parsePostfix(start: Expression): Expression {
    let node = start;
    for (;;) {
      const token = this.peek();
      if (token?.type === lexer.TOKEN_LEFT_PAREN) node = this.parseCall(node);
      else if (token?.type === lexer.TOKEN_LEFT_BRACKET) node = this.parseSubscript(node);
      else if (token?.type === lexer.TOKEN_OPERATOR && token.value === '.') node = this.parseAttribute(node);
      else return node;
    }
  }

  private parseAttribute(target: Expression): Expression {
    const dot = this.take();
    const token = this.peek();
    if (token?.type === lexer.TOKEN_SYMBOL) {
      this.nextToken();
      return new nodes.Attribute(token.lineno, token.colno, target, token.value);
    }
    if (token?.type === lexer.TOKEN_INT) {
      this.nextToken();
      const index = new nodes.Literal(
        token.lineno,
        token.colno,
        parseDigits(token.value.replaceAll('_', '')),
      );
      return new nodes.LookupVal(token.lineno, token.colno, target, index);
    }
    throw this.errorAt(`expected a name or number after '.', got ${describeToken(token)}`, token ?? dot);
  }

  private parseSubscript(target: Expression): Expression {
    const bracket = this.take();
    const parts: Expression[] = [];
    do {
      if (this.isType(lexer.TOKEN_RIGHT_BRACKET) && parts.length > 0) break;
      parts.push(this.parseIndex());
    } while (this.skip(lexer.TOKEN_COMMA));
    this.expect(lexer.TOKEN_RIGHT_BRACKET);
    const index = parts.length === 1 ? parts[0]! : new nodes.Group(bracket.lineno, bracket.colno, parts);
    return new nodes.LookupVal(bracket.lineno, bracket.colno, target, index);
  }

  private parseIndex(): Expression {
    const token = this.peek()!;
    const start = this.isType(lexer.TOKEN_COLON) ? null : this.parseExpression();
    if (start && !this.isType(lexer.TOKEN_COLON)) return start;
    this.nextToken();
    const stop = this.slicePart();
    const step = this.skip(lexer.TOKEN_COLON) ? this.slicePart() : null;
    return new nodes.Slice(token.lineno, token.colno, start, stop, step);
  }

  private slicePart(): Expression | null {
    const type = this.peek()?.type;
    if (type === lexer.TOKEN_COLON || type === lexer.TOKEN_RIGHT_BRACKET || type === lexer.TOKEN_COMMA)
      return null;
    return this.parseExpression();
  }

  protected parseCall(target: Expression): FunCall {
    const paren = this.peek()!;
    const call = new nodes.FunCall(paren.lineno, paren.colno, target, this.parseArguments());
    this.calls.push(call);
    return call;
  }

  private parseArguments(): Arguments {
    const open = this.expect(lexer.TOKEN_LEFT_PAREN);
    const positional: Expression[] = [];
    const named: { name: string; value: Expression }[] = [];
    let splat: Expression | null = null;
    let doubleSplat: Expression | null = null;
    let count = 0;
    const require = (fine: boolean): void => {
      if (!fine)
        throw this.errorAt(
          'invalid syntax for function call expression',
          open,
          'Positional arguments come first, then named ones, then **.',
        );
    };
    while (!this.skip(lexer.TOKEN_RIGHT_PAREN)) {
      if (count++ > 0) {
        this.expect(lexer.TOKEN_COMMA);
        if (this.skip(lexer.TOKEN_RIGHT_PAREN)) break;
      }
      if (this.skipValue(lexer.TOKEN_OPERATOR, '*')) {
        require(splat === null && doubleSplat === null);
        splat = this.parseExpression();
      } else if (this.skipValue(lexer.TOKEN_OPERATOR, '**')) {
        require(doubleSplat === null);
        doubleSplat = this.parseExpression();
      } else {
        const name = this.takeArgumentName();
        if (name !== undefined) {
          require(doubleSplat === null);
          named.push({ name, value: this.parseExpression() });
        } else {
          require(splat === null && doubleSplat === null && named.length === 0);
          positional.push(this.parseExpression());
        }
      }
    }
    return { positional, named, splat, doubleSplat };
  }

  /** The name before `=`, any word (`namespace(none=0)` is legal); undefined for a positional argument. */
  private takeArgumentName(): string | undefined {
    const token = this.peek();
    if (token?.type !== lexer.TOKEN_SYMBOL || !this.tokenizer.isAssignment()) return undefined;
    this.nextToken();
    this.nextToken();
    return token.value;
  }

  protected parseFilters(start: Expression): Expression {
    let node = start;
    for (;;) {
      const token = this.peek();
      if (token?.type === lexer.TOKEN_PIPE) node = this.parseFilter(node);
      else if (token?.type === lexer.TOKEN_SYMBOL && token.value === 'is') node = this.parseTest(node);
      else if (token?.type === lexer.TOKEN_LEFT_PAREN) node = this.parseCall(node);
      else return node;
    }
  }

  /** One `| name(args)`, or (for filter blocks) the first without its pipe. */
  protected parseFilter(target: Expression | null, piped = true): Filter {
    if (piped) this.expect(lexer.TOKEN_PIPE);
    const token = this.expect(lexer.TOKEN_SYMBOL);
    const name = this.dottedName(token.value);
    const args = this.isType(lexer.TOKEN_LEFT_PAREN) ? this.parseArguments() : NO_ARGUMENTS;
    return new nodes.Filter(token.lineno, token.colno, name, target, args);
  }

  private dottedName(first: string): string {
    let name = first;
    while (this.skipValue(lexer.TOKEN_OPERATOR, '.')) name += `.${this.expect(lexer.TOKEN_SYMBOL).value}`;
    return name;
  }

  private parseTest(target: Expression): Expression {
    const is = this.take();
    const negated = this.skipSymbol('not');
    const token = this.expect(lexer.TOKEN_SYMBOL);
    const name = this.dottedName(token.value);
    const test = new nodes.Is(token.lineno, token.colno, name, target, this.parseTestArguments());
    return negated ? new nodes.Not(is.lineno, is.colno, test) : test;
  }

  private parseTestArguments(): Arguments {
    const token = this.peek();
    if (token?.type === lexer.TOKEN_LEFT_PAREN) return this.parseArguments();
    if (!token || !TEST_ARGUMENT.has(token.type)) return NO_ARGUMENTS;
    if (token.type === lexer.TOKEN_SYMBOL && NOT_AN_ARGUMENT.has(token.value)) {
      if (token.value === 'is') throw this.errorAt('You cannot chain multiple tests with is', token);
      return NO_ARGUMENTS;
    }
    return { ...NO_ARGUMENTS, positional: [this.parsePostfix(this.parsePrimary())] };
  }
}

export interface TupleOptions {
  /** In parentheses, where nothing is the empty tuple. */
  readonly parentheses?: boolean;
  /** False leaves a following `if` alone. */
  readonly conditional?: boolean;
}

const NOT_AN_ARGUMENT: ReadonlySet<string> = new Set(['else', 'or', 'and', 'is']);
