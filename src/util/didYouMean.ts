import { distance } from 'fastest-levenshtein';

/**
 * The candidates nearest to a misspelt name, best first, at most `limit`; none when nothing is close
 * (more than a third of the letters differ). Case is ignored.
 */
export function closest(name: string, candidates: Iterable<string>, limit = 3): string[] {
  const wanted = name.toLowerCase();
  const allowed = Math.max(1, Math.floor(wanted.length / 3));
  const scored: { candidate: string; score: number }[] = [];
  for (const candidate of new Set(candidates)) {
    const score = distance(wanted, candidate.toLowerCase());
    if (score <= allowed) scored.push({ candidate, score });
  }
  scored.sort((a, b) => a.score - b.score || (a.candidate < b.candidate ? -1 : 1));
  return scored.slice(0, limit).map((entry) => entry.candidate);
}

/** `Did you mean 'a' or 'b'?`, or undefined when nothing is close. */
export function didYouMean(name: string, candidates: Iterable<string>): string | undefined {
  const near = closest(name, candidates).map((candidate) => `'${candidate}'`);
  if (near.length === 0) return undefined;
  const last = near.pop();
  return `Did you mean ${near.length > 0 ? `${near.join(', ')} or ` : ''}${last}?`;
}
