interface Point {
  readonly x: number;
  readonly y: number;
}

/** A smooth line through the points that runs from left to right at both ends. */
export function edgePath(points: readonly Point[]): string {
  const [first, ...others] = points;
  if (first === undefined) return '';
  let path = `M${round(first.x)} ${round(first.y)}`;
  let from = first;
  for (const to of others) {
    const bend = (to.x - from.x) / 2;
    path += `C${round(from.x + bend)} ${round(from.y)} ${round(to.x - bend)} ${round(to.y)} ${round(to.x)} ${round(to.y)}`;
    from = to;
  }
  return path;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** As much of a text as fits a width, by the average width of a letter. */
export function fitText(text: string, width: number, letter = 7.7): string {
  const letters = Math.floor(width / letter);
  return text.length <= letters ? text : `${text.slice(0, Math.max(1, letters - 1))}…`;
}
