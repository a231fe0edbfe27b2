/** How an engine's SQL falls into comments, quoted texts, semicolons and the rest. */
const GRAMMARS = {
  ansi: /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|;|[^;'"`/-]+|[\s\S]/g,
  /** A backslash in a string escapes what follows. */
  backslash:
    /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"|`(?:[^`]|``)*`|;|[^;'"`/-]+|[\s\S]/g,
  /** Backslashes escape, `//` begins a comment, `$$` quotes. */
  snowflake:
    /--[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"]|"")*"|\$\$[\s\S]*?\$\$|;|[^-/'"$;]+|[\s\S]/g,
} as const;

const COMMENT = /^(?:--|\/\/|\/\*.)/s;

/**
 * The statements of a text, for engines that take one at a time: split at semicolons outside quotes and comments.
 * Pieces that hold nothing but comments are left out; with `keepLastComment` one behind the last semicolon stays with
 * the last statement.
 */
export function splitStatements(
  sql: string,
  options: { readonly grammar?: keyof typeof GRAMMARS; readonly keepLastComment?: boolean } = {},
): string[] {
  const statements: string[] = [];
  let text = '';
  let hasCode = false;
  const finish = () => {
    const rest = text.trim();
    if (hasCode) statements.push(rest);
    text = '';
    hasCode = false;
    return rest;
  };
  for (const [piece] of sql.matchAll(GRAMMARS[options.grammar ?? 'ansi'])) {
    if (piece === ';') {
      finish();
      continue;
    }
    text += piece;
    if (!COMMENT.test(piece) && piece.trim() !== '') hasCode = true;
  }
  const isComment = !hasCode;
  const rest = finish();
  if (options.keepLastComment && isComment && rest !== '' && statements.length > 0)
    statements.push(`${statements.pop()}\n${rest}`);
  return statements;
}
