/** The parts of nunjucks 3.2.4 that the parser builds on; the package has no types of its own. */
declare module 'nunjucks/src/lexer.js' {
  const lexer: {
    readonly TOKEN_STRING: 'string';
    readonly TOKEN_DATA: 'data';
    readonly TOKEN_BLOCK_START: 'block-start';
    readonly TOKEN_BLOCK_END: 'block-end';
    readonly TOKEN_VARIABLE_START: 'variable-start';
    readonly TOKEN_VARIABLE_END: 'variable-end';
    readonly TOKEN_LEFT_PAREN: 'left-paren';
    readonly TOKEN_RIGHT_PAREN: 'right-paren';
    readonly TOKEN_LEFT_BRACKET: 'left-bracket';
    readonly TOKEN_RIGHT_BRACKET: 'right-bracket';
    readonly TOKEN_LEFT_CURLY: 'left-curly';
    readonly TOKEN_RIGHT_CURLY: 'right-curly';
    readonly TOKEN_OPERATOR: 'operator';
    readonly TOKEN_COMMA: 'comma';
    readonly TOKEN_COLON: 'colon';
    readonly TOKEN_TILDE: 'tilde';
    readonly TOKEN_PIPE: 'pipe';
    readonly TOKEN_INT: 'int';
    readonly TOKEN_FLOAT: 'float';
    readonly TOKEN_SYMBOL: 'symbol';
  };
  export default lexer;
}

declare module 'nunjucks/src/parser.js' {
  interface ParserToken {
    readonly type: string;
    readonly value: string;
    readonly lineno: number;
    readonly colno: number;
  }
  interface ParserNode {
    readonly typename: string;
    readonly lineno: number;
    readonly colno: number;
  }
  interface ParserNodeList extends ParserNode {
    readonly children: ParserNode[];
  }
  class Parser {
    constructor(tokens: { nextToken(): ParserToken | null });
    breakOnBlocks: readonly string[] | null;
    nextToken(): ParserToken | null;
    peekToken(): ParserToken | null;
    pushToken(token: ParserToken | null): void;
    skip(type: string): boolean;
    expect(type: string): ParserToken;
    skipValue(type: string, value: string): boolean;
    skipSymbol(value: string): boolean;
    error(message: string, lineno?: number, colno?: number): Error;
    fail(message: string, lineno?: number, colno?: number): never;
    parseUntilBlocks(...names: string[]): ParserNodeList;
    parseAsRoot(): ParserNodeList;
    parseOr(): ParserNode;
    parseAnd(): ParserNode;
    parseNot(): ParserNode;
    parseExpression(): ParserNode;
    parseStatement(): ParserNode | null;
    parseNodes(): ParserNode[];
  }
  const parser: { readonly Parser: typeof Parser };
  export default parser;
}

declare module 'nunjucks/src/nodes.js' {
  interface NodeClass {
    new (lineno: number, colno: number, ...fields: unknown[]): { readonly typename: string };
    extend(name: string, members?: { readonly fields: readonly string[] }): NodeClass;
  }
  const nodes: Readonly<Record<string, NodeClass>>;
  export default nodes;
}
