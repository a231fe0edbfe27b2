import type { MacroSignature } from '../runtime/macro.js';
import type { Body, NodeBase, Parameter } from '../syntax/nodes.js';
import { expression } from './expressions.js';
import type { Generator } from './generator.js';
import { assignedNames, FunctionUnit } from './scope.js';
import { statements } from './statements.js';

export interface FunctionParts {
  readonly name?: string;
  /** JavaScript parameter list. */
  readonly parameters: string;
  /** Writes what the function does; it adds its text to buffer `o`. */
  write(): void;
  /** Code before the `try`: what fails there is the caller's mistake. */
  readonly before?: () => string;
  /** Name in macro stacks; makes the function a macro that `return()` leaves. */
  readonly macro?: string;
  readonly finish?: string;
  /** The buffer is a list of values. */
  readonly keepsValues?: boolean;
  /** The template's own body. */
  readonly root?: boolean;
}

/** Text of a JavaScript function with its own buffer, place and error handling. */
export function functionText(g: Generator, unit: FunctionUnit, parts: FunctionParts): string {
  const { unit: outerUnit, buffer, keepsValues } = g;
  g.unit = unit;
  g.buffer = 'o';
  g.keepsValues = parts.keepsValues === true;
  const body = g.block(() => parts.write());
  const before = parts.before?.() ?? '';
  g.unit = outerUnit;
  g.buffer = buffer;
  g.keepsValues = keepsValues;
  return [
    `${unit.awaits ? 'async ' : ''}function${parts.name ? ` ${parts.name}` : ''}(${parts.parameters}){`,
    `let p=0,o=${parts.keepsValues ? '[]' : "''"}${unit.awaits ? ',t' : ''}${temporaries(unit)};`,
    before,
    `try{\n${body}\nreturn o;`,
    `}${catchClause(g, parts)}${parts.finish ? `finally{${parts.finish}}` : ''}}`,
  ].join('\n');
}

export function temporaries(unit: FunctionUnit): string {
  let text = '';
  for (let i = 1; i <= unit.temporaries; i++) text += `,t${i}`;
  return text;
}

function catchClause(g: Generator, parts: FunctionParts): string {
  const helper = parts.root ? 'locatedRoot' : 'located';
  if (parts.macro === undefined) return `catch(e){throw ${g.helper(helper)}(e,p,U,C);}`;
  return `catch(e){return ${g.helper('leaveMacro')}(e,p,U,C,${JSON.stringify(parts.macro)});}`;
}

export interface MacroSource extends NodeBase {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: Body;
}

/** Code of a macro, or of a call block's body, as a value. */
export function macroFunction(g: Generator, node: MacroSource, kind: 'macro' | 'caller'): string {
  const { code, signature } = macroParts(g, node, kind, 'A,W');
  return `${g.helper('macroValue')}(${signature},${code})`;
}

/** The function of a macro, and the constant of its signature. */
export function macroParts(
  g: Generator,
  node: MacroSource,
  kind: 'macro' | 'caller',
  parameters: string,
): { code: string; signature: string } {
  const unit = new FunctionUnit(kind, g.unit);
  if (node.parameters.some(({ name, fallback }) => name === 'caller' && !fallback)) {
    g.fail("the special parameter 'caller' must be left out or have a default", node);
  }
  const names = node.parameters.map((parameter) => parameter.name);
  const signature: { -readonly [K in keyof MacroSignature]: MacroSignature[K] } = {
    name: node.name,
    parameters: names,
    takesVarargs: false,
    takesKwargs: false,
    takesCaller: false,
  };
  const constant = g.constant(signature);
  const code = functionText(g, unit, {
    parameters,
    macro: kind === 'macro' ? node.name : undefined,
    before: () =>
      `const B=${g.helper('bindArguments')}(${constant},A,W);${kind === 'macro' ? `${g.helper('enterMacro')}(C,${JSON.stringify(node.name)});` : ''}`,
    finish: kind === 'macro' ? 'C.leave();' : undefined,
    write: () => writeMacroBody(g, node, unit),
  });
  signature.takesVarargs = unit.usesVarargs;
  signature.takesKwargs = unit.usesKwargs;
  signature.takesCaller = unit.usesCaller;
  return { code, signature: constant };
}

function writeMacroBody(g: Generator, node: MacroSource, unit: FunctionUnit): void {
  const names = node.parameters.map((parameter) => parameter.name);
  const all = new Set([...names, ...assignedNames(node.body)]);
  const text = g.scoped(all, (scope) => {
    scope.parameters = new Set(names);
    const parameters = g.block(() => {
      node.parameters.forEach((parameter, i) => {
        const variable = scope.variables.get(parameter.name)!;
        g.emit(`${variable}=B[${i}];if(${variable}===undefined)${variable}=${fallback(g, parameter)};`);
        scope.assigned.add(parameter.name);
      });
    });
    const body = g.block(() => statements(g, node.body));
    g.emit(specials(scope.variables, names.length, unit));
    g.emit(parameters);
    g.emit(body);
  });
  g.emit(text);
}

function fallback(g: Generator, parameter: Parameter): string {
  if (parameter.fallback) return expression(g, parameter.fallback);
  return `${g.helper('missingParameter')}(${JSON.stringify(parameter.name)})`;
}

/** `caller`, `kwargs` and `varargs` follow the parameters among the bound values, in this order. */
function specials(variables: ReadonlyMap<string, string>, count: number, unit: FunctionUnit): string {
  let text = '';
  let at = count;
  for (const [name, used] of [
    ['caller', unit.usesCaller],
    ['kwargs', unit.usesKwargs],
    ['varargs', unit.usesVarargs],
  ] as const) {
    if (!used) continue;
    const variable = variables.get(name);
    if (variable) text += `${variable}=B[${at}];`;
    at++;
  }
  return text;
}
