import { PyDict } from '../values/dict.js';
import { raise } from '../values/raise.js';
import { pyRepr } from '../values/text.js';
import { type Callable, callable, type Kwargs, NO_KWARGS, PyTuple, type Value } from '../values/types.js';
import { Undefined } from '../values/undefined.js';

/** What a macro accepts. Bound values are the parameters, then caller, kwargs, varargs where taken. */
export interface MacroSignature {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly takesVarargs: boolean;
  readonly takesKwargs: boolean;
  readonly takesCaller: boolean;
}

/** Arguments by parameter; JavaScript's undefined where none was given. */
export function bindArguments(
  signature: MacroSignature,
  args: readonly Value[],
  kwargs: Kwargs,
): readonly Value[] {
  const { parameters, takesVarargs, takesKwargs, takesCaller } = signature;
  const count = parameters.length;
  if (args.length > count && !takesVarargs) {
    raise(
      `macro '${signature.name}' takes not more than ${count} argument(s)`,
      `It was called with ${args.length}.`,
    );
  }
  const plain = !takesVarargs && !takesKwargs && !takesCaller;
  if (plain && kwargs === NO_KWARGS) return args;
  const values: Value[] = args.slice(0, count);
  const rest = bindNamed(signature, args.length, kwargs, values);
  let next = count;
  if (takesCaller) values[next++] = rest.caller ?? NO_CALLER;
  if (takesKwargs) values[next++] = rest.kwargs;
  if (takesVarargs) values[next] = PyTuple.fromArray(args.slice(count));
  return values;
}

const NO_CALLER = new Undefined('caller', { message: 'No caller defined' });

/** Fills parameters given by name; what is left must be taken by `kwargs` or `caller`. */
function bindNamed(
  signature: MacroSignature,
  given: number,
  kwargs: Kwargs,
  values: Value[],
): { caller?: Value; kwargs: PyDict } {
  const { parameters, takesKwargs, takesCaller } = signature;
  const rest = new PyDict();
  let caller: Value | undefined;
  for (const name in kwargs) {
    const at = parameters.indexOf(name);
    if (at >= given) values[at] = kwargs[name];
    else if (name === 'caller' && takesCaller && at < 0) caller = kwargs[name];
    else if (takesKwargs) rest.set(name, kwargs[name]);
    else refuse(signature, name, at);
  }
  return { caller, kwargs: rest };
}

function refuse(signature: MacroSignature, name: string, at: number): never {
  if (name === 'caller') {
    raise(
      `macro '${signature.name}' was called with a call block but does not use caller()`,
      'Print caller() in the macro, or call it with {{ }} instead of {% call %}.',
    );
  }
  const hint = at >= 0 ? `It was given '${name}' by position already.` : parametersHint(signature);
  return raise(`macro '${signature.name}' takes no keyword argument ${pyRepr(name)}`, hint);
}

function parametersHint({ parameters }: MacroSignature): string {
  return parameters.length === 0 ? 'It has no parameters.' : `Its parameters are: ${parameters.join(', ')}.`;
}

export function missingParameter(name: string): Undefined {
  return new Undefined(name, { message: `parameter '${name}' was not provided` });
}

/** A macro of the template itself, or a call block's body, as a value. */
export function macroValue(
  signature: MacroSignature,
  run: (args: Value[], kwargs: Kwargs) => Value,
): Callable {
  return callable(signature.name, run);
}
