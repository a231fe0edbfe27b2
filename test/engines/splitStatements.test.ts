import { describe, expect, it } from 'vitest';
import { splitStatements } from '../../src/adapters/splitStatements.js';

describe('statements of a text', () => {
  it.each([
    ['select 1; select 2;', ['select 1', 'select 2']],
    ['select \';\' as a; select "x;y"', ["select ';' as a", 'select "x;y"']],
    ["select 'it''s; so'; /* a; b */ ; -- c; d", ["select 'it''s; so'"]],
    ['/* why */ select 1 -- one; two\n; ', ['/* why */ select 1 -- one; two']],
    ['select 4 / 2 - 1; select `a;b`', ['select 4 / 2 - 1', 'select `a;b`']],
    ['  ;; ', []],
  ])('%j', (text, statements) => {
    expect(splitStatements(text)).toEqual(statements);
  });

  it('a backslash escapes where the engine says so', () => {
    expect(splitStatements("select 'a\\'; b'; select 1", { grammar: 'backslash' })).toEqual([
      "select 'a\\'; b'",
      'select 1',
    ]);
    expect(splitStatements("select 'a\\'; select 1")).toEqual(["select 'a\\'", 'select 1']);
  });
});
