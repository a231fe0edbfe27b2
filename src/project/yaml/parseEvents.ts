import { type Event, parseEvents as parseYamlEvents, YAMLException } from 'js-yaml';

/** A document's event stream, and the text its offsets refer to. */
export interface EventStream {
  readonly events: readonly Event[];
  readonly source: string;
  /** Line (0-based) -> spaces that were put before it; offsets of `source` are moved by them. */
  readonly padding: ReadonlyMap<number, number>;
}

/** A syntax error, at an offset of the text as it was given. */
export interface SyntaxProblem {
  readonly reason: string;
  readonly offset: number;
}

export class YamlSyntaxError extends Error {
  constructor(readonly problem: SyntaxProblem) {
    super(problem.reason);
  }
}

/** Deeper files are refused: nothing written by hand is, and each level costs stack. */
const MAX_DEPTH = 250;
/** js-yaml's words for a continuation line that YAML 1.2 wants further to the right. */
const TOO_FAR_LEFT = 'deficient indentation';

/**
 * js-yaml's events for `text`. Inside quotes and brackets PyYAML does not look at indentation, while js-yaml follows
 * YAML 1.2 and refuses a closing bracket or a continuation line at the left margin. Spaces before such a line mean
 * nothing there, so the line is moved to the right and the text read again.
 */
export function parseEvents(text: string): EventStream {
  const padding = new Map<number, number>();
  let source = text;
  for (;;) {
    try {
      return { events: parseYamlEvents(source, { maxDepth: MAX_DEPTH }), source, padding };
    } catch (error) {
      if (!(error instanceof YAMLException) || !error.mark) throw error;
      const { line, position } = error.mark;
      if (error.reason !== TOO_FAR_LEFT || padding.has(line)) {
        throw new YamlSyntaxError({
          reason: error.reason,
          offset: unpaddedOffset(source, position, padding),
        });
      }
      const lineStart = position - error.mark.column;
      const spaces = deepestIndent(text) + 1;
      padding.set(line, spaces);
      source = source.slice(0, lineStart) + ' '.repeat(spaces) + source.slice(lineStart);
    }
  }
}

function deepestIndent(text: string): number {
  let deepest = 0;
  for (const match of text.matchAll(/^[ -]*/gm)) deepest = Math.max(deepest, match[0].length);
  return deepest;
}

/** An offset of the padded `source` as one of the text it was made from. */
export function unpaddedOffset(source: string, offset: number, padding: ReadonlyMap<number, number>): number {
  if (padding.size === 0) return offset;
  let moved = 0;
  let line = 0;
  let lineStart = 0;
  for (;;) {
    const spaces = padding.get(line) ?? 0;
    moved += Math.min(spaces, Math.max(0, offset - lineStart));
    const next = nextLineStart(source, lineStart);
    if (next === undefined || next > offset) return offset - moved;
    lineStart = next;
    line++;
  }
}

function nextLineStart(source: string, from: number): number | undefined {
  const found = /\r\n|\r|\n/g;
  found.lastIndex = from;
  const match = found.exec(source);
  return match ? match.index + match[0].length : undefined;
}
