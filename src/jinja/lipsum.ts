const WORDS =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega'.split(
    ' ',
  );

/** Filler text: Jinja2's `lipsum()` is random, so only its shape (paragraphs of sentences) can be kept. */
export function lipsum(paragraphs: number): string {
  return Array.from({ length: Math.max(0, paragraphs) }, paragraph).join('\n\n');
}

function paragraph(): string {
  return Array.from({ length: 4 + pick(4) }, sentence).join(' ');
}

function sentence(): string {
  const words = Array.from({ length: 6 + pick(10) }, () => WORDS[pick(WORDS.length)]!).join(' ');
  return `${words[0]!.toUpperCase()}${words.slice(1)}.`;
}

function pick(below: number): number {
  return Math.floor(Math.random() * below);
}
