import { describe, expect, it } from 'vitest';
import { catalogEntries, catalogKey } from '../../src/docs/catalogTable.js';

const RELATION = { table_database: 'db', table_schema: 'S', table_name: 't', table_type: 'BASE TABLE' };
const COLUMN = { column_name: 'id', column_index: 1, column_type: 'int' };

describe('rows of a catalog', () => {
  it('make one entry a relation, whatever the case of its name', () => {
    const entries = catalogEntries([
      { ...RELATION, ...COLUMN, column_comment: 'the id' },
      { ...RELATION, table_schema: 's', ...COLUMN, column_name: 'b', column_index: 2 },
    ]);
    expect(entries.size).toBe(1);
    const entry = entries.get(catalogKey('DB', 's', 'T'))!;
    expect(entry.metadata).toEqual({
      type: 'BASE TABLE',
      schema: 'S',
      name: 't',
      database: 'db',
      comment: null,
      owner: null,
    });
    expect(entry.columns).toEqual({
      id: { type: 'int', index: 1, name: 'id', comment: 'the id' },
      b: { type: 'int', index: 2, name: 'b', comment: null },
    });
  });

  it('give the statistics that are to be included', () => {
    const stat = (id: string, include: boolean) => ({
      [`stats:${id}:label`]: `Label of ${id}`,
      [`stats:${id}:value`]: 12,
      [`stats:${id}:description`]: 'How many',
      [`stats:${id}:include`]: include,
    });
    const [entry] = catalogEntries([
      { ...RELATION, ...COLUMN, ...stat('row_count', true), ...stat('bytes', false) },
    ]).values();
    expect(entry!.stats).toEqual({
      row_count: {
        id: 'row_count',
        label: 'Label of row_count',
        value: 12,
        include: true,
        description: 'How many',
      },
      has_stats: expect.objectContaining({ value: true, include: false }),
    });
  });
});
