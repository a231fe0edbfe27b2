/** What a step left behind, as record.py writes it. Absent: nothing of the kind. */
export interface StepAnswer {
  readonly command: string;
  readonly exit: number;
  /** The whole message of what ended the command. */
  readonly error?: string;
  /** What templates printed or logged at info level, what `show` and `compile` showed. */
  readonly printed?: readonly string[];
  /** Names of the warning events, sorted. */
  readonly warnings?: readonly string[];
  readonly listed?: readonly string[];
  readonly manifest?: ManifestAnswer;
  readonly results?: Readonly<Record<string, ResultAnswer>>;
  readonly freshness?: Readonly<Record<string, unknown>>;
  readonly database?: DatabaseAnswer | 'unchanged';
  /** Of a `look:` step. */
  readonly seen?: unknown;
}

export interface ResultAnswer {
  readonly status: string;
  readonly message: string | null;
  readonly failures: number | null;
  /** White space squeezed. */
  readonly compiled?: string;
  readonly relation?: string;
}

export interface ManifestAnswer {
  readonly nodes: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly disabled: readonly string[];
}

/** Relations by `schema.name`. */
export type DatabaseAnswer = Readonly<
  Record<
    string,
    {
      readonly kind: string;
      readonly columns: readonly (readonly string[])[];
      readonly rows: readonly (readonly (string | null)[])[];
    }
  >
>;

export interface Golden {
  readonly dbt: string;
  readonly steps: readonly StepAnswer[];
}
