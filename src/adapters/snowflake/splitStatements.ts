const PIECES =
  /--[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"]|"")*"|\$\$[\s\S]*?\$\$|;|[^-/'"$;]+|[\s\S]/g;

/** The statements of a text, one a request as the protocol wants them; pieces of nothing but comments are left out. */
export function splitStatements(sql: string): string[] {
  const statements: string[] = [];
  let text = '';
  let hasCode = false;
  const finish = () => {
    if (hasCode) statements.push(text.trim());
    text = '';
    hasCode = false;
  };
  for (const [piece] of sql.matchAll(PIECES)) {
    if (piece === ';') {
      finish();
      continue;
    }
    text += piece;
    const isComment = piece.startsWith('--') || piece.startsWith('//') || piece.startsWith('/*');
    if (!isComment && piece.trim() !== '') hasCode = true;
  }
  const rest = text.trim();
  finish();
  // A comment behind the last semicolon is the last statement's.
  if (rest !== '' && statements.length > 0 && !statements.at(-1)!.endsWith(rest)) {
    statements.push(`${statements.pop()}\n${rest}`);
  }
  return statements;
}
