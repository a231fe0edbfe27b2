import { EVENT_ID, SCALAR_STYLE } from 'js-yaml';
import { parseEvents } from './parseEvents.js';

export interface ExplainedProblem {
  readonly message: string;
  readonly offset: number;
  readonly hint?: string;
}

/** What the explanations look at: the file and the place where reading it stopped. */
interface Trouble {
  readonly text: string;
  readonly reason: string;
  readonly offset: number;
  /** The line of the offset, from its start. */
  readonly line: string;
  readonly lineStart: number;
}

type Explanation = (trouble: Trouble) => ExplainedProblem | undefined;

/** Tried in order: the first that fits speaks. */
const EXPLANATIONS: readonly Explanation[] = [
  tabInIndentation,
  unclosedQuote,
  quoteClosedLater,
  unquotedJinja,
  textAfterQuote,
  forbiddenStart,
  colonInValue,
  listItemExpected,
  missingColon,
  unclosedBracket,
  missingComma,
  wrongIndentation,
  badEscape,
  markBeforeText,
  textAfterBlockMark,
];

/** A YAML reader's complaint in words that say what to change, placed where the mistake is rather than where it showed. */
export function explainYamlProblem(text: string, reason: string, offset: number): ExplainedProblem {
  const lineStart = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
  const trouble: Trouble = { text, reason, offset, lineStart, line: lineAt(text, lineStart) };
  for (const explain of EXPLANATIONS) {
    const explained = explain(trouble);
    if (explained) return explained;
  }
  return { message: reason, offset };
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? undefined : end).replace(/\r$/, '');
}

