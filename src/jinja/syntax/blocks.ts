import { XformError } from '../../errors/error.js';
import type { Block, BlockType, CompileOptions } from '../types.js';
import { isSpace, stripEnd, WHITESPACE } from '../values/strings.js';

const TAG = new RegExp(
  `[${WHITESPACE}]*([A-Za-z_][A-Za-z0-9_]*)(?:[${WHITESPACE}]+([A-Za-z_][A-Za-z0-9_]*))?`,
  'y',
);
const RAW_END = new RegExp(`\\{%[-+]?[${WHITESPACE}]*endraw[${WHITESPACE}]*[-+]?%\\}`, 'g');
/** Tags that must not be open around a block definition. */
const CONTROL: ReadonlySet<string> = new Set(['if', 'for']);

interface Tag {
  readonly type: string;
  readonly name: string;
  /** From the opening mark to behind the closing one. */
  readonly start: number;
  readonly end: number;
  /** The same with the whitespace that `{%-` and `-%}` take. */
  readonly outerStart: number;
  readonly outerEnd: number;
}

/** Finds top-level blocks by their tags alone: comments, raw sections, expressions and strings are passed over. */
export function findBlocks(source: string, types: readonly BlockType[], options: CompileOptions): Block[] {
  // dbt strips files when it reads them: whitespace at their ends belongs to no block.
  return new BlockScanner(stripEnd(source), new Set<string>(types), options).scan();
}

class BlockScanner {
  private readonly blocks: Block[] = [];
  private readonly control: Tag[] = [];
  private current: Tag | undefined;
  private lineStarts: number[] | undefined;

  constructor(
    private readonly source: string,
    private readonly types: ReadonlySet<string>,
    private readonly options: CompileOptions,
  ) {}

  scan(): Block[] {
    const { source } = this;
    let at = this.spaceAfter(0);
    for (;;) {
      const mark = this.findMark(at);
      if (mark < 0) break;
      const kind = source[mark + 1];
      if (kind === '#') at = this.endOfComment(mark);
      else if (kind === '{') at = this.endOfCode(mark, '}}');
      else {
        const tag = this.readTag(mark, at);
        at = tag.outerEnd;
        if (tag.type !== 'raw') this.handle(tag);
      }
    }
    if (this.current)
      this.fail(
        this.current.start,
        `the block '${this.current.type} ${this.current.name}' is not closed`,
        `Close it with {% end${this.current.type} %}.`,
      );
    return this.blocks;
  }

  private findMark(from: number): number {
    const { source } = this;
    for (let at = source.indexOf('{', from); at >= 0; at = source.indexOf('{', at + 1)) {
      const next = source.charCodeAt(at + 1);
      if (next === 123 || next === 37 || next === 35) return at;
    }
    return -1;
  }

  private endOfComment(mark: number): number {
    const end = this.source.indexOf('#}', mark + 2);
    return end < 0 ? this.fail(mark, 'Missing end of comment tag', 'Close the comment with #}.') : end + 2;
  }

  /** Offset after the closing mark; one inside a string does not count. */
  private endOfCode(mark: number, close: string): number {
    const { source } = this;
    for (let at = mark + 2; at < source.length; at++) {
      const char = source[at];
      if (char === close[0] && source.startsWith(close, at))
        return close === '}}' ? this.lastBrace(at) : at + 2;
      if (char === '"' || char === "'") at = this.endOfString(at);
    }
    return this.fail(mark, `unexpected end of file, '${close}' is missing`);
  }

  /** `}}}` closes a dict literal first. */
  private lastBrace(at: number): number {
    let end = at;
    while (this.source[end + 2] === '}') end++;
    return end + 2;
  }

  private endOfString(at: number): number {
    const { source } = this;
    for (let end = at + 1; end < source.length; end++) {
      if (source[end] === '\\') end++;
      else if (source[end] === source[at]) return end;
    }
    return this.fail(at, 'unterminated string');
  }

