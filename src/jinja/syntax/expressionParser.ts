import lexer from 'nunjucks/src/lexer.js';
import parser from 'nunjucks/src/parser.js';
import { XformError } from '../../errors/error.js';
import type { CompileOptions } from '../types.js';
import { PyFloat } from '../values/types.js';
import { type Arguments, type Expression, type Filter, type FunCall, nodes, type Pair } from './nodes.js';
import { type Token, Tokenizer } from './tokenizer.js';

const CONSTANTS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);

const NO_ARGUMENTS: Arguments = { positional: [], named: [], splat: null, doubleSplat: null };
const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>=']);
const SUMS = { '+': nodes.Add, '-': nodes.Sub } as const;
const PRODUCTS = { '*': nodes.Mul, '/': nodes.Div, '//': nodes.FloorDiv, '%': nodes.Mod } as const;
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

/** Jinja2's expression grammar on nunjucks' token handling. */
export abstract class ExpressionParser extends parser.Parser {
  /** Every call of the text, for finding the macros it uses. */
  readonly calls: FunCall[] = [];
  protected readonly tokenizer: Tokenizer;
  protected readonly file: string;

  constructor(source: string, options: CompileOptions) {
    const tokenizer = new Tokenizer(source, options);
    super(tokenizer);
    this.tokenizer = tokenizer;
    this.file = options.file;
  }

  override error(message: string, lineno?: number, colno?: number): XformError {
    return this.errorAt(message, lineno === undefined ? this.peekToken() : { lineno, colno: colno ?? 0 });
  }

  protected errorAt(
    message: string,
    at: { lineno: number; colno: number } | null,
    hint?: string,
  ): XformError {
    const place = at ? { file: this.file, line: at.lineno + 1, column: at.colno + 1 } : { file: this.file };
    return new XformError('compilation', message, { place, hint });
  }

  protected peek(): Token | null {
    return this.peekToken() as Token | null;
  }

  protected take(): Token {
    const token = this.nextToken();
    if (!token) throw this.errorAt('unexpected end of template', null);
    return token as Token;
  }

  override expect(type: string): Token {
    const token = this.peek();
    if (token?.type === type) return this.nextToken() as Token;
    const assigns = token?.type === lexer.TOKEN_OPERATOR && token.value === '=';
    const hint = assigns ? 'Compare with ==; assign with {% set name = value %}.' : undefined;
    throw this.errorAt(`expected ${describe(type)}, got ${describeToken(token)}`, token, hint);
  }

  protected expectOperator(value: string): Token {
    const token = this.peek();
    if (token?.type === lexer.TOKEN_OPERATOR && token.value === value) return this.nextToken() as Token;
    throw this.errorAt(`expected '${value}', got ${describeToken(token)}`, token);
  }

  protected isType(type: string): boolean {
    return this.peek()?.type === type;
  }

  protected isOperator(value: string): boolean {
    const token = this.peek();
    return token?.type === lexer.TOKEN_OPERATOR && token.value === value;
  }

  override parseExpression(): Expression {
    return this.parseConditional();
  }

  /** `a if b else c`; without else the value is undefined when b is false. */
  private parseConditional(): Expression {
    let node = this.parseOr() as Expression;
    while (this.skipSymbol('if')) {
      const cond = this.parseOr() as Expression;
      const otherwise = this.skipSymbol('else') ? this.parseConditional() : null;
      node = new nodes.InlineIf(node.lineno, node.colno, cond, node, otherwise);
    }
    return node;
  }

  override parseNot(): Expression {
    const token = this.peek();
    if (this.skipSymbol('not')) return new nodes.Not(token!.lineno, token!.colno, this.parseNot());
    return this.parseCompare();
  }

  private parseCompare(): Expression {
    const first = this.parseSum();
    const operands = [];
    for (;;) {
      const token = this.peek();
      const operator = this.takeComparison(token);
      if (operator === undefined) break;
      operands.push(new nodes.CompareOperand(token!.lineno, token!.colno, this.parseSum(), operator));
    }
    if (operands.length === 0) return first;
    return new nodes.Compare(operands[0]!.lineno, operands[0]!.colno, first, operands);
  }

  private takeComparison(token: Token | null): string | undefined {
    if (token?.type === lexer.TOKEN_OPERATOR && COMPARISONS.has(token.value)) {
      this.nextToken();
      return token.value;
    }
    if (token?.type !== lexer.TOKEN_SYMBOL) return undefined;
    if (token.value === 'in') {
      this.nextToken();
      return 'in';
    }
    if (token.value !== 'not') return undefined;
    this.nextToken();
    if (this.skipSymbol('in')) return 'not in';
    throw this.errorAt(`expected 'in' after 'not', got ${describeToken(this.peek())}`, this.peek());
  }

