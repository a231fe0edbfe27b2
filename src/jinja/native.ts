import { XformError } from '../errors/error.js';
import { type BodyFunction, compileBody } from './codegen/compile.js';
import { MarkedText, type TextMark } from './markedText.js';
import { bodyState } from './runtime/state.js';
import { TemplateParser } from './syntax/parser.js';
import type { CompileOptions, RenderContext } from './types.js';
import { isNumber } from './values/numbers.js';
import { parsePythonLiteral } from './values/pythonLiteral.js';
import { pyStr } from './values/text.js';
import type { Value } from './values/types.js';

/** See JinjaEngine.renderNativeSync. */
export function renderNativeValue(source: string, context: RenderContext, options: CompileOptions): Value {
  const run = compiled(source, options, 'sync', context.undefinedNames);
  return single(run(bodyState(context)) as Value[], options);
}

/** See JinjaEngine.renderNative. */
export async function renderNativeAsync(
  source: string,
  context: RenderContext,
  options: CompileOptions,
): Promise<Value> {
  const run = compiled(source, options, 'async', context.undefinedNames);
  return single((await run(bodyState(context))) as Value[], options);
}

function single(values: readonly Value[], options: CompileOptions): Value {
  if (values.length === 0) return '';
  const [value] = values;
  if (values.length > 1) return values.map(pyStr).join('');
  return value instanceof MarkedText ? typed(value, options) : value;
}

const LIMIT = 2000;
const cache = new Map<string, BodyFunction>();

/** YAML repeats itself: the functions of the latest texts are kept. */
function compiled(
  source: string,
  options: CompileOptions,
  mode: RenderContext['mode'],
  undefinedNames: RenderContext['undefinedNames'],
): BodyFunction {
  const key = `${mode} ${undefinedNames}\0${options.file}\0${options.start?.line}\0${options.start?.column}\0${source}`;
  let run = cache.get(key);
  if (!run) {
    const { root } = TemplateParser.parse(source, options);
    run = compileBody(root, { file: options.file, mode, silent: undefinedNames === 'silent', native: true });
    if (cache.size >= LIMIT) cache.clear();
    cache.set(key, run);
  }
  return run;
}

const TYPES: Readonly<Partial<Record<TextMark, (value: Value) => boolean>>> = {
  bool: (value) => typeof value === 'boolean',
  number: (value) => isNumber(value) && typeof value !== 'boolean',
};

/** The value that marked text stands for. */
function typed({ text, mark }: MarkedText, options: CompileOptions): Value {
  if (mark === 'text') return text;
  const value = parsePythonLiteral(text);
  const result = value === undefined ? text : value;
  const fits = TYPES[mark];
  if (fits && !fits(result)) {
    const { file, start } = options;
    throw new XformError('compilation', `Could not convert value '${text}' into type '${mark}'`, {
      place: { file, ...start },
    });
  }
  return result;
}
