/** Where something is: a path as the user knows it (relative to the project where possible), 1-based. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** One macro call on the way to an error, innermost first. `place` is where that macro was executing. */
export interface MacroFrame {
  readonly macro: string;
  readonly place?: Place;
}

/**
 * The families of errors, with the heading dbt prints for each and the exit code of a run that it stops.
 * An error of a single node (runner) always ends in exit code 1, whatever its family.
 */
export const ERROR_KINDS = {
  usage: { title: 'Usage Error', exit: 2 },
  project: { title: 'Runtime Error', exit: 2 },
  profile: { title: 'Runtime Error', exit: 2 },
  parse: { title: 'Parsing Error', exit: 2 },
  compilation: { title: 'Compilation Error', exit: 2 },
  dependency: { title: 'Runtime Error', exit: 2 },
  database: { title: 'Database Error', exit: 2 },
  connection: { title: 'Database Error', exit: 2 },
  contract: { title: 'Compilation Error', exit: 2 },
  runtime: { title: 'Runtime Error', exit: 2 },
  failFast: { title: 'FailFast Error', exit: 1 },
  cancelled: { title: 'Runtime Error', exit: 1 },
  internal: { title: 'Internal Error', exit: 2 },
} as const;

export type ErrorKind = keyof typeof ERROR_KINDS;

export interface XformErrorOptions {
  readonly place?: Place;
  /** What to do about it, one or two sentences ("Did you mean 'stg_orders'?"). */
  readonly hint?: string;
  /** More facts, each printed on its own line. */
  readonly notes?: readonly string[];
  readonly macroStack?: readonly MacroFrame[];
  /** Where the template stood that called the outermost of these macros. */
  readonly calledFrom?: Place;
  /** unique_id and resource kind of the node at fault, when known: shown as dbt shows it. */
  readonly node?: { readonly resource_type: string; readonly name: string; readonly path: string };
  readonly cause?: unknown;
}

const BRAND = Symbol.for('xform.error');

/** The one error class: everything a user can cause or fix. Anything else that is thrown is a bug in xform. */
export class XformError extends Error {
  readonly [BRAND] = true;
  place?: Place;
  hint?: string;
  notes: readonly string[];
  macroStack: readonly MacroFrame[];
  calledFrom?: Place;
  node?: XformErrorOptions['node'];

  constructor(
    readonly kind: ErrorKind,
    message: string,
    options: XformErrorOptions = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'XformError';
    this.place = options.place;
    this.hint = options.hint;
    this.notes = options.notes ?? [];
    this.macroStack = options.macroStack ?? [];
    this.calledFrom = options.calledFrom;
    this.node = options.node;
  }
}

/** Several errors found by one phase, reported together. */
export class XformErrors extends Error {
  readonly [BRAND] = true;
  constructor(readonly errors: readonly XformError[]) {
    super(errors.map((error) => error.message).join('\n'));
    this.name = 'XformErrors';
  }
}

/** Recognises errors of every copy of this module (an engine package may carry its own). */
export function isXformError(value: unknown): value is XformError | XformErrors {
  return typeof value === 'object' && value !== null && BRAND in value;
}

/** The errors inside `value`; something that is not an XformError becomes one of kind `internal`. */
export function errorsOf(value: unknown): readonly XformError[] {
  if (value instanceof XformErrors || (isXformError(value) && 'errors' in value)) {
    return (value as XformErrors).errors;
  }
  if (isXformError(value)) return [value as XformError];
  const message = value instanceof Error ? value.message : String(value);
  return [
    new XformError('internal', message, {
      cause: value,
      hint: 'This is a bug in xform. Run again with --debug and report it with the log file.',
    }),
  ];
}

/** Throws what was collected: nothing for none, the error itself for one, XformErrors for several. */
export function throwCollected(errors: readonly XformError[]): void {
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new XformErrors(errors);
}
