import { compileMacros } from '../../jinja/engine.js';
import type { MacroArgument, MacroReference, MacroTemplate, RenderContext } from '../../jinja/types.js';
import type { Callable } from '../../jinja/values/types.js';

/** What the parse cache keeps of a macro: everything but its code. */
export interface MacroDescription {
  readonly name: string;
  readonly kind: MacroTemplate['kind'];
  readonly arguments: readonly MacroArgument[];
  readonly line: number;
  readonly column: number;
  readonly source: string;
  readonly supportedLanguages?: readonly string[];
  readonly calls: readonly MacroReference[];
}

export function describeMacro(template: MacroTemplate): MacroDescription {
  const { name, kind, arguments: parameters, place, source, supportedLanguages, calls } = template;
  const described = {
    name,
    kind,
    arguments: parameters,
    line: place.line ?? 1,
    column: place.column ?? 1,
    source,
    calls,
  };
  return supportedLanguages === undefined ? described : { ...described, supportedLanguages };
}

/** A macro from the cache: compiled only when it is called for the first time. */
export function lazyMacro(description: MacroDescription, file: string): MacroTemplate {
  const { line, column, ...rest } = description;
  let compiled: MacroTemplate | undefined;
  const template: MacroTemplate = {
    ...rest,
    place: { file, line, column },
    bind(context: RenderContext): Callable {
      compiled ??= compileMacros(description.source, { file, start: { line, column } })[0]!;
      return compiled.bind(reportingAs(template, context));
    },
  };
  return template;
}

/** The context, told of entries under the macro that is registered instead of the compiled one behind it. */
function reportingAs(template: MacroTemplate, context: RenderContext): RenderContext {
  if (context.onMacroCall === undefined) return context;
  return {
    lookup: (name) => context.lookup(name),
    names: () => context.names(),
    mode: context.mode,
    undefinedNames: context.undefinedNames,
    onMacroCall: () => context.onMacroCall?.(template),
  };
}
