import { compileMacro, type MacroFunction } from './codegen/compile.js';
import { macroState } from './runtime/state.js';
import { findBlocks } from './syntax/blocks.js';
import { macroReferences } from './syntax/macroReferences.js';
import type { Macro } from './syntax/nodes.js';
import { TemplateParser } from './syntax/parser.js';
import type {
  Block,
  BlockType,
  CompileOptions,
  MacroArgument,
  MacroReference,
  MacroTemplate,
  RenderContext,
} from './types.js';
import { stripStart } from './values/strings.js';
import { type Callable, callable, type Kwargs, type Value } from './values/types.js';

const MACRO_BLOCKS: readonly BlockType[] = ['macro', 'materialization', 'test', 'data_test'];

/** See JinjaEngine.compileMacros. */
export function compileMacroFile(source: string, options: CompileOptions): MacroTemplate[] {
  return findBlocks(source, MACRO_BLOCKS, options).map(compileBlock);
}

function compileBlock(block: Block): MacroTemplate {
  const { file, line, column } = block.place;
  const start = { line: line!, column: column! };
  const { root, calls, languages } = TemplateParser.parse(stripStart(block.source), { file, start });
  const macro = root.children.find((node): node is Macro => node.typename === 'MacroBlock')!;
  return new CompiledMacro(block, macro, macroReferences(calls), languages.get(macro));
}

class CompiledMacro implements MacroTemplate {
  readonly name: string;
  readonly kind: MacroTemplate['kind'];
  readonly arguments: readonly MacroArgument[];
  private sync?: MacroFunction;
  private async?: MacroFunction;

  constructor(
    private readonly block: Block,
    private readonly macro: Macro,
    readonly calls: readonly MacroReference[],
    readonly supportedLanguages: readonly string[] | undefined,
  ) {
    this.name = macro.name;
    this.kind = macro.kind === 'docs' ? 'macro' : macro.kind;
    this.arguments = macro.parameters.map(({ name, annotation, fallback }) => ({
      name,
      annotation,
      hasDefault: fallback !== null,
    }));
  }

  get place(): MacroTemplate['place'] {
    return this.block.place;
  }

  get source(): string {
    return this.block.source;
  }

  bind(context: RenderContext, reportAs: MacroTemplate = this): Callable {
    const state = macroState(context);
    return callable(this.name, (args: Value[], kwargs: Kwargs) => {
      context.onMacroCall?.(reportAs);
      return this.run(context.mode)(state, args, kwargs);
    });
  }

  /** The generated function; made on the first call in each mode. */
  private run(mode: RenderContext['mode']): MacroFunction {
    const options = { file: this.block.place.file, mode };
    if (mode === 'sync') return (this.sync ??= compileMacro(this.macro, options));
    return (this.async ??= compileMacro(this.macro, options));
  }
}
