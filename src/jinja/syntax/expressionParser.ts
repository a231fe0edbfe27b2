import lexer from 'nunjucks/src/lexer.js';
import { type Expression, nodes } from './nodes.js';
import { PrimaryParser, type TupleOptions } from './primaryParser.js';
import type { Token } from './tokenizer.js';
import { describeToken } from './tokenParser.js';

const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>=']);
const SUMS = { '+': nodes.Add, '-': nodes.Sub } as const;
const PRODUCTS = { '*': nodes.Mul, '/': nodes.Div, '//': nodes.FloorDiv, '%': nodes.Mod } as const;

/** Jinja2's operators in their order of binding. */
export abstract class ExpressionParser extends PrimaryParser {
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

  /** One expression, or several with commas: a tuple. `conditional: false` leaves a following `if` alone. */
  protected override parseTuple(options: TupleOptions = {}): Expression {
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
}
