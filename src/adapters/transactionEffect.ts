export type TransactionEffect = 'begin' | 'commit' | 'rollback';

const VERBS: Readonly<Record<string, TransactionEffect>> = {
  begin: 'begin',
  start: 'begin',
  commit: 'commit',
  end: 'commit',
  rollback: 'rollback',
  abort: 'rollback',
};
const MENTIONS_VERB = /\b(begin|start\s+transaction|commit|rollback|abort)\b/i;
const PIECES =
  /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$|;|[A-Za-z_]\w*|\S/g;

/**
 * What SQL written by a user leaves behind of a transaction: the effect of its last begin, commit or rollback
 * statement; undefined when it has none (also `rollback to savepoint`).
 */
export function transactionEffect(sql: string): TransactionEffect | undefined {
  if (!MENTIONS_VERB.test(sql)) return undefined;
  let effect: TransactionEffect | undefined;
  let words: string[] = [];
  const finish = () => {
    const [first, second, third] = words;
    const verb = first !== undefined && Object.hasOwn(VERBS, first) ? VERBS[first] : undefined;
    const partial = second === 'to' || third === 'to' || (first === 'start' && second !== 'transaction');
    if (verb !== undefined && !partial) effect = verb;
    words = [];
  };
  for (const [piece] of sql.matchAll(PIECES)) {
    if (piece === ';') finish();
    else if (words.length < 3 && !piece.startsWith('--') && !piece.startsWith('/*'))
      words.push(piece.toLowerCase());
  }
  finish();
  return effect;
}
