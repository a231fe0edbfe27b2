import type { Place } from '../errors/error.js';
import type { Callable, Kwargs, Value } from './values/types.js';

/**
 * What a render needs from its host. Names that a template does not define itself are looked up here, lazily:
 * an absent name is `undefined` and becomes Undefined.
 */
export interface RenderContext {
  lookup(name: string): Value | undefined;
  /** Names for `context` listings and did-you-mean; may be expensive. */
  names(): Iterable<string>;
  /** 'sync': no callable may return a promise (parsing). 'async': calls are awaited when they return promises. */
  readonly mode: 'sync' | 'async';
  /**
   * What an unknown name is in the template's own body: 'default' as Jinja2 has it (prints '', errors on use),
   * 'silent' chainable and callable without error (dbt's model bodies while parsing). Macros are always 'default'.
   */
  readonly undefinedNames: 'default' | 'silent';
  /** Called on entry to each macro of a MacroTemplate, for dependency recording. */
  onMacroCall?(macro: MacroTemplate): void;
}

/** A compiled template. Compiling throws XformError('compilation') with its place; generating JS is lazy. */
export interface Template {
  readonly file: string;
  renderSync(context: RenderContext): string;
  render(context: RenderContext): Promise<string>;
}

export interface CompileOptions {
  /** Path shown in errors. */
  readonly file: string;
  /** Where `source` starts in that file, when it is a piece of it (1-based; default 1:1). */
  readonly start?: { readonly line: number; readonly column: number };
  /** extractBlocks, compileMacros: told of each tag outside the wanted blocks, which is ignored (dbt warns of them). */
  onUnexpectedTag?(name: string, place: Place): void;
}

export interface MacroArgument {
  readonly name: string;
  /** Text of the type annotation, if any (`a: Dict[str, int]`). */
  readonly annotation?: string;
  readonly hasDefault: boolean;
}

/** One `macro`, `materialization`, `test` or `data_test` block, callable in any context. */
export interface MacroTemplate {
  /** As dbt registers it: `m`, `materialization_table_default`, `test_unique`. */
  readonly name: string;
  readonly kind: 'macro' | 'materialization' | 'test';
  readonly arguments: readonly MacroArgument[];
  readonly place: Place;
  /** Text of the whole block, tags included (dbt's macro_sql). */
  readonly source: string;
  /** Materializations: `supported_languages=[...]` (default ['sql']). */
  readonly supportedLanguages?: readonly string[];
  /**
   * The names this macro calls, found without running it: `a`, `pkg.a`, and for
   * `adapter.dispatch('a', 'ns')` an entry with dispatch set (namespace undefined when it is not a literal).
   */
  readonly calls: readonly MacroReference[];
  /**
   * The macro as a value of `context` (synchronous or asynchronous as context.mode says). `reportAs` is what
   * onMacroCall is told instead of this template. Bind with one context object a render: it carries the call stack.
   */
  bind(context: RenderContext, reportAs?: MacroTemplate): Callable;
}

export interface MacroReference {
  readonly name: string;
  readonly package?: string;
  readonly dispatch?: boolean;
}

export type BlockType = 'macro' | 'materialization' | 'test' | 'data_test' | 'docs' | 'snapshot';

/** A top-level block of a macro, test, docs or snapshot file (dbt's block extraction: text outside is ignored). */
export interface Block {
  readonly type: BlockType;
  /** The word(s) after the tag: block name. */
  readonly name: string;
  /** Text inside the tags, as written but for the whitespace that `-%}` and `{%-` take. */
  readonly contents: string;
  /** Text with the tags, and with the whitespace outside that `{%-` and `-%}` take (as dbt's manifest has it). */
  readonly source: string;
  /** Place of the opening tag, and of the first character inside. */
  readonly place: Place;
  readonly contentsPlace: Place;
}

/**
 * The engine's surface; implemented in jinja/engine.ts as plain functions of these names:
 * compileTemplate, compileMacros, extractBlocks, renderNativeSync, hasJinja.
 */
export interface JinjaEngine {
  compileTemplate(source: string, options: CompileOptions): Template;
  /** All macro-like blocks of a macro file; other text is ignored. Bodies are parsed now, generated on first call. */
  compileMacros(source: string, options: CompileOptions): MacroTemplate[];
  /** Lexes only (fast): nothing inside the blocks is parsed. Throws on an unclosed or unexpected block. */
  extractBlocks(source: string, types: readonly BlockType[], options: CompileOptions): Block[];
  /**
   * Jinja2's NativeEnvironment as dbt uses it for YAML values: a lone `{{ expr }}` gives the value itself, several
   * parts are concatenated as text; then only the filters as_bool, as_number and as_native change a string's type.
   */
  renderNativeSync(source: string, context: RenderContext, options: CompileOptions): Value;
  /** The same in an asynchronous context. */
  renderNative(source: string, context: RenderContext, options: CompileOptions): Promise<Value>;
  /** False when the text holds none of `{{ {% {# }} %} #}`: rendering would return it unchanged. */
  hasJinja(source: string): boolean;
}

/** For host functions with named parameters; see jinja/pyFunction.ts. */
export type NamedImplementation = (...values: Value[]) => Value | Promise<Value>;

export type { Callable, Kwargs, Value };
