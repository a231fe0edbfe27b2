import lexer from 'nunjucks/src/lexer.js';
import { withNestingLimit } from '../nesting.js';
import type { CompileOptions } from '../types.js';
import {
  type Body,
  type Expression,
  type Filter,
  type FunCall,
  type Macro,
  type MacroKind,
  nodes,
  type Output,
  type Parameter,
  type Statement,
  type Target,
} from './nodes.js';
import { TargetParser } from './targetParser.js';
import type { Token } from './tokenizer.js';
import { describeToken } from './tokenParser.js';

type StatementParser = (parser: TemplateParser, tag: Token) => Statement | null;

/** Text of a template to its syntax tree. Throws XformError('compilation') with the place. */
export class TemplateParser extends TargetParser {
  /** Supported languages of each materialization, by node. */
  readonly languages = new Map<Macro, readonly string[]>();
  private readonly openTags: Token[] = [];

  static parse(
    source: string,
    options: CompileOptions,
  ): { root: Body; calls: readonly FunCall[]; languages: ReadonlyMap<Macro, readonly string[]> } {
    const parser = new TemplateParser(unifyLineEnds(source), options);
    const root = withNestingLimit(options.file, () => parser.parseAsRoot() as unknown as Body);
    return { root, calls: parser.calls, languages: parser.languages };
  }

  /** Statements up to the end, or to a tag the enclosing block waits for (then nothing is consumed of it but `{%`). */
  override parseNodes(): Statement[] {
    const statements: Statement[] = [];
    for (;;) {
      const token = this.nextToken() as Token | null;
      if (!token) break;
      if (token.type === lexer.TOKEN_DATA) {
        statements.push(new nodes.TemplateData(token.lineno, token.colno, token.value));
      } else if (token.type === lexer.TOKEN_VARIABLE_START) {
        const expression = this.parseTuple();
        this.expect(lexer.TOKEN_VARIABLE_END);
        statements.push(new nodes.Output(token.lineno, token.colno, [expression]));
      } else {
        const tag = this.peek();
        if (tag?.type === lexer.TOKEN_SYMBOL && this.breakOnBlocks?.includes(tag.value)) return statements;
        const statement = this.parseStatement();
        if (statement) statements.push(statement);
      }
    }
    const open = this.openTags.at(-1);
    if (!open) return statements;
    const wanted = (this.breakOnBlocks ?? []).map((name) => `'${name}'`).join(' or ');
    throw this.errorAt(
      `unexpected end of template: the block '${open.value}' is not closed`,
      open,
      `Close it with ${wanted}.`,
    );
  }

  override parseStatement(): Statement | null {
    const tag = this.peek();
    if (tag?.type !== lexer.TOKEN_SYMBOL)
      throw this.errorAt(`expected a tag name, got ${describeToken(tag)}`, tag);
    const parse = STATEMENTS.get(tag.value);
    if (!parse) throw this.unknownTag(tag);
    this.nextToken();
    return parse(this, tag);
  }

  private unknownTag(tag: Token): Error {
    const open = this.openTags.at(-1);
    const wanted = (this.breakOnBlocks ?? []).map((name) => `'${name}'`).join(', ');
    const hint = open
      ? `The innermost open block is '${open.value}' (line ${open.lineno + 1}), waiting for ${wanted}.`
      : undefined;
    return this.errorAt(`Encountered unknown tag '${tag.value}'`, tag, hint);
  }

  /** `%}`, after a colon that Python writers put there. */
  closeTag(): void {
    this.skip(lexer.TOKEN_COLON);
    this.expect(lexer.TOKEN_BLOCK_END);
  }

  /** The body of `tag` up to one of `ends`, whose name is left to be read. */
  body(tag: Token, ...ends: string[]): Body {
    this.closeTag();
    return this.bodyAfterTag(tag, ends);
  }

  private bodyAfterTag(tag: Token, ends: readonly string[]): Body {
    this.openTags.push(tag);
    const body = this.parseUntilBlocks(...ends) as unknown as Body;
    this.openTags.pop();
    return body;
  }

  /** The body of `tag` up to `end`, with the end tag. */
  wholeBody(tag: Token, end: string): Body {
    const body = this.body(tag, end);
    this.nextToken();
    this.expect(lexer.TOKEN_BLOCK_END);
    return body;
  }

  parseIf(tag: Token): Statement {
    const cond = this.parseTuple({ conditional: false });
    const body = this.body(tag, 'elif', 'else', 'endif');
    const next = this.take();
    let otherwise: Body | null = null;
    if (next.value === 'elif') {
      otherwise = new nodes.NodeList(next.lineno, next.colno, [this.parseIf(next)]);
    } else {
      if (next.value === 'else') {
        otherwise = this.body(tag, 'endif');
        this.nextToken();
      }
      this.expect(lexer.TOKEN_BLOCK_END);
    }
    return new nodes.If(tag.lineno, tag.colno, cond, body, otherwise);
  }

