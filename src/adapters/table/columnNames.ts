/** Letters for a column without a name: a ... z, aa, bb ... */
export function letterName(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return letter.repeat(Math.floor(index / 26) + 1);
}

/** Names as agate makes them distinct: an empty one gets its letter, a repeated one `_2`, `_3` ... */
export function distinctNames(names: readonly (string | null)[]): string[] {
  const taken = new Set<string>();
  return names.map((given, i) => {
    const name = given === null || given === '' ? letterName(i) : given;
    let final = name;
    for (let n = 2; taken.has(final); n++) final = `${name}_${n}`;
    taken.add(final);
    return final;
  });
}

/** Lower-case ASCII words joined by underscores. */
export function slugify(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
}