function lineNumber(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function tabInIndentation({ text, line, lineStart }: Trouble): ExplainedProblem | undefined {
  let start = lineStart;
  let indent = /^\s*/.exec(line)![0];
  if (!indent.includes('\t') && lineStart > 0) {
    start = text.lastIndexOf('\n', lineStart - 2) + 1;
    indent = /^\s*/.exec(lineAt(text, start))![0];
  }
  if (!indent.includes('\t')) return undefined;
  return {
    message: 'a tab is used for indentation',
    offset: start + indent.indexOf('\t'),
    hint: 'YAML allows only spaces there: replace the tab with spaces.',
  };
}

function unclosedQuote({ text, reason }: Trouble): ExplainedProblem | undefined {
  const match = /^unexpected end of the (?:stream|document) within a (single|double) quoted scalar/.exec(
    reason,
  );
  if (!match) return undefined;
  const quote = match[1] === 'single' ? "'" : '"';
  return {
    message: `a quote ${quote} is opened here and never closed`,
    offset: openingQuote(text, quote),
    hint: `Close the text with ${quote} at its end.`,
  };
}

/** After an unclosed opening quote only escaped ones can follow, so it is the last that is not. */
function openingQuote(text: string, quote: string): number {
  let at = text.lastIndexOf(quote);
  if (quote === "'") {
    while (at > 0 && text[at - 1] === quote) at = text.lastIndexOf(quote, at - 2);
  } else {
    while (at > 0 && text[at - 1] === '\\') at = text.lastIndexOf(quote, at - 1);
  }
  return at;
}

/** A closing quote is missing, so the text ran on to the opening quote of a later one. */
function quoteClosedLater({ text, offset }: Trouble): ExplainedProblem | undefined {
  const before = text.slice(0, offset).trimEnd();
  if (!/['"]$/.test(before)) return undefined;
  try {
    const { events } = parseEvents(before);
    const scalar = events.findLast((event) => event.type === EVENT_ID.SCALAR);
    if (scalar === undefined || scalar.style === SCALAR_STYLE.PLAIN) return undefined;
    const first = lineNumber(before, scalar.valueStart);
    const last = lineNumber(before, scalar.valueEnd);
    if (first === last) return undefined;
    return {
      message: `the quoted text that starts here goes on to line ${last}, where more text follows it`,
      offset: scalar.valueStart - 1,
      hint: `Is the closing quote missing on line ${first}?`,
    };
  } catch {
    return undefined;
  }
}

function unquotedJinja({ line, lineStart }: Trouble): ExplainedProblem | undefined {
  const match = /^(\s*(?:- +)*(?:[^\s:'"#][^:'"#]*:\s+)?)(\{\{|\{%)/.exec(line);
  if (!match) return undefined;
  return {
    message: `a value cannot start with ${match[2]} unless it is in quotes`,
    offset: lineStart + match[1]!.length,
    hint: `Put the whole value in quotes: "{{ ... }}".`,
  };
}

function textAfterQuote({ text, offset }: Trouble): ExplainedProblem | undefined {
  const before = text.slice(0, offset);
  if (!/['"][ \t]*$/.test(before) || /[\s,[\]{}:#]/.test(text.charAt(offset))) return undefined;
  const quote = before.trimEnd().slice(-1);
  return {
    message: `the quoted text ends before this`,
    offset,
    hint:
      quote === "'"
        ? "Put the whole value in quotes; a quote inside single quotes is written twice ('it''s')."
        : 'Put the whole value in one pair of quotes; a quote inside double quotes is written \\".',
  };
}

function forbiddenStart({ text, offset }: Trouble): ExplainedProblem | undefined {
  const character = text.charAt(offset);
  if (!'@`%'.includes(character) || character === '') return undefined;
  return {
    message: `a value cannot start with ${character} unless it is in quotes`,
    offset,
    hint: 'Put the whole value in quotes.',
  };
}

function colonInValue({ line, lineStart, offset, reason }: Trouble): ExplainedProblem | undefined {
  if (!reason.startsWith('bad indentation')) return undefined;
  const match = /^\s*(?:- +)*[^\s'"[{][^:]*:\s+([^\s'"[{|>&*!].*?):(?:\s|$)/.exec(line);
  if (!match || offset - lineStart > match[0].length) return undefined;
  return {
    message: 'there is a second `: ` on this line, so its value would be a mapping of its own',
    offset: lineStart + match[0].length - (match[0].endsWith(':') ? 1 : 2),
    hint: 'Put the value in quotes if the colon belongs to it.',
  };
}

/** A line of words between keys: YAML takes it as the start of a key. */
function missingColon({ text, lineStart, line, reason }: Trouble): ExplainedProblem | undefined {
  const waits =
    /^(?:can not read a block mapping entry|expected ':'|end of the stream or a document separator)/;
  if (!waits.test(reason)) return undefined;
  const isWord = (candidate: string) =>
    /^\s*(?:- +)?[^\s#'"[{-][^:]*$/.test(candidate) || /^\s*[\w-]+:[^\s]/.test(candidate);
  let start = lineStart;
  if (!isWord(line)) {
    if (lineStart === 0) return undefined;
    start = text.lastIndexOf('\n', lineStart - 2) + 1;
    if (!isWord(lineAt(text, start))) return undefined;
  }
  const found = lineAt(text, start);
  const glued = /^\s*([\w-]+):(\S)/.exec(found);
  return {
    message: glued ? `there is no space after '${glued[1]}:'` : "a ':' is missing after the key on this line",
    offset: start + /^\s*(?:- +)?/.exec(found)![0].length,
    hint: 'A mapping is written `key: value`, with a colon and a space.',
  };
}

function unclosedBracket({ text, reason, offset }: Trouble): ExplainedProblem | undefined {
  if (!/within a flow collection|missed comma between flow/.test(reason)) return undefined;
  const open = innermostBracket(text, offset);
  if (open === undefined) return undefined;
  const closing = text[open] === '[' ? ']' : '}';
  if (lineNumber(text, open) === lineNumber(text, offset) && !reason.startsWith('unexpected end'))
    return undefined;
  return {
    message: `a ${text[open]} is opened here and never closed`,
    offset: open,
    hint: `Close it with ${closing}, or check the commas between its values.`,
  };
}

/** The last bracket before `offset` that is still open there, text in quotes left out. */
function innermostBracket(text: string, offset: number): number | undefined {
  const open: number[] = [];
  for (const match of text.slice(0, offset).matchAll(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|#.*|[[\]{}]/g)) {
    if (match[0] === '[' || match[0] === '{') open.push(match.index);
    else if (match[0] === ']' || match[0] === '}') open.pop();
  }
  return open.at(-1);
}

function missingComma({ reason, offset }: Trouble): ExplainedProblem | undefined {
  if (!reason.startsWith('missed comma')) return undefined;
  return {
    message: 'a comma is missing before this',
    offset,
    hint: 'Values in [ ] and { } are separated by commas.',
  };
}

/** A key in the column of a list's items. */
function listItemExpected({ text, line, lineStart }: Trouble): ExplainedProblem | undefined {
  const indent = /^ */.exec(line)![0].length;
  if (line.trimStart().startsWith('- ') || !itemAtColumn(text, lineStart, indent)) return undefined;
  return {
    message: "a list item is expected here, but the line does not start with '- '",
    offset: lineStart + indent,
    hint: "Start it with '- ' to add an item, or indent it like the key that it belongs to.",
  };
}

function wrongIndentation({ text, reason, line, lineStart, offset }: Trouble): ExplainedProblem | undefined {
  if (!/^(?:bad indentation|end of the stream|expected ':')/.test(reason)) return undefined;
  const indent = /^ */.exec(line)![0].length;
  const columns = new Set<number>();
  for (const earlier of text.slice(0, lineStart).split('\n')) {
    if (/^\s*(?:#|$)/.test(earlier)) continue;
    const column = /^ */.exec(earlier)![0].length;
    columns.add(column);
    for (const dash of earlier.matchAll(/(?<=^ *(?:- *)*)- +/g)) columns.add(dash.index + dash[0].length);
  }
  if (text.slice(offset, offset + 2) === '- ' && offset > lineStart + indent) {
    return {
      message: 'a list cannot start on the line of its key',
      offset,
      hint: 'Put the first item on a line of its own.',
    };
  }
  const possible = [...columns].sort((a, b) => a - b).map((column) => column + 1);
  return {
    message: 'the indentation of this line fits nothing above it',
    offset: lineStart + indent,
    hint:
      possible.length === 0
        ? 'Entries of one mapping or list start in the same column.'
        : `Entries of one mapping or list start in the same column; above, entries start in column ${possible.join(', ')}.`,
  };
}

/** `*`, `&` and `!` at the start of a value are YAML's own; what follows was meant as text. */
function markBeforeText({ reason, offset }: Trouble): ExplainedProblem | undefined {
  const about =
    /^(?:name of an? |the (alias|anchor|tag) |tag (?:name|suffix)|named tag|unexpected end .* verbatim tag)/;
  if (!about.test(reason)) return undefined;
  const message = reason.startsWith('the ')
    ? reason
    : 'a value that starts with *, & or ! is an alias, an anchor or a tag, and this one is none';
  return { message, offset, hint: 'Put the whole value in quotes if it is text.' };
}

function textAfterBlockMark({ reason, offset }: Trouble): ExplainedProblem | undefined {
  if (reason !== 'a line break is expected') return undefined;
  return {
    message: 'text follows | or > on its line',
    offset,
    hint: 'Start the text on the next line, indented; or put the whole value in quotes.',
  };
}

/** Whether the last line above that starts in this column is a list item. */
function itemAtColumn(text: string, lineStart: number, indent: number): boolean {
  const above = text.slice(0, lineStart).split('\n').reverse();
  const found = above.find((line) => line.trim() !== '' && /^ */.exec(line)![0].length === indent);
  return found?.trimStart().startsWith('- ') === true;
}

function badEscape({ reason, offset, text }: Trouble): ExplainedProblem | undefined {
  if (!/escape sequence|hexadecimal/.test(reason)) return undefined;
  return {
    message: `\\${text.charAt(offset)} is no escape that YAML knows`,
    offset,
    hint: 'Between double quotes a backslash is written \\\\; between single quotes it needs no escape.',
  };
}
