import { isSurer } from './knownColumns.js';
import { type KnownRelation, relationKey } from './types.js';

/** All relations whose columns are known, and which of them a statement can speak of. */
export interface RelationBook {
  /** Keeps the surest word about one relation; false when that was known already. */
  add(relation: KnownRelation): boolean;
  find(key: string): KnownRelation | undefined;
  all(): Iterable<KnownRelation>;
  /** Those whose identifier stands somewhere in the statement: it reads no others. */
  namedIn(sql: string): readonly KnownRelation[];
}

const WORD = /[\p{L}\p{N}_$]+/gu;

export function createRelationBook(): RelationBook {
  const byKey = new Map<string, KnownRelation>();
  const keysByWord = new Map<string, Set<string>>();
  /** Identifiers that are no single word, lower case, with their keys. */
  const keysByPhrase = new Map<string, Set<string>>();

  return {
    add(relation) {
      const key = relationKey(relation.name);
      if (!isSurer(relation, byKey.get(key))) return false;
      byKey.set(key, relation);
      const identifier = relation.name.identifier.toLowerCase();
      const index = identifier.replace(WORD, '') === '' ? keysByWord : keysByPhrase;
      const keys = index.get(identifier);
      if (keys === undefined) index.set(identifier, new Set([key]));
      else keys.add(key);
      return true;
    },
    find: (key) => byKey.get(key),
    all: () => byKey.values(),
    namedIn(sql) {
      const text = sql.toLowerCase();
      const keys = new Set<string>();
      for (const word of new Set(text.match(WORD) ?? []))
        for (const key of keysByWord.get(word) ?? []) keys.add(key);
      for (const [phrase, found] of keysByPhrase) {
        // Quotes inside of a quoted name are written twice.
        if (text.includes(phrase) || text.includes(phrase.replaceAll('"', '""')))
          for (const key of found) keys.add(key);
      }
      return [...keys].sort().map((key) => byKey.get(key)!);
    },
  };
}
