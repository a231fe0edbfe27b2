import { type BodyFunction, compileBody } from './codegen/compile.js';
import { bodyState } from './runtime/state.js';
import type { Body } from './syntax/nodes.js';
import { TemplateParser, unifyLineEnds } from './syntax/parser.js';
import type { CompileOptions, RenderContext, Template } from './types.js';

const MARKS = /\{[{%#]|[}%#]\}/;

/** False when the text holds none of the marks of Jinja: rendering would return it unchanged. */
export function hasJinja(source: string): boolean {
  return MARKS.test(source);
}

/** False for a YAML value that rendering would return unchanged: Jinja drops one line break at the end of any text. */
export function needsRendering(value: string): boolean {
  return hasJinja(value) || value.endsWith('\n');
}

/** See JinjaEngine.compileTemplate. */
export function compileSource(source: string, options: CompileOptions): Template {
  if (!hasJinja(source)) return new StaticTemplate(options.file, unifyLineEnds(source));
  return new CompiledTemplate(options.file, TemplateParser.parse(source, options).root);
}

class StaticTemplate implements Template {
  constructor(
    readonly file: string,
    private readonly text: string,
  ) {}

  renderSync(): string {
    return this.text;
  }

  async render(): Promise<string> {
    return this.text;
  }
}

/** Keeps the generated function of each mode; the syntax tree stays until both exist. */
class CompiledTemplate implements Template {
  private readonly functions: { sync?: BodyFunction; silent?: BodyFunction; async?: BodyFunction } = {};

  constructor(
    readonly file: string,
    private readonly root: Body,
  ) {}

  renderSync(context: RenderContext): string {
    const silent = context.undefinedNames === 'silent';
    const run = (this.functions[silent ? 'silent' : 'sync'] ??= this.compile('sync', silent));
    return run(bodyState(context));
  }

  async render(context: RenderContext): Promise<string> {
    this.functions.async ??= this.compile('async', false);
    return this.functions.async(bodyState(context));
  }

  private compile(mode: RenderContext['mode'], silent: boolean): BodyFunction {
    return compileBody(this.root, { file: this.file, mode, silent });
  }
}
