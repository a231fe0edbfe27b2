import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Column } from '../../src/adapters/column.js';
import { createColumnClass } from '../../src/adapters/columnMembers.js';
import { duckdbDialect } from '../../src/adapters/duckdb/dialect.js';
import { postgresDialect } from '../../src/adapters/postgres/dialect.js';
import { Relation } from '../../src/adapters/relation.js';
import { createRelationClass } from '../../src/adapters/relationClass.js';
import type { Dialect } from '../../src/adapters/types.js';
import { compileTemplate } from '../../src/jinja/engine.js';
import type { RenderContext } from '../../src/jinja/types.js';
import type { Value } from '../../src/jinja/values/types.js';

interface Case {
  readonly template: string;
  readonly text?: string;
  readonly error?: true;
}

const fixture = join(import.meta.dirname, 'fixtures/relationTemplates.json');
const cases = JSON.parse(readFileSync(fixture, 'utf8')) as Record<'duckdb' | 'postgres', Case[]>;

function contextOf(dialect: Dialect): RenderContext {
  const path = { dialect, database: 'd', schema: 's' };
  const values: Record<string, Value> = {
    r: Relation.create({ ...path, identifier: 'i', type: 'table' }),
    m: Relation.create({ ...path, identifier: 'mv', type: 'materialized_view' }),
    e: Relation.create({ dialect }),
    R: createRelationClass(dialect),
    C: createColumnClass(dialect),
    c: new Column({ dialect, name: 'a', dtype: 'varchar', charSize: 20 }),
  };
  return {
    lookup: (name) => values[name],
    names: () => Object.keys(values),
    mode: 'sync',
    undefinedNames: 'default',
  };
}

function render(template: string, context: RenderContext): Case {
  try {
    return { template, text: compileTemplate(template, { file: 't.sql' }).renderSync(context) };
  } catch {
    return { template, error: true };
  }
}

describe.each([
  ['duckdb', duckdbDialect],
  ['postgres', postgresDialect],
] as const)('relations and columns of %s in templates', (engine, dialect) => {
  it('render as in dbt', () => {
    const context = contextOf(dialect);
    expect(cases[engine].map(({ template }) => render(template, context))).toEqual(cases[engine]);
  });
});
