import type { MacroReference } from '../types.js';
import type { Expression, FunCall } from './nodes.js';

/**
 * The macros that calls name in plain sight: `m()`, `pkg.m()`, `adapter.dispatch('m', 'ns')`. Each once, in the order of
 * the text: a call before those in its arguments.
 */
export function macroReferences(calls: readonly FunCall[]): MacroReference[] {
  const found = new Map<string, MacroReference>();
  const inOrder = [...calls].sort((a, b) => a.lineno - b.lineno || a.colno - b.colno);
  for (const call of inOrder) {
    const reference = referenceOf(call);
    if (!reference) continue;
    const key = `${reference.dispatch ? 'dispatch ' : ''}${reference.package ?? ''}.${reference.name}`;
    if (!found.has(key)) found.set(key, reference);
  }
  return [...found.values()];
}

function referenceOf(call: FunCall): MacroReference | undefined {
  const target = call.name;
  if (target.typename === 'Symbol') return { name: target.value };
  if (target.typename !== 'Attribute' || target.target.typename !== 'Symbol') return undefined;
  const owner = target.target.value;
  if (owner !== 'adapter') return { name: target.name, package: owner };
  return target.name === 'dispatch' ? dispatched(call) : undefined;
}

function dispatched({ args }: FunCall): MacroReference | undefined {
  const named = (name: string): Expression | undefined =>
    args.named.find((argument) => argument.name === name)?.value;
  const name = textOf(args.positional[0] ?? named('macro_name'));
  if (name === undefined) return undefined;
  return { name, package: textOf(args.positional[1] ?? named('macro_namespace')), dispatch: true };
}

function textOf(node: Expression | undefined): string | undefined {
  return node?.typename === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}