  parseFor(tag: Token): Statement {
    const target = this.parseTargets(false);
    if (target.typename === 'Symbol' && target.value === 'loop') {
      throw this.errorAt("can't assign to the special variable 'loop' in a for loop", target);
    }
    if (!this.skipSymbol('in'))
      throw this.errorAt(`expected 'in', got ${describeToken(this.peek())}`, this.peek());
    const arr = this.parseTuple({ conditional: false });
    const test = this.skipSymbol('if') ? this.parseExpression() : null;
    const recursive = this.skipSymbol('recursive');
    const body = this.body(tag, 'endfor', 'else');
    let otherwise: Body | null = null;
    if (this.take().value === 'else') {
      otherwise = this.body(tag, 'endfor');
      this.nextToken();
    }
    this.expect(lexer.TOKEN_BLOCK_END);
    return new nodes.ForLoop(tag.lineno, tag.colno, target, arr, test, recursive, body, otherwise);
  }

  parseSet(tag: Token): Statement {
    const target = this.parseTargets(true);
    if (this.skipValue(lexer.TOKEN_OPERATOR, '=')) {
      const value = this.parseTuple();
      this.expect(lexer.TOKEN_BLOCK_END);
      return new nodes.Assign(tag.lineno, tag.colno, target, value);
    }
    const filter = this.isType(lexer.TOKEN_PIPE) ? this.parseFilterChain(true) : null;
    const body = this.wholeBody(tag, 'endset');
    return new nodes.SetBlock(tag.lineno, tag.colno, target, filter, body);
  }

  private parseFilterChain(piped: boolean): Filter {
    let filter = this.parseFilter(null, piped);
    while (this.isType(lexer.TOKEN_PIPE)) filter = this.parseFilter(filter);
    return filter;
  }

  parseFilterBlock(tag: Token): Statement {
    const filter = this.parseFilterChain(false);
    return new nodes.FilterBlock(tag.lineno, tag.colno, filter, this.wholeBody(tag, 'endfilter'));
  }

  parseWith(tag: Token): Statement {
    const targets: { target: Target; value: Expression }[] = [];
    while (!this.isType(lexer.TOKEN_BLOCK_END) && !this.isType(lexer.TOKEN_COLON)) {
      if (targets.length > 0) this.expect(lexer.TOKEN_COMMA);
      const target = this.parseTarget(false);
      this.expectOperator('=');
      targets.push({ target, value: this.parseExpression() });
    }
    return new nodes.With(tag.lineno, tag.colno, targets, this.wholeBody(tag, 'endwith'));
  }

  parseCallBlock(tag: Token): Statement {
    const parameters = this.isType(lexer.TOKEN_LEFT_PAREN) ? this.parseParameters() : [];
    const call = this.parseUnary(true);
    if (call.typename !== 'FunCall')
      throw this.errorAt('expected a call', call, 'Write {% call name(arguments) %}.');
    return new nodes.CallBlock(tag.lineno, tag.colno, call, parameters, this.wholeBody(tag, 'endcall'));
  }

  parseMacro(tag: Token, kind: MacroKind, end: string): Macro {
    const { value } = this.expectName();
    const parameters = this.isType(lexer.TOKEN_LEFT_PAREN) || kind !== 'docs' ? this.parseParameters() : [];
    const name = kind === 'test' ? `test_${value}` : value;
    return new nodes.MacroBlock(tag.lineno, tag.colno, name, kind, parameters, this.wholeBody(tag, end));
  }

  /** `{% materialization name, default %}`, `adapter='x'`, `supported_languages=[...]` in any order. */
  parseMaterialization(tag: Token): Macro {
    const { value } = this.expectName();
    let adapter = 'default';
    let languages: Expression = new nodes.Array(tag.lineno, tag.colno, [
      new nodes.Literal(tag.lineno, tag.colno, 'sql'),
    ]);
    while (this.skip(lexer.TOKEN_COMMA)) {
      const option = this.expectName();
      if (option.value === 'default') continue;
      if (option.value !== 'adapter' && option.value !== 'supported_languages') {
        throw this.errorAt(`materialization '${value}' received unknown argument '${option.value}'`, option);
      }
      this.expectOperator('=');
      const given = this.parseExpression();
      if (option.value === 'supported_languages') languages = given;
      else if (given.typename === 'Literal' && typeof given.value === 'string') adapter = given.value;
      else throw this.errorAt(`the adapter of materialization '${value}' must be a string`, given);
    }
    const parameter: Parameter = { name: 'supported_languages', fallback: languages };
    const body = this.wholeBody(tag, 'endmaterialization');
    const name = `materialization_${value}_${adapter}`;
    const macro = new nodes.MacroBlock(tag.lineno, tag.colno, name, 'materialization', [parameter], body);
    this.languages.set(macro, literalTexts(languages));
    return macro;
  }

