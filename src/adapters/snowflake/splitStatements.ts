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
  finish();
  return statements;
}