  private parseSum(): Expression {
    let node = this.parseConcat();
    for (;;) {
      const token = this.peek();
      const make = token?.type === lexer.TOKEN_OPERATOR ? SUMS[token.value as keyof typeof SUMS] : undefined;
      if (!make) return node;
      this.nextToken();
      node = new make(token!.lineno, token!.colno, node, this.parseConcat());
    }
  }

  private parseConcat(): Expression {
    const first = this.parseProduct();
    if (!this.isType(lexer.TOKEN_TILDE)) return first;
    const parts = [first];
    while (this.skip(lexer.TOKEN_TILDE)) parts.push(this.parseProduct());
    return new nodes.ConcatAll(first.lineno, first.colno, parts);
  }

  private parseProduct(): Expression {
    let node = this.parsePower();
    for (;;) {
      const token = this.peek();
      const make =
        token?.type === lexer.TOKEN_OPERATOR ? PRODUCTS[token.value as keyof typeof PRODUCTS] : undefined;
      if (!make) return node;
      this.nextToken();
      node = new make(token!.lineno, token!.colno, node, this.parsePower());
    }
  }

  private parsePower(): Expression {
    let node = this.parseUnary(true);
    while (this.isOperator('**')) {
      const token = this.take();
      node = new nodes.Pow(token.lineno, token.colno, node, this.parseUnary(true));
    }
    return node;
  }

  protected parseUnary(withFilter: boolean): Expression {
    const token = this.peek();
    let node: Expression;
    if (this.isOperator('-')) {
      this.nextToken();
      node = new nodes.Neg(token!.lineno, token!.colno, this.parseUnary(false));
    } else if (this.isOperator('+')) {
      this.nextToken();
      node = new nodes.Pos(token!.lineno, token!.colno, this.parseUnary(false));
    } else node = this.parsePrimary();
    node = this.parsePostfix(node);
    return withFilter ? this.parseFilters(node) : node;
  }

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
        return new nodes.Literal(lineno, colno, integerOf(token.value));
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

  /** One expression, or several with commas: a tuple. `conditional: false` leaves a following `if` alone. */
  protected parseTuple(options: { parentheses?: boolean; conditional?: boolean } = {}): Expression {
    const first = this.peek();
    const { lineno, colno } = first ?? { lineno: 0, colno: 0 };
    const items: Expression[] = [];
    let isTuple = false;
    for (;;) {
      if (items.length > 0 && isTuple === false) {
        if (!this.skip(lexer.TOKEN_COMMA)) break;
        isTuple = true;
      } else if (items.length > 0 && !this.skip(lexer.TOKEN_COMMA)) break;
      if (this.endsTuple()) break;
      items.push(options.conditional === false ? (this.parseOr() as Expression) : this.parseExpression());
    }
    if (items.length === 1 && !isTuple) return items[0]!;
    if (items.length === 0 && !options.parentheses) {
      throw this.errorAt(`expected an expression, got ${describeToken(first)}`, first);
    }
    return new nodes.Group(lineno, colno, items);
  }

  protected endsTuple(): boolean {
    const token = this.peek();
    if (!token) return true;
    return (
      token.type === lexer.TOKEN_VARIABLE_END ||
      token.type === lexer.TOKEN_BLOCK_END ||
      token.type === lexer.TOKEN_RIGHT_PAREN ||
      (token.type === lexer.TOKEN_SYMBOL && token.value === 'recursive')
    );
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
      const index = new nodes.Literal(token.lineno, token.colno, integerOf(token.value));
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

  private parseFilters(start: Expression): Expression {
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

const NOT_AN_ARGUMENT: ReadonlySet<string> = new Set(['else', 'or', 'and', 'is']);

function integerOf(text: string): number | bigint {
  const digits = text.replaceAll('_', '');
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : BigInt(digits);
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  [lexer.TOKEN_BLOCK_END]: "end of statement block '%}'",
  [lexer.TOKEN_VARIABLE_END]: "end of print statement '}}'",
  [lexer.TOKEN_SYMBOL]: 'a name',
  [lexer.TOKEN_LEFT_PAREN]: "'('",
  [lexer.TOKEN_RIGHT_PAREN]: "')'",
  [lexer.TOKEN_LEFT_BRACKET]: "'['",
  [lexer.TOKEN_RIGHT_BRACKET]: "']'",
  [lexer.TOKEN_LEFT_CURLY]: "'{'",
  [lexer.TOKEN_RIGHT_CURLY]: "'}'",
  [lexer.TOKEN_COMMA]: "','",
  [lexer.TOKEN_COLON]: "':'",
  [lexer.TOKEN_DATA]: 'text',
};

function describe(type: string): string {
  return DESCRIPTIONS[type] ?? type;
}

export function describeToken(token: Token | null): string {
  if (!token) return 'end of template';
  if (token.type === lexer.TOKEN_STRING) return `a string '${token.value}'`;
  if (token.type === lexer.TOKEN_BLOCK_END || token.type === lexer.TOKEN_VARIABLE_END)
    return describe(token.type);
  return token.type === lexer.TOKEN_DATA ? 'text' : `'${token.value}'`;
}
