/** A model's template with one mechanical mistake in it. */
export interface Mutant {
  readonly kind: 'rename' | 'drop' | 'retype' | 'alias';
  readonly code: string;
  /** Offset of what was changed, and the text now there ('' when dropped). */
  readonly at: number;
  readonly text: string;
  /** The name in question as it was. */
  readonly was: string;
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Jinja, comments and texts as blanks of the same length. */
function mask(code: string): string {
  return code.replace(/\{[{%#][\s\S]*?[}%#]\}|--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, (part) =>
    part.replace(/[^\n]/g, ' '),
  );
}

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Every mistake of the four kinds that can be made with these columns; `types`: what casts are tried. */
export function mutantsOf(
  code: string,
  columns: readonly string[],
  types: readonly string[],
  random: () => number,
): Mutant[] {
  const text = mask(code);
  const mutants: Mutant[] = [];
  const replace = (kind: Mutant['kind'], at: number, old: string, now: string, was = old): void => {
    mutants.push({ kind, at, was, text: now, code: code.slice(0, at) + now + code.slice(at + old.length) });
  };
  const names = [...new Set(columns)].map(escaped).join('|');
  for (const { 0: word, index } of text.matchAll(new RegExp(`(?<![\\w$])(?:${names})(?![\\w$(])`, 'gi'))) {
    const at = 1 + Math.floor(random() * (word.length - 1));
    replace('rename', index, word, `${word.slice(0, at)}_${word.slice(at)}`);
    replace('rename', index, word, `${word}s`);
    replace('rename', index, word, `${word.slice(1)}_id`);
  }
  const aliases = [...new Set([...text.matchAll(/(?<![\w$.])([a-z_]\w*)\.\w/gi)].map((match) => match[1]!))];
  for (const match of text.matchAll(/(?<![\w$.])([a-z_]\w*)(?=\.\w)/gi)) {
    const others = aliases.filter((alias) => alias !== match[1]);
    for (const other of [...others, `${match[1]}_x`]) replace('alias', match.index, match[1]!, other);
  }
  // Items of select lists that have a line of their own.
  for (const match of text.matchAll(/^[ \t]+(?!select\b|from\b)([^\n]*?\b(\w+)),[ \t]*$/gim)) {
    const at = match.index + match[0].indexOf(match[1]!);
    const item = code.slice(at, at + match[1]!.length);
    if (item.includes('{') || (item.match(/\(/g)?.length ?? 0) !== (item.match(/\)/g)?.length ?? 0)) continue;
    const line = code.slice(match.index, match.index + match[0].length);
    mutants.push({
      kind: 'drop',
      at: match.index,
      was: match[2]!,
      text: '',
      code: code.slice(0, match.index) + code.slice(match.index + line.length),
    });
    // What has neither a column's name nor an alias may be a table.
    if (!/\bas\b/i.test(item) && !columns.some((column) => column.toLowerCase() === match[2]!.toLowerCase()))
      continue;
    const first = Math.floor(random() * types.length);
    for (const type of [types[first]!, types[(first + 1) % types.length]!])
      replace('retype', at, item, `cast(null as ${type}) as ${match[2]!}`, match[2]!);
  }
  return mutants;
}

/** A part of the list, chosen by chance, in its order. */
export function sample<T>(list: readonly T[], count: number, random: () => number): T[] {
  const chosen = new Set(
    list
      .map((_, i) => [random(), i] as const)
      .sort((a, b) => a[0] - b[0])
      .slice(0, count)
      .map(([, i]) => i),
  );
  return list.filter((_, i) => chosen.has(i));
}
