import lexer from 'nunjucks/src/lexer.js';
import parser from 'nunjucks/src/parser.js';
import { XformError } from '../../errors/error.js';
import type { CompileOptions } from '../types.js';
import { type Token, Tokenizer } from './tokenizer.js';

/** nunjucks' token handling on our tokens, with our errors. */
export abstract class TokenParser extends parser.Parser {
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
