import { XformError } from '../../errors/error.js';
import { didYouMean } from '../../util/didYouMean.js';
import { pyRepr } from './text.js';
import { typeName } from './typeName.js';
import type { Value } from './types.js';

export interface UndefinedOptions {
  /** The attribute's owner, when the missing thing is an attribute or item. */
  readonly owner?: Value;
  /** The whole message, instead of one made from name and owner. */
  readonly message?: string;
  /** dbt's parse-time kind: attributes, items and calls give Undefined again instead of an error. */
  readonly silent?: boolean;
  /** Came out of a macro, where nothing is silent: it stays an error wherever it goes. */
  readonly fromMacro?: boolean;
  /** Names that exist where this one was looked up, for a suggestion. */
  readonly candidates?: () => Iterable<string>;
}

/** jinja2's Undefined: prints as '', false, empty to iterate, equal only to its like; any other use is an error. */
export class Undefined {
  readonly silent: boolean;

  constructor(
    readonly name: Value,
    private readonly options: UndefinedOptions = {},
  ) {
    this.silent = options.silent === true;
  }

  /** What using it says: `'x' is undefined`, `'dict object' has no attribute 'x'`. */
  get message(): string {
    const { message, owner } = this.options;
    if (message !== undefined) return message;
    if (owner === undefined) return `${quoted(this.name)} is undefined`;
    const kind = owner === null ? 'None' : `${typeName(owner)} object`;
    if (typeof this.name !== 'string') return `${kind} has no element ${pyRepr(this.name)}`;
    return `'${kind}' has no attribute ${quoted(this.name)}`;
  }

  /** The same thing missing, but free to use. */
  silenced(): Undefined {
    return this.silent || this.options.fromMacro
      ? this
      : new Undefined(this.name, { ...this.options, silent: true });
  }

  /** The same thing missing, and silenced() leaves it so. */
  leavingMacro(): Undefined {
    return this.silent ? this : new Undefined(this.name, { ...this.options, fromMacro: true });
  }

  /** The error of using it in a way that needs a value. */
  error(advice?: string): XformError {
    const { candidates, owner } = this.options;
    const guess = owner === undefined && typeof this.name === 'string' && this.name.length > 2;
    const hint = guess && candidates ? didYouMean(this.name, candidates()) : undefined;
    return new XformError('compilation', this.message, { hint: hint ?? advice });
  }

  toJSON(): never {
    throw this.error();
  }
}

function quoted(name: Value): string {
  return `'${String(name)}'`;
}
