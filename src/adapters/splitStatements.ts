const ANSI = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|;|[^;'"`/-]+|[\s\S]/g;
const ESCAPING =
  /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"|`(?:[^`]|``)*`|;|[^;'"`/-]+|[\s\S]/g;

/**
 * The statements of a text, for engines that take one at a time: split at semicolons outside quotes and comments.
 * Pieces that hold nothing but comments are left out. `backslashEscapes`: a backslash in a string escapes what follows.
 */
export function splitStatements(
  sql: string,
  options: { readonly backslashEscapes?: boolean } = {},
): string[] {
  const statements: string[] = [];
  let text = '';
  let hasCode = false;
  const finish = () => {
    if (hasCode) statements.push(text.trim());
    text = '';
    hasCode = false;
  };
  for (const [piece] of sql.matchAll(options.backslashEscapes ? ESCAPING : ANSI)) {
    if (piece === ';') {
      finish();
      continue;
    }
    text += piece;
    const isComment = piece.startsWith('--') || (piece.startsWith('/*') && piece.length > 3);
    if (!isComment && piece.trim() !== '') hasCode = true;
  }
  finish();
  return statements;
}
