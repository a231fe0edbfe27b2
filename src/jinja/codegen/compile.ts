import { withNestingLimit } from '../nesting.js';
import type { UnitInfo } from '../runtime/errors.js';
import { HELPERS } from '../runtime/helpers.js';
import type { RenderState } from '../runtime/state.js';
import type { Body, Macro } from '../syntax/nodes.js';
import type { Kwargs, Value } from '../values/types.js';
import { functionText, macroParts } from './functions.js';
import { Generator, type GeneratorOptions } from './generator.js';
import { assignedNames } from './scope.js';
import { statements } from './statements.js';

/** A template's body: its text, or (native) the values it prints, or a promise of them. */
export type BodyFunction = (state: RenderState) => Value;
/** A macro: its text, what `return()` was given, or a promise of them. */
export type MacroFunction = (state: RenderState, args: readonly Value[], kwargs: Kwargs) => Value;

/** Makes the JavaScript function of a template's body. */
export function compileBody(root: Body, options: GeneratorOptions): BodyFunction {
  return withNestingLimit(options.file, () => generateBody(root, options));
}

function generateBody(root: Body, options: GeneratorOptions): BodyFunction {
  const generator = new Generator(options);
  const code = functionText(generator, generator.unit, {
    parameters: 'C',
    keepsValues: options.native === true,
    root: true,
    write: () => generator.emit(generator.scoped(assignedNames(root), () => statements(generator, root))),
  });
  return evaluate(generator, code) as BodyFunction;
}

/** Makes the JavaScript function of one macro block. */
export function compileMacro(macro: Macro, options: GeneratorOptions): MacroFunction {
  return withNestingLimit(options.file, () => generateMacro(macro, options));
}

function generateMacro(macro: Macro, options: GeneratorOptions): MacroFunction {
  const generator = new Generator(options);
  const { code } = macroParts(generator, macro, 'macro', 'C,A,W');
  return evaluate(generator, code) as MacroFunction;
}

/**
 * The only place where text becomes code. The text is generated above from a syntax tree: names are numbered variables,
 * and whatever a user wrote is in it as a JSON string or not at all.
 */
function evaluate(generator: Generator, code: string): unknown {
  const helpers = [...generator.helpers];
  const lines = ["'use strict';"];
  if (helpers.length > 0) lines.push(`const {${helpers.join(',')}}=R;`);
  if (generator.constants.length > 0) {
    lines.push(`const ${generator.constants.map((_, i) => `k${i}=K[${i}]`).join(',')};`);
  }
  // In parentheses the engine compiles the function at once, instead of looking over it first.
  lines.push(`return (${code});`);
  const unit: UnitInfo = { file: generator.options.file, places: generator.places };
  return new Function('R', 'K', 'U', lines.join('\n'))(HELPERS, generator.constants, unit);
}
