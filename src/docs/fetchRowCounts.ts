import { connect } from '../runner/connect.js';
import type { RunTask } from '../runner/types.js';
import { catalogKey } from './catalogTable.js';
import { catalogMembers } from './fetchCatalog.js';

/**
 * About how many rows the tables of the project have, by unique_id, where the engine keeps count. Nobody waits for a
 * table to be read; without an answer there are no counts.
 */
export async function fetchRowCounts(task: RunTask): Promise<ReadonlyMap<string, number>> {
  const sql = task.runtime.dialect.rowCountsSql;
  if (sql === undefined) return new Map();
  const slot = connect(task, 'row counts');
  try {
    const { rows } = await slot.query(sql, { fetch: true });
    const counts = new Map(
      rows.map(([database, schema, name, count]) => [catalogKey(database, schema, name), count]),
    );
    const found = new Map<string, number>();
    for (const { node, relation } of catalogMembers(task)) {
      const count = counts.get(catalogKey(relation.database, relation.schema, relation.identifier));
      if (count !== undefined && count !== null) found.set(node.unique_id, Number(count));
    }
    return found;
  } catch {
    return new Map();
  } finally {
    await slot.release();
  }
}
