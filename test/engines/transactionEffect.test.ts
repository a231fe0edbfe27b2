import { describe, expect, it } from 'vitest';
import { transactionEffect } from '../../src/adapters/transactionEffect.js';

describe('transactionEffect', () => {
  it.each([
    ['begin', 'begin'],
    ['BEGIN TRANSACTION;', 'begin'],
    ['start transaction', 'begin'],
    ['/* c */ commit ;', 'commit'],
    ['-- begin\ncommit', 'commit'],
    ['end; -- commit is done', 'commit'],
    ['rollback', 'rollback'],
    ['abort', 'rollback'],
    ['begin; insert into t values (1); commit', 'commit'],
    ['commit; begin; delete from t', 'begin'],
    ["select 'commit'", undefined],
    ['select 1; -- commit', undefined],
    ["select ';commit;'", undefined],
    ['select $$;commit;$$', undefined],
    ['select $x$;commit;$x$', undefined],
    ['select 1 as "begin"', undefined],
    ['select case when a then 1 end as commit from t', undefined],
    ['rollback to savepoint a', undefined],
    ['start_date', undefined],
    ['', undefined],
  ])('%j is %s', (sql, effect) => {
    expect(transactionEffect(sql)).toBe(effect);
  });
});
