import { XformError } from '../../errors/error.js';
import { GLOBALS } from '../globals.js';
import type { RenderContext } from '../types.js';
import type { Value } from '../values/types.js';
import { Undefined } from '../values/undefined.js';
import { MACRO_DEPTH_LIMIT } from './limits.js';

/** Macros that are running now in one context. */
export class CallStack {
  readonly names: string[] = [];

  enter(name: string): void {
    if (this.names.length >= MACRO_DEPTH_LIMIT) throw recursionError([...this.names, name]);
    this.names.push(name);
  }
}

/** Says which macros call each other without end. */
export function recursionError(names: readonly string[]): XformError {
  const last = names.at(-1);
  const before = last === undefined ? -1 : names.slice(0, -1).lastIndexOf(last);
  const cycle = before < 0 ? '' : `: ${names.slice(before).join(' -> ')}`;
  return new XformError(
    'compilation',
    `macro recursion is too deep (more than ${MACRO_DEPTH_LIMIT} calls)${cycle}`,
    {
      hint: 'Let the recursion end: return before the macro calls itself again.',
    },
  );
}

/** What generated code knows of one render: where names come from, and what is running. */
export class RenderState {
  private readonly silent: boolean;
  private readonly candidates: () => Iterable<string>;

  constructor(
    readonly context: RenderContext,
    undefinedNames: RenderContext['undefinedNames'],
    readonly calls: CallStack,
  ) {
    this.silent = undefinedNames === 'silent';
    this.candidates = () => context.names();
  }

  /** Value of a name that the template itself does not define. */
  name(name: string): Value {
    const value = this.context.lookup(name);
    if (value !== undefined) return value;
    const global = GLOBALS.get(name);
    if (global !== undefined) return global;
    return new Undefined(name, { silent: this.silent, candidates: this.candidates });
  }

  leave(): void {
    this.calls.names.pop();
  }
}

interface States {
  readonly body: RenderState;
  readonly macro: RenderState;
}

const states = new WeakMap<RenderContext, States>();

function statesOf(context: RenderContext): States {
  let found = states.get(context);
  if (!found) {
    const calls = new CallStack();
    found = {
      body: new RenderState(context, context.undefinedNames, calls),
      macro: new RenderState(context, 'default', calls),
    };
    states.set(context, found);
  }
  return found;
}

/** State for a template's own body. */
export function bodyState(context: RenderContext): RenderState {
  return statesOf(context).body;
}

/** State for macros: unknown names are never silent there. */
export function macroState(context: RenderContext): RenderState {
  return statesOf(context).macro;
}
