import { codePointLength } from '../values/strings.js';

export interface WrapOptions {
  readonly width: number;
  readonly breakLongWords: boolean;
  readonly breakOnHyphens: boolean;
  readonly separator: string;
}

/** Breaks each line of a text at spaces so that none is longer than `width`, where words allow it. */
export function wordWrap(text: string, options: WrapOptions): string {
  const width = Math.max(1, options.width);
  return text
    .split(/\r\n|[\n\r]/)
    .map((line) => wrapLine(line, { ...options, width }).join(options.separator))
    .join(options.separator);
}

function wrapLine(line: string, options: WrapOptions): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of wordsOf(line, options)) {
    const joined = current + word;
    if (codePointLength(joined.trimEnd()) <= options.width) {
      current = current === '' && lines.length > 0 ? word.trimStart() : joined;
      continue;
    }
    if (current.trimEnd() !== '') lines.push(current.trimEnd());
    current = word.trimStart();
    while (options.breakLongWords && codePointLength(current.trimEnd()) > options.width) {
      const units = Array.from(current);
      lines.push(units.slice(0, options.width).join(''));
      current = units.slice(options.width).join('');
    }
  }
  if (current.trimEnd() !== '') lines.push(current.trimEnd());
  return lines;
}

/** Pieces between which a line may be broken, each with the spaces before it. */
function wordsOf(line: string, { breakOnHyphens }: WrapOptions): string[] {
  const words = line.match(/\s*\S+/g) ?? [];
  if (!breakOnHyphens) return words;
  return words.flatMap((word) => word.split(/(?<=[\p{L}]-)(?=[\p{L}])/u));
}
