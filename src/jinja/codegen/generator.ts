import { XformError } from '../../errors/error.js';
import { HELPERS } from '../runtime/helpers.js';
import type { Expression, Literal, NodeBase } from '../syntax/nodes.js';
import type { Value } from '../values/types.js';
import { FunctionUnit, Scope } from './scope.js';

export interface GeneratorOptions {
  readonly file: string;
  readonly mode: 'sync' | 'async';
  /** Root output keeps values instead of text (YAML values). */
  readonly native?: boolean;
  /** Undefined values can be used without an error (dbt's model bodies while parsing). */
  readonly silent?: boolean;
}

/** Names of the runtime functions that generated code calls. */
export type Helper = keyof typeof HELPERS;

/**
 * What is shared while one template's code is written: the current function, scope and buffer, the constants and
 * places it refers to. Template text reaches the code only by JSON.stringify or as a constant.
 */
export class Generator {
  readonly constants: Value[] = [];
  /** Line and column (1-based) of each numbered place. */
  readonly places: number[] = [];
  readonly helpers = new Set<string>();
  unit = new FunctionUnit('root', null);
  scope = new Scope(null, this.unit);
  /** Statements of the block being written. */
  lines: string[] = [];
  /** JavaScript variable that output is added to. */
  buffer = 'o';
  /** The buffer is a list of values, not text. */
  keepsValues = false;
  /** Filters whose value is printed as it is: there as_bool and its like mark text, elsewhere they give plain text. */
  marking: ReadonlySet<Expression> = new Set();
  /** Inside a branch: an unknown filter is an error only when it is reached. */
  branches = 0;
  private ids = 0;

  constructor(readonly options: GeneratorOptions) {}

  /** A runtime function, as code. */
  helper(name: Helper): string {
    const silent = `${name}Silent`;
    const used = this.options.silent && silent in HELPERS ? silent : name;
    this.helpers.add(used);
    return used;
  }

  constant(value: Value): string {
    return `k${this.constants.push(value) - 1}`;
  }

  id(prefix: string): string {
    return `${prefix}${this.ids++}`;
  }

  /** A variable of the current function for a value that is needed twice. */
  temporary(): string {
    return `t${++this.unit.temporaries}`;
  }

  /** `p=n`: notes where the template is, for errors. Goes last among the arguments of what may fail. */
  at(node: NodeBase): string {
    this.places.push(node.lineno + 1, node.colno + 1);
    return `p=${this.places.length / 2 - 1}`;
  }

  fail(message: string, node: NodeBase, hint?: string): never {
    const place = { file: this.options.file, line: node.lineno + 1, column: node.colno + 1 };
    throw new XformError('compilation', message, { place, hint });
  }

  /** Code of a call that may give a promise when rendering asynchronously. */
  awaited(call: string): string {
    if (this.options.mode === 'sync') return call;
    this.unit.awaits = true;
    return `((t=${call})instanceof Promise?await t:t)`;
  }

  emit(code: string): void {
    this.lines.push(code);
  }

  /** Runs `write` with an own list of lines and returns them as text. */
  block(write: () => void): string {
    const outer = this.lines;
    this.lines = [];
    write();
    const text = this.lines.join('\n');
    this.lines = outer;
    return text;
  }

  /** Runs `write` in a new scope that declares `names`; returns the block's text with its declarations. */
  scoped(names: Iterable<string>, write: (scope: Scope) => void): string {
    const scope = new Scope(this.scope, this.unit);
    for (const name of names) scope.variables.set(name, this.id('v'));
    this.scope = scope;
    const text = this.block(() => write(scope));
    this.scope = scope.parent!;
    if (scope.variables.size === 0) return text;
    return `let ${[...scope.variables.values()].join(',')};\n${text}`;
  }

  /** The value of a name: nearest assigned variable outwards, then the context. */
  resolve(name: string): string {
    const found: string[] = [];
    for (let scope: Scope | null = this.scope; scope; scope = scope.parent) {
      if (name === 'loop' && scope.loop) {
        scope.loop.used = true;
        found.push(scope.loop.variable);
        return chain(found);
      }
      const variable = this.special(name, scope) ?? scope.variables.get(name);
      if (variable === undefined) continue;
      found.push(variable);
      if (scope.assigned.has(name)) return chain(found);
    }
    if (name === 'return') found.push(this.helper('returnFunction'));
    else found.push(`C.name(${JSON.stringify(name)})`);
    return chain(found);
  }

  /** `caller`, `varargs` and `kwargs` exist in macros that mention them. */
  private special(name: string, scope: Scope): string | undefined {
    if (name !== 'caller' && name !== 'varargs' && name !== 'kwargs') return undefined;
    const { unit } = scope;
    if (scope.parameters.has(name)) return undefined;
    if (!scope.isFunctionScope || (unit.kind !== 'macro' && unit.kind !== 'caller')) return undefined;
    for (let outer: FunctionUnit | null = unit; outer; outer = outer.parent) {
      if (name === 'caller') outer.usesCaller = true;
      else if (name === 'varargs') outer.usesVarargs = true;
      else outer.usesKwargs = true;
    }
    const variable = scope.variables.get(name) ?? this.id('v');
    scope.variables.set(name, variable);
    scope.assigned.add(name);
    return variable;
  }

  /** Marks a name as assigned from here on and gives its variable. */
  assign(name: string): string {
    this.scope.assigned.add(name);
    return this.scope.variables.get(name)!;
  }

  /** Writes the branches of a condition: only what all of them assign is assigned afterwards. */
  branch(...writers: (() => void)[]): string[] {
    const before = this.scope.assigned;
    const ends: Set<string>[] = [];
    this.branches++;
    const texts = writers.map((write) => {
      this.scope.assigned = new Set(before);
      const text = this.block(write);
      ends.push(this.scope.assigned);
      return text;
    });
    this.branches--;
    const [first, ...rest] = ends;
    this.scope.assigned = new Set([...first!].filter((name) => rest.every((end) => end.has(name))));
    return texts;
  }
}

function chain(variables: readonly string[]): string {
  if (variables.length === 1) return variables[0]!;
  const last = variables.at(-1)!;
  return `(${variables
    .slice(0, -1)
    .map((name) => `${name}!==undefined?${name}:`)
    .join('')}${last})`;
}

export function isLiteral(node: Expression | null): node is Literal {
  return node?.typename === 'Literal';
}
