import lexer from 'nunjucks/src/lexer.js';
import { ExpressionParser } from './expressionParser.js';
import { nodes, type Parameter, type Target } from './nodes.js';
import type { Token } from './tokenizer.js';
import { describeToken } from './tokenParser.js';

const RESERVED: ReadonlySet<string> = new Set(['true', 'True', 'false', 'False', 'none', 'None']);

/** What names may be assigned to: targets of `set`, `for` and `with`, and parameters of macros. */
export abstract class TargetParser extends ExpressionParser {
  protected parseParameters(): Parameter[] {
    const parameters: Parameter[] = [];
    this.expect(lexer.TOKEN_LEFT_PAREN);
    let defaults = false;
    while (!this.skip(lexer.TOKEN_RIGHT_PAREN)) {
      if (parameters.length > 0) {
        this.expect(lexer.TOKEN_COMMA);
        if (this.skip(lexer.TOKEN_RIGHT_PAREN)) break;
      }
      const token = this.expectName();
      const annotation = this.skip(lexer.TOKEN_COLON) ? this.parseAnnotation() : undefined;
      const fallback = this.skipValue(lexer.TOKEN_OPERATOR, '=') ? this.parseExpression() : null;
      if (!fallback && defaults) throw this.errorAt('non-default argument follows default argument', token);
      defaults ||= fallback !== null;
      parameters.push({ name: token.value, annotation, fallback });
    }
    return parameters;
  }

  /** A type name with optional parameters, `Dict[str, List[int]]`, as it is written. */
  private parseAnnotation(): string {
    const first = this.expect(lexer.TOKEN_SYMBOL);
    return this.tokenizer.text(first.start, this.annotationEnd(first));
  }

  private annotationEnd(name: Token): number {
    if (!this.skip(lexer.TOKEN_LEFT_BRACKET)) return name.end;
    for (;;) {
      if (!this.isType(lexer.TOKEN_RIGHT_BRACKET)) this.annotationEnd(this.expect(lexer.TOKEN_SYMBOL));
      const token = this.take();
      if (token.type === lexer.TOKEN_RIGHT_BRACKET) return token.end;
      if (token.type !== lexer.TOKEN_COMMA)
        throw this.errorAt(`expected ',' or ']', got ${describeToken(token)}`, token);
    }
  }

  /** A name that may be assigned to. */
  protected expectName(): Token {
    const token = this.expect(lexer.TOKEN_SYMBOL);
    if (RESERVED.has(token.value)) throw this.errorAt(`can't assign to '${token.value}'`, token);
    return token;
  }

  /** `a`, `a, b`, `(a, b), c`, and with namespaces `ns.a`. */
  protected parseTargets(namespaces: boolean): Target {
    const first = this.peek();
    const targets = [this.parseTarget(namespaces)];
    let isList = false;
    while (this.skip(lexer.TOKEN_COMMA)) {
      isList = true;
      if (this.peek()?.value === 'in' && !namespaces) break;
      targets.push(this.parseTarget(namespaces));
    }
    return isList ? new nodes.TargetList(first!.lineno, first!.colno, targets) : targets[0]!;
  }

  protected parseTarget(namespaces: boolean): Target {
    if (this.skip(lexer.TOKEN_LEFT_PAREN)) {
      const targets = this.parseTargets(namespaces);
      this.expect(lexer.TOKEN_RIGHT_PAREN);
      return targets;
    }
    const token = this.expectName();
    if (!namespaces || !this.skipValue(lexer.TOKEN_OPERATOR, '.')) {
      return new nodes.Symbol(token.lineno, token.colno, token.value);
    }
    const attr = this.expect(lexer.TOKEN_SYMBOL).value;
    return new nodes.NamespaceTarget(token.lineno, token.colno, token.value, attr);
  }
}
