import { PyTuple, type Value } from '../../jinja/values/types.js';
import { ResponseValue } from '../responseValue.js';
import { emptyTable } from '../table.js';
import type { DatabaseMethod } from './types.js';

export const statementMethods: Readonly<Record<string, DatabaseMethod>> = {
  execute: {
    parameters: ['sql', 'auto_begin?', 'fetch?', 'limit?'],
    parseValue: () => PyTuple.of<Value>('', emptyTable()),
    run: async (session, sql, autoBegin, fetch, limit) => {
      const { response, table } = await session.slot.execute(String(sql), {
        autoBegin: autoBegin === true,
        fetch: fetch === true,
        limit: limit ?? undefined,
      });
      return PyTuple.of<Value>(new ResponseValue(response), table);
    },
  },
  /** Runs a statement for its effect. dbt also hands out its connection and cursor; templates have no use for them. */
  add_query: {
    parameters: ['sql', 'auto_begin?', 'bindings?', 'abridge_sql_log?'],
    parseValue: () => PyTuple.of<Value>(null, null),
    run: async (session, sql, autoBegin, bindings) => {
      await session.slot.query(String(sql), {
        autoBegin: autoBegin !== false,
        bindings: bindings ?? undefined,
      });
      return PyTuple.of<Value>(null, null);
    },
  },
  commit: {
    parameters: [],
    parseValue: () => null,
    run: async (session) => {
      await session.slot.commit();
      return null;
    },
  },
};
