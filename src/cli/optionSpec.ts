/** How an option's texts become a value under its key. */
export type OptionKind = 'flag' | 'toggle' | 'text' | 'integer' | 'list';

/** One option of the command line. `key` is dbt's parameter name. A toggle also has its `--no-` form. */
export interface OptionSpec {
  /** Name in the command table where it differs from the key (commands disagree on what --output means). */
  readonly id?: string;
  readonly key: string;
  readonly long: string;
  readonly short?: string;
  readonly kind: OptionKind;
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly help: string;
  /** Accepted for dbt's sake, left out of `--help`. */
  readonly hidden?: boolean;
}
