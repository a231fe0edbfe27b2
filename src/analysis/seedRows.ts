import type { Value } from '../jinja/values/types.js';
import { isPyObject } from '../jinja/values/types.js';
import type { SeedNode } from '../manifest/types.js';
import type { Project } from '../project/types.js';
import { seedTable } from './knownColumns.js';
import { nameSql } from './shadow/shadowCatalog.js';
import type { RelationName } from './types.js';

const ROWS_AT_ONCE = 500;
/** Larger seeds are left out: no template needs to see so much. */
const MOST_ROWS = 20_000;

/** Statements that fill a seed's table; undefined for a seed that is large. */
export function seedRows(
  project: Project,
  seed: SeedNode,
  name: RelationName,
): readonly string[] | undefined {
  const { cells } = seedTable(project, seed);
  if (cells.length > MOST_ROWS) return undefined;
  const statements: string[] = [];
  for (let start = 0; start < cells.length; start += ROWS_AT_ONCE) {
    const rows = cells.slice(start, start + ROWS_AT_ONCE).map((row) => `(${row.map(literal).join(', ')})`);
    statements.push(`insert into ${nameSql(name)} values ${rows.join(', ')}`);
  }
  return statements;
}

/** As text: the engine makes of it what the column is. */
function literal(value: Value): string {
  if (value === null || value === undefined) return 'null';
  const text = isPyObject(value) ? value.pyStr() : String(value);
  return `'${text.replaceAll("'", "''")}'`;
}
