import { compileMacroFile } from './compileMacros.js';
import { compileSource } from './compileTemplate.js';
import { renderNativeAsync, renderNativeValue } from './native.js';
import { findBlocks } from './syntax/blocks.js';
import type { Block, BlockType, CompileOptions, MacroTemplate, RenderContext, Template } from './types.js';
import type { Value } from './values/types.js';

export { hasJinja, needsRendering } from './compileTemplate.js';

/** Parses a template (a model, a hook, a description); errors carry their place. Code is generated on first render. */
export function compileTemplate(source: string, options: CompileOptions): Template {
  return compileSource(source, options);
}

/** All macro, materialization and test blocks of a file; other text is ignored. */
export function compileMacros(source: string, options: CompileOptions): MacroTemplate[] {
  return compileMacroFile(source, options);
}

/** The top-level blocks of the wanted types, by lexing only. */
export function extractBlocks(source: string, types: readonly BlockType[], options: CompileOptions): Block[] {
  return findBlocks(source, types, options);
}

/** Renders a YAML value as dbt's native environment does: see JinjaEngine.renderNativeSync. */
export function renderNativeSync(source: string, context: RenderContext, options: CompileOptions): Value {
  return renderNativeValue(source, context, options);
}

/** The same in an asynchronous context. */
export function renderNative(
  source: string,
  context: RenderContext,
  options: CompileOptions,
): Promise<Value> {
  return renderNativeAsync(source, context, options);
}
