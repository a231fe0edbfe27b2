import type { Body, Statement, Target } from '../syntax/nodes.js';

/** What one generated JavaScript function needs declared, known once its body has been generated. */
export class FunctionUnit {
  /** Holds an `await`: must be an async function. */
  awaits = false;
  temporaries = 0;
  usesVarargs = false;
  usesKwargs = false;
  usesCaller = false;

  constructor(
    /** 'macro' may lower `return(x)`; 'caller' is a call block's body, 'loop' a recursive loop. */
    readonly kind: 'root' | 'macro' | 'caller' | 'loop',
    readonly parent: FunctionUnit | null,
  ) {}
}

const NONE: ReadonlySet<string> = new Set();

/** One Jinja scope: a JavaScript block whose variables are `let` declared at its start, undefined until assigned. */
export class Scope {
  /** Template name to JavaScript variable. */
  readonly variables = new Map<string, string>();
  /** Names that are assigned wherever code generated from here on can run. */
  assigned = new Set<string>();
  /** Of a macro's scope: names of its parameters. */
  parameters: ReadonlySet<string> = NONE;
  /** In a loop's body: the variable of `loop`, and whether the body mentions it. */
  loop?: { readonly variable: string; used: boolean };

  constructor(
    readonly parent: Scope | null,
    readonly unit: FunctionUnit,
  ) {}

  /** The outermost scope of its function. */
  get isFunctionScope(): boolean {
    return this.parent === null || this.parent.unit !== this.unit;
  }
}

/** Names that the statements of a scope assign themselves (not those of scopes inside). */
export function assignedNames(body: Body, names: Set<string> = new Set()): Set<string> {
  for (const statement of body.children) addAssigned(statement, names);
  return names;
}

function addAssigned(statement: Statement, names: Set<string>): void {
  switch (statement.typename) {
    case 'Assign':
    case 'SetBlock':
      addTarget(statement.target, names);
      break;
    case 'MacroBlock':
      if (statement.kind !== 'docs') names.add(statement.name);
      break;
    case 'If':
      assignedNames(statement.body, names);
      if (statement.else_) assignedNames(statement.else_, names);
      break;
  }
}

export function addTarget(target: Target, names: Set<string>): void {
  if (target.typename === 'Symbol') names.add(target.value);
  else if (target.typename === 'TargetList') for (const part of target.children) addTarget(part, names);
}
