/** Python's flags of regular expressions, by bit. */
export const FLAG_BITS = {
  IGNORECASE: 2,
  LOCALE: 4,
  MULTILINE: 8,
  DOTALL: 16,
  UNICODE: 32,
  VERBOSE: 64,
  ASCII: 256,
} as const;

/** The flags that change what a pattern means, at one place of it. */
export interface Flags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly verbose: boolean;
  readonly ascii: boolean;
}

export function flagsOf(bits: number): Flags {
  const has = (name: keyof typeof FLAG_BITS) => (bits & FLAG_BITS[name]) !== 0;
  return {
    ignoreCase: has('IGNORECASE'),
    multiline: has('MULTILINE'),
    dotAll: has('DOTALL'),
    verbose: has('VERBOSE'),
    ascii: has('ASCII'),
  };
}

/** Bits of the letters in `(?im)`. */
export const LETTER_BITS: Readonly<Record<string, number>> = {
  a: FLAG_BITS.ASCII,
  i: FLAG_BITS.IGNORECASE,
  L: FLAG_BITS.LOCALE,
  m: FLAG_BITS.MULTILINE,
  s: FLAG_BITS.DOTALL,
  u: FLAG_BITS.UNICODE,
  x: FLAG_BITS.VERBOSE,
};
