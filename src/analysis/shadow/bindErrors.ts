import type { BindProblem, BindProblemKind, BindResult } from '../types.js';

/** DuckDB's error as JSON (`errors_as_json`); all values are texts. */
interface EngineError {
  readonly exception_type?: string;
  readonly exception_message?: string;
  readonly error_subtype?: string;
  readonly position?: string;
  readonly name?: string;
  readonly candidates?: string;
  readonly type?: string;
}

interface Rule {
  readonly kind: BindProblemKind;
  readonly applies: (error: EngineError, message: string) => boolean;
}

/** First match wins. */
const RULES: readonly Rule[] = [
  { kind: 'syntax_error', applies: ({ exception_type }) => exception_type === 'Parser' },
  { kind: 'ambiguous_column', applies: (_error, message) => /^Ambiguous (reference|column)/.test(message) },
  {
    kind: 'unknown_column',
    applies: ({ error_subtype }, message) =>
      error_subtype === 'COLUMN_NOT_FOUND' ||
      /^Referenced (column|table) |does not have a column named|column "[^"]*" (?:does not exist|not found)|Column with name .* does not exist|in (?:EXCLUDE|REPLACE|RENAME) list not found|must appear .* USING|in USING clause/i.test(
        message,
      ),
  },
  {
    kind: 'missing_relation',
    applies: ({ type, exception_type }, message) =>
      (exception_type === 'Catalog' && type === 'Table') ||
      /^(Table|View|Schema|Catalog) with name|^(Catalog|Schema) "?.*"? does not exist/.test(message),
  },
  {
    kind: 'missing_function',
    applies: ({ exception_type }, message) =>
      exception_type === 'Catalog' || /Function with name|Table Function with name/.test(message),
  },
  {
    kind: 'type_error',
    applies: ({ error_subtype, exception_type }, message) =>
      error_subtype === 'NO_MATCHING_FUNCTION' ||
      exception_type === 'Conversion' ||
      /No function matches|Cannot (?:compare|mix|cast)|type mismatch|Could not choose a best candidate/i.test(
        message,
      ),
  },
  { kind: 'invalid_sql', applies: () => true },
];

/** Says nothing of the statement: what would have to be read is not there. */
const OUTSIDE = new Set([
  'Permission',
  'IO',
  'HTTP',
  'Missing Extension',
  'Autoload',
  'Not implemented',
  'Invalid Configuration',
]);

/** What an error says of `statement`, which was sent with `before` in front of it. */
export function readBindError(error: unknown, before: string, statement: string): BindResult {
  const text = error instanceof Error ? error.message : String(error);
  const parsed = parse(text);
  const { exception_type: type = '' } = parsed;
  const message = (parsed.exception_message ?? text).split('\n')[0]!.trim();
  if (OUTSIDE.has(type)) return { unknown: `${type}: ${message}` };
  const { kind } = RULES.find((rule) => rule.applies(parsed, message))!;
  const position = positionIn(before + statement, parsed.position, before.length);
  const problem: BindProblem = {
    kind,
    message,
    ...(position !== undefined && { position }),
    ...nameOf(parsed, message),
    candidates: kind === 'unknown_column' ? candidatesOf(parsed, parsed.exception_message ?? text) : [],
  };
  return { problem };
}

/** DuckDB counts bytes. */
function positionIn(text: string, bytes: string | undefined, start: number): number | undefined {
  if (bytes === undefined) return undefined;
  const position = Buffer.from(text).subarray(0, Number(bytes)).toString().length - start;
  return position >= 0 ? position : undefined;
}

function parse(text: string): EngineError {
  const start = text.indexOf('{"');
  if (start < 0) return {};
  try {
    return JSON.parse(text.slice(start)) as EngineError;
  } catch {
    return {};
  }
}

/** Where messages have what they are about, first match first. */
const NAMED: readonly RegExp[] = [
  /does not have a column named "([^"]+)"/,
  /(?:column|table|reference to column name|named|specifier) "([^"]+)"/i,
];
/** What is called where the types do not fit. */
const CALLED: readonly RegExp[] = [/types '(\w+)\(/, /function call "(\w+)\(/, /in (\w+) operator/];

function nameOf(error: EngineError, message: string): { name?: string; called?: string } {
  const find = (patterns: readonly RegExp[]): string | undefined =>
    patterns.map((pattern) => pattern.exec(message)?.[1]).find((found) => found !== undefined);
  const name = find(NAMED.slice(0, 1)) ?? error.name ?? find(NAMED);
  const called = find(CALLED);
  return { ...(name !== undefined && { name }), ...(called !== undefined && { called }) };
}

function candidatesOf(error: EngineError, message: string): string[] {
  if (error.candidates)
    return error.candidates
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean);
  const list =
    /Candidate bindings: :?\s*(.*)/.exec(message)?.[1] ?? /Did you mean (.*)\?/.exec(message)?.[1] ?? '';
  return [...list.matchAll(/"([^"]+)"/g)].map((match) => match[1]!);
}