  parsePrint(tag: Token): Output {
    const values: Expression[] = [];
    while (!this.isType(lexer.TOKEN_BLOCK_END)) {
      if (values.length > 0) this.expect(lexer.TOKEN_COMMA);
      values.push(this.parseExpression());
    }
    this.nextToken();
    return new nodes.Output(tag.lineno, tag.colno, values);
  }

  parseDo(tag: Token): Statement {
    const expression = this.parseTuple();
    this.expect(lexer.TOKEN_BLOCK_END);
    return new nodes.Do(tag.lineno, tag.colno, expression);
  }

  parseBlock(tag: Token): Statement {
    const name = this.expectName().value;
    const body = this.body(tag, 'endblock');
    this.nextToken();
    this.skipSymbol(name);
    this.expect(lexer.TOKEN_BLOCK_END);
    return new nodes.ScopedBlock(tag.lineno, tag.colno, body);
  }

  parseLoopControl(tag: Token): Statement {
    this.expect(lexer.TOKEN_BLOCK_END);
    if (!this.openTags.some((open) => open.value === 'for')) {
      throw this.errorAt(`'${tag.value}' outside of a for loop`, tag);
    }
    return tag.value === 'break'
      ? new nodes.Break(tag.lineno, tag.colno)
      : new nodes.Continue(tag.lineno, tag.colno);
  }

  /** Autoescaping is always off; only `false` has a meaning here. */
  parseAutoescape(tag: Token): Statement {
    const value = this.parseExpression();
    if (value.typename !== 'Literal' || value.value !== false) {
      throw this.errorAt(
        'autoescape cannot be switched on',
        tag,
        'Use the escape filter where HTML is needed.',
      );
    }
    return new nodes.ScopedBlock(tag.lineno, tag.colno, this.wholeBody(tag, 'endautoescape'));
  }

  noLoader(tag: Token): never {
    throw this.errorAt(
      `no loader for this environment specified: '${tag.value}' cannot be used`,
      tag,
      'Macros of the project and its packages are available without importing them.',
    );
  }
}

const STATEMENTS: ReadonlyMap<string, StatementParser> = new Map<string, StatementParser>([
  ['if', (parser, tag) => parser.parseIf(tag)],
  ['for', (parser, tag) => parser.parseFor(tag)],
  ['set', (parser, tag) => parser.parseSet(tag)],
  ['do', (parser, tag) => parser.parseDo(tag)],
  ['call', (parser, tag) => parser.parseCallBlock(tag)],
  ['macro', (parser, tag) => parser.parseMacro(tag, 'macro', 'endmacro')],
  ['test', (parser, tag) => parser.parseMacro(tag, 'test', 'endtest')],
  ['data_test', (parser, tag) => parser.parseMacro(tag, 'test', 'enddata_test')],
  ['docs', (parser, tag) => parser.parseMacro(tag, 'docs', 'enddocs')],
  ['materialization', (parser, tag) => parser.parseMaterialization(tag)],
  ['filter', (parser, tag) => parser.parseFilterBlock(tag)],
  ['with', (parser, tag) => parser.parseWith(tag)],
  ['break', (parser, tag) => parser.parseLoopControl(tag)],
  ['continue', (parser, tag) => parser.parseLoopControl(tag)],
  ['print', (parser, tag) => parser.parsePrint(tag)],
  ['block', (parser, tag) => parser.parseBlock(tag)],
  ['autoescape', (parser, tag) => parser.parseAutoescape(tag)],
  ['include', (parser, tag) => parser.noLoader(tag)],
  ['import', (parser, tag) => parser.noLoader(tag)],
  ['from', (parser, tag) => parser.noLoader(tag)],
  ['extends', (parser, tag) => parser.noLoader(tag)],
]);

/** Jinja2 reads any line end as `\n`, and drops one at the end of the template. */
export function unifyLineEnds(source: string): string {
  const unified = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
  return unified.endsWith('\n') ? unified.slice(0, -1) : unified;
}

function literalTexts(expression: Expression): readonly string[] {
  if (expression.typename !== 'Array' && expression.typename !== 'Group') return ['sql'];
  return expression.children.flatMap((item) =>
    item.typename === 'Literal' && typeof item.value === 'string' ? [item.value] : [],
  );
}
