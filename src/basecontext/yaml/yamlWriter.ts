import type { ScalarStyle } from './scalarStyle.js';

/** Lines are folded at the first chance after this column. */
const WIDTH = 80;

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\x85': 'N',
  '\xa0': '_',
  '\u2028': 'L',
  '\u2029': 'P',
};

/** YAML text as it grows, with the column of its end. */
export class YamlWriter {
  #text = '';
  #column = 0;

  toString(): string {
    return this.#text;
  }

  write(text: string): void {
    this.#text += text;
    const newline = text.lastIndexOf('\n');
    this.#column = newline < 0 ? this.#column + text.length : text.length - newline - 1;
  }

  newLine(indent: number): void {
    this.write(`\n${' '.repeat(indent)}`);
  }

  /** A string; `indent` is that of its further lines, and `fold` allows to break long ones. */
  writeString(text: string, style: ScalarStyle, indent: number, fold: boolean): void {
    if (style === 'double') this.#writeDouble(text, indent, fold);
    else if (style === 'single') this.#writeSingle(text, indent, fold);
    else this.#writeFolded(text, indent, fold);
  }

  /** Words; a lone space between two of them may become a line break. */
  #writeFolded(text: string, indent: number, fold: boolean): void {
    const parts = text.split(/( +)/);
    parts.forEach((part, i) => {
      const between = i > 0 && i < parts.length - 1;
      const inside =
        between && !(i === 1 && parts[0] === '') && !(i === parts.length - 2 && parts.at(-1) === '');
      if (part === ' ' && inside && fold && this.#column > WIDTH) this.newLine(indent);
      else this.write(part);
    });
  }

  /** A line break inside the quotes is written as one more than there are. */
  #writeSingle(text: string, indent: number, fold: boolean): void {
    this.write("'");
    for (const part of text.split(/(\n+)/)) {
      if (part.startsWith('\n')) this.write(`\n${part}${' '.repeat(indent)}`);
      else this.#writeFolded(part.replaceAll("'", "''"), indent, fold);
    }
    this.write("'");
  }

  #writeDouble(text: string, indent: number, fold: boolean): void {
    const characters = [...text];
    this.write('"');
    let afterEscape = false;
    characters.forEach((char, i) => {
      const escaped = escapeOf(char);
      if (escaped !== undefined) this.write(escaped);
      // PyYAML looks at the column before an escape's last character, and after plain ones.
      const column = escaped === undefined ? this.#column : this.#column - 1;
      const mayFold = fold && i > 0 && i < characters.length - 1 && column > WIDTH;
      if (mayFold && (escaped !== undefined || char === ' ' || afterEscape)) {
        this.write('\\');
        this.newLine(indent);
        // A space at the start of the next line would be taken for indentation.
        const next = escaped === undefined ? char : characters[i + 1];
        if (next === ' ') this.write('\\');
      }
      if (escaped === undefined) this.write(char);
      afterEscape = escaped !== undefined;
    });
    this.write('"');
  }
}

function escapeOf(char: string): string | undefined {
  const code = char.codePointAt(0)!;
  if (ESCAPES[char] !== undefined) return `\\${ESCAPES[char]}`;
  if (code >= 0x20 && code <= 0x7e) return undefined;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