  /** The tag at `mark`; `from` is where the one before it ended. */
  private readTag(mark: number, from: number): Tag {
    const { source } = this;
    const outerStart = source[mark + 2] === '-' ? this.spaceBefore(mark, from) : mark;
    const signed = source[mark + 2] === '-' || source[mark + 2] === '+';
    TAG.lastIndex = mark + (signed ? 3 : 2);
    const match = TAG.exec(source);
    if (!match) return this.tag('', '', outerStart, mark, this.endOfCode(mark, '%}'));
    const type = match[1]!;
    if (type === 'raw') {
      RAW_END.lastIndex = mark;
      if (!RAW_END.test(source))
        this.fail(mark, 'Missing end of raw directive', 'Close the block with {% endraw %}.');
      return this.tag(type, '', outerStart, mark, RAW_END.lastIndex);
    }
    return this.tag(type, match[2] ?? '', outerStart, mark, this.endOfCode(mark, '%}'));
  }

  private tag(type: string, name: string, outerStart: number, start: number, end: number): Tag {
    const outerEnd = this.source[end - 3] === '-' ? this.spaceAfter(end) : end;
    return { type, name, outerStart, start, end, outerEnd };
  }

  private spaceBefore(offset: number, limit: number): number {
    let at = offset;
    while (at > limit && isSpace(this.source[at - 1]!)) at--;
    return at;
  }

  private spaceAfter(offset: number): number {
    let at = offset;
    while (at < this.source.length && isSpace(this.source[at]!)) at++;
    return at;
  }

  private handle(tag: Tag): void {
    if (CONTROL.has(tag.type)) this.control.push(tag);
    else if (tag.type === 'endif' || tag.type === 'endfor') this.closeControl(tag);
    if (this.types.has(tag.type)) this.open(tag);
    else if (!this.current) this.options.onUnexpectedTag?.(tag.type, this.place(tag.start));
    else if (tag.type === `end${this.current.type}`) this.close(this.current, tag);
  }

  private closeControl(tag: Tag): void {
    const open = this.control.pop();
    const wanted = tag.type.slice(3);
    if (!open)
      this.fail(tag.start, `got an unexpected control flow end tag '${tag.type}': no '${wanted}' is open`);
    if (open!.type !== wanted) {
      this.fail(
        tag.start,
        `got '${tag.type}' but the innermost open tag is '${open!.type}'`,
        `It was opened in line ${this.place(open!.start).line}.`,
      );
    }
  }

  private open(tag: Tag): void {
    const [outer] = this.control;
    if (outer) {
      this.fail(
        tag.start,
        `the block '${tag.type} ${tag.name}' is inside '${outer.type}'; it must be at the top level of the file`,
      );
    }
    if (this.current) {
      this.fail(
        tag.start,
        `the block '${tag.type} ${tag.name}' is inside '${this.current.type} ${this.current.name}'`,
        `Close that block first with {% end${this.current.type} %}.`,
      );
    }
    if (tag.name === '') this.fail(tag.start, `the block '${tag.type}' has no name`);
    this.current = tag;
  }

  private close(open: Tag, end: Tag): void {
    this.blocks.push({
      type: open.type as BlockType,
      name: open.name,
      contents: this.source.slice(open.outerEnd, Math.max(open.outerEnd, end.outerStart)),
      source: this.source.slice(open.outerStart, end.outerEnd),
      place: this.place(open.start),
      contentsPlace: this.place(open.outerEnd),
    });
    this.current = undefined;
  }

  private place(offset: number): { file: string; line: number; column: number } {
    this.lineStarts ??= lineStarts(this.source);
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.lineStarts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    const { file, start } = this.options;
    const column = offset - this.lineStarts[low]! + (low === 0 ? (start?.column ?? 1) : 1);
    return { file, line: low + (start?.line ?? 1), column };
  }

  private fail(offset: number, message: string, hint?: string): never {
    throw new XformError('compilation', message, { place: this.place(offset), hint });
  }
}

function lineStarts(source: string): number[] {
  const starts = [0];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
