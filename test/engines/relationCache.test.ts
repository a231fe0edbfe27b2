import { beforeEach, describe, expect, it } from 'vitest';
import { RelationCache } from '../../src/adapters/cache.js';
import { duckdbDialect as dialect } from '../../src/adapters/duckdb/dialect.js';
import { Relation } from '../../src/adapters/relation.js';

function relation(identifier: string, type = 'table', schema = 'main'): Relation {
  return Relation.create({ dialect, database: 'db', schema, identifier, type });
}

describe('the relation cache', () => {
  let cache: RelationCache;
  const names = (schema = 'main') => cache.list('db', schema).map((one) => one.identifier);

  beforeEach(() => {
    cache = new RelationCache();
    cache.setSchema('db', 'main', [relation('a'), relation('b', 'view'), relation('c', 'view')]);
  });

  it('answers by name, and undefined for what is not there', () => {
    expect(cache.get('db', 'main', 'a')?.type).toBe('table');
    expect(cache.get('DB', 'Main', 'a')?.type).toBe('table');
    expect(cache.get('db', 'main', 'nope')).toBeUndefined();
    expect(cache.get('db', 'other', 'a')).toBeUndefined();
    expect(cache.hasSchema('db', 'main')).toBe(true);
    expect(cache.hasSchema('db', 'other')).toBe(false);
  });

  it('refuses to guess between names that differ in case', () => {
    expect(() => cache.get('db', 'main', 'A')).toThrow(/differs only in upper and lower case/);
    cache.add(relation('A'));
    expect(cache.get('db', 'main', 'A')?.identifier).toBe('A');
    expect(cache.get('db', 'main', 'a')?.identifier).toBe('a');
  });

  it('drops what depends on a dropped relation', () => {
    cache.addLink(relation('a').path, relation('b').path);
    cache.addLink(relation('b').path, relation('c').path);
    cache.drop(relation('a'));
    expect(names()).toEqual([]);
  });

  it('keeps what does not', () => {
    cache.addLink(relation('a').path, relation('b').path);
    cache.drop(relation('a'));
    expect(names()).toEqual(['c']);
    cache.drop(relation('never there'));
    expect(names()).toEqual(['c']);
  });

  it('renames with type and links', () => {
    cache.addLink(relation('a').path, relation('b').path);
    cache.addLink(relation('b').path, relation('c').path);
    cache.rename(relation('a'), relation('a2'));
    cache.rename(
      relation('b', 'view'),
      Relation.create({ dialect, database: 'db', schema: 'main', identifier: 'b2' }),
    );
    expect(cache.get('db', 'main', 'a')).toBeUndefined();
    expect(cache.get('db', 'main', 'b2')?.type).toBe('view');
    cache.drop(relation('a2'));
    expect(names()).toEqual([]);
  });

  it('lets a rename take the place of a dropped relation, as in a swap', () => {
    cache.add(relation('a__dbt_tmp', 'view'));
    cache.rename(relation('a'), relation('a__dbt_backup'));
    cache.rename(relation('a__dbt_tmp', 'view'), relation('a', 'view'));
    cache.drop(relation('a__dbt_backup'));
    expect(names().sort()).toEqual(['a', 'b', 'c']);
    expect(cache.get('db', 'main', 'a')?.type).toBe('view');
  });

  it('renames what it did not know', () => {
    cache.rename(relation('new_tmp'), relation('new'));
    expect(cache.get('db', 'main', 'new')?.type).toBe('table');
  });

  it('keeps one entry when a relation is added again with another type', () => {
    cache.add(relation('a', 'view'));
    expect(names()).toEqual(['a', 'b', 'c']);
    expect(cache.get('db', 'main', 'a')?.type).toBe('view');
  });

  it('forgets a dropped schema', () => {
    cache.setSchema('db', 'other', [relation('x', 'table', 'other')]);
    cache.dropSchema('db', 'other');
    expect(cache.hasSchema('db', 'other')).toBe(false);
    expect(names('other')).toEqual([]);
    expect(names()).toEqual(['a', 'b', 'c']);
  });
});
