import { XformError } from '../../errors/error.js';
import { getMappingItem, isMapping } from '../../jinja/values/mapping.js';
import type { Value } from '../../jinja/values/types.js';
import type { Column } from '../column.js';
import { expectRelation } from './relationMethods.js';
import type { DatabaseMethod, MethodSession, PureMethod } from './types.js';

const META_COLUMNS = ['dbt_scd_id', 'dbt_valid_from', 'dbt_valid_to'];

/** Raises unless the snapshot's table has its meta columns, whatever they were renamed to. */
async function checkTarget(
  session: MethodSession,
  method: string,
  given: Value,
  columnNames: Value,
  wanted: readonly string[],
): Promise<null> {
  const relation = expectRelation(method, 'relation', given);
  const columns: Column[] = await session.callMacro('get_columns_in_relation', [], { relation });
  const present = new Set(columns.map((column) => column.name.toLowerCase()));
  const required = wanted.map((name) =>
    String((isMapping(columnNames) && getMappingItem(columnNames, name)) || name),
  );
  const missing = required.filter((name) => !present.has(name.toLowerCase()));
  if (missing.length > 0) {
    throw new XformError(
      'compilation',
      `Snapshot target is missing configured columns: ${relation.render()} has no ${missing.map((name) => `"${name}"`).join(', ')}`,
      {
        hint: 'Was the table made by something else, or snapshot_meta_column_names changed? Add or rename the columns, or drop the table to start the history anew.',
      },
    );
  }
  return null;
}

export const snapshotMethods: Readonly<Record<string, DatabaseMethod>> = {
  valid_snapshot_target: {
    parameters: ['relation', 'column_names?'],
    parseValue: () => null,
    run: (session, relation, columnNames) =>
      checkTarget(session, 'valid_snapshot_target', relation, columnNames, META_COLUMNS),
  },
  assert_valid_snapshot_target_given_strategy: {
    parameters: ['relation', 'column_names', 'strategy'],
    parseValue: () => null,
    run: (session, relation, columnNames, strategy) => {
      const newRecord = isMapping(strategy) && getMappingItem(strategy, 'hard_deletes') === 'new_record';
      const wanted = newRecord ? [...META_COLUMNS, 'dbt_is_deleted'] : META_COLUMNS;
      return checkTarget(
        session,
        'assert_valid_snapshot_target_given_strategy',
        relation,
        columnNames,
        wanted,
      );
    },
  },
};

const HARD_DELETES = ['ignore', 'invalidate', 'new_record'];

export const snapshotSettings: Readonly<Record<string, PureMethod>> = {
  get_hard_deletes_behavior: {
    parameters: ['config'],
    whileParsing: 'none',
    run: (_facts, config) => {
      const setting = (name: string): Value => getMappingItem(config, name) ?? null;
      const chosen = setting('hard_deletes');
      const older = setting('invalidate_hard_deletes');
      if (chosen !== null && older !== null) {
        throw new XformError('runtime', 'A snapshot has both hard_deletes and invalidate_hard_deletes', {
          hint: 'Keep hard_deletes and remove invalidate_hard_deletes.',
        });
      }
      if (older) return 'invalidate';
      if (chosen !== null && !HARD_DELETES.includes(chosen)) {
        throw new XformError('runtime', `Invalid setting for property hard_deletes: '${chosen}'`, {
          hint: `It is one of ${HARD_DELETES.join(', ')}.`,
        });
      }
      return chosen ?? 'ignore';
    },
  },
};
