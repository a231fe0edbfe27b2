export interface SqlToken {
  readonly kind: 'word' | 'comment' | 'string' | 'quoted' | 'symbol';
  readonly text: string;
  /** Offset in the text. */
  readonly start: number;
}

const PIECES = [
  ['comment', /--[^\n]*|\/\*/y],
  ['string', /'(?:[^']|'')*'?|\$([A-Za-z_]\w*)?\$[\s\S]*?(?:\$\1\$|$)/y],
  ['quoted', /"(?:[^"]|"")*"?|`[^`]*`?/y],
  ['word', /[\p{L}_][\p{L}\p{N}_$]*/uy],
  ['symbol', /[\s\S]/y],
] as const;

const SPACE = /\s*/y;

/** The tokens of SQL text, as far as finding keywords outside of text and comments needs them; white space is left out. */
export function* scanSql(sql: string): Generator<SqlToken> {
  let at = 0;
  for (;;) {
    SPACE.lastIndex = at;
    SPACE.test(sql);
    at = SPACE.lastIndex;
    if (at >= sql.length) return;
    const token = scanToken(sql, at);
    yield token;
    at += token.text.length;
  }
}

function scanToken(sql: string, start: number): SqlToken {
  for (const [kind, pattern] of PIECES) {
    pattern.lastIndex = start;
    const match = pattern.exec(sql);
    if (!match) continue;
    const text = match[0] === '/*' ? sql.slice(start, endOfComment(sql, start)) : match[0];
    return { kind, text, start };
  }
  return { kind: 'symbol', text: sql[start]!, start };
}

/** Block comments nest in most engines. */
function endOfComment(sql: string, start: number): number {
  let depth = 0;
  const marks = /\/\*|\*\//g;
  marks.lastIndex = start;
  for (let match = marks.exec(sql); match; match = marks.exec(sql)) {
    depth += match[0] === '/*' ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return sql.length;
}
