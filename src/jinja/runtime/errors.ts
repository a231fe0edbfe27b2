import { isXformError, type MacroFrame, XformError, XformErrors } from '../../errors/error.js';
import { raise } from '../values/raise.js';
import { callable, type Value } from '../values/types.js';
import { type RenderState, recursionError } from './state.js';

/** What generated code hands over about its template: file, and line and column of each numbered place. */
export interface UnitInfo {
  readonly file: string;
  readonly places: readonly number[];
}

/** Longest macro stack that an error keeps; deeper ones repeat themselves. */
const MAX_FRAMES = 40;

/** Thrown by `return()` where it cannot be a JavaScript return. Not an Error: no stack trace is taken. */
export class ReturnSignal {
  constructor(readonly value: Value) {}
}

/** `return(value)`: leaves the running macro with any value. */
export const returnFunction = callable('return', (args, kwargs) => {
  const value = args.length > 0 ? args[0] : kwargs['data'];
  if (args.length > 1) raise(`return() takes 1 positional argument but ${args.length} were given`);
  if (value === undefined) raise("return() missing 1 required positional argument: 'data'");
  throw new ReturnSignal(value);
});

function placeOf(unit: UnitInfo, at: number): MacroFrame['place'] {
  return { file: unit.file, line: unit.places[at * 2], column: unit.places[at * 2 + 1] };
}

/** The error to pass on from a function whose execution was at place `at`. */
export function located(error: unknown, at: number, unit: UnitInfo, state: RenderState): unknown {
  if (error instanceof ReturnSignal || error instanceof XformErrors) return error;
  const known = isXformError(error) ? (error as XformError) : convert(error, state);
  // Where a template stood says nothing about a server or file that cannot be reached.
  if (known.kind !== 'connection') known.place ??= placeOf(unit, at);
  return known;
}

/** As `located`, for the outermost template: says from where it called the macro that failed. */
export function locatedRoot(error: unknown, at: number, unit: UnitInfo, state: RenderState): unknown {
  if (error instanceof ReturnSignal) {
    return new XformError('compilation', 'return() was called outside of a macro', {
      place: placeOf(unit, at),
    });
  }
  const known = located(error, at, unit, state);
  if (known instanceof XformError && known.macroStack.length > 0) {
    known.calledFrom = placeOf(unit, at);
  }
  return known;
}

/** End of a macro by an exception: the value of `return()`, or the error with one more frame. */
export function leaveMacro(
  error: unknown,
  at: number,
  unit: UnitInfo,
  state: RenderState,
  macro: string,
): Value {
  if (error instanceof ReturnSignal) return error.value;
  const known = located(error, at, unit, state);
  if (!isXformError(known) || !('macroStack' in known) || known.kind === 'connection') throw known;
  if (known.macroStack.length < MAX_FRAMES) {
    known.macroStack = [...known.macroStack, { macro, place: placeOf(unit, at) }];
  }
  throw known;
}

/** JavaScript's own limits. Little may be done here: the stack can be full. */
function limitError(error: RangeError, running: readonly string[]): XformError {
  if (!error.message.startsWith('Maximum call stack')) {
    return new XformError('compilation', 'a text, list or number of the template grows too large', {
      notes: [error.message],
    });
  }
  if (running.length > STACK_IS_MACROS) return recursionError(running);
  return new XformError('compilation', 'maximum recursion depth exceeded', {
    hint: 'A list or dict may contain itself, or the template nests too deeply.',
  });
}

/** With more macros running than this, they are what filled the stack. */
const STACK_IS_MACROS = 40;

/** Anything else that was thrown: too deep recursion is the template's fault, the rest is a bug of the host. */
function convert(error: unknown, state: RenderState): XformError {
  if (error instanceof RangeError) return limitError(error, state.calls.names);
  const message = error instanceof Error ? error.message : String(error);
  return new XformError('internal', message, {
    cause: error,
    hint: 'This is a bug in xform. Run again with --debug and report it with the log file.',
  });
}
