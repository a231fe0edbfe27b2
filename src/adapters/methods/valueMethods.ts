import { XformError } from '../../errors/error.js';
import { getMappingItem, isMapping } from '../../jinja/values/mapping.js';
import { raise } from '../../jinja/values/raise.js';
import { isPyObject, type Value } from '../../jinja/values/types.js';
import { didYouMean } from '../../util/didYouMean.js';
import { type AgateTable, type AgateTypeName, maxPrecision, AgateTable as Table } from '../table.js';
import type { Dialect } from '../types.js';
import { IndexValue } from './indexValue.js';
import type { PureMethod } from './types.js';

/** Strategies that dbt defines; a project may add others by a macro of the right name. */
const BUILTIN_STRATEGIES = ['append', 'delete+insert', 'merge', 'insert_overwrite', 'microbatch'];

/** SQL type for a column of a result or seed, by its inferred type, where the dialect names no other. */
const SQL_TYPES: Readonly<Record<AgateTypeName, string>> = {
  Number: 'float8',
  Integer: 'integer',
  Boolean: 'boolean',
  Date: 'date',
  DateTime: 'timestamp without time zone',
  ISODateTime: 'timestamp without time zone',
  Text: 'text',
};

function expectTable(method: string, value: Value): AgateTable {
  return value instanceof Table ? value : raise(`adapter.${method} expects a table`);
}

function columnType(dialect: Dialect, table: AgateTable, index: number): string {
  const inferred = table.columnTypes[index];
  if (inferred === undefined) return raise(`the table has no column ${index}`);
  const isWhole = inferred === 'Number' && maxPrecision(table.columnValues(index)) === 0;
  const type = isWhole ? 'Integer' : inferred;
  return dialect.seedTypes?.[type] ?? SQL_TYPES[type];
}

/** privilege -> grantees, from rows with the columns grantee and privilege_type. */
function grantsDict(table: AgateTable): Record<string, Value[]> {
  const at = (name: string) => table.columnNames.findIndex((column) => column.toLowerCase() === name);
  const [grantee, privilege] = [at('grantee'), at('privilege_type')];
  const grants: Record<string, Value[]> = {};
  for (const row of table.cells) (grants[String(row[privilege])] ??= []).push(row[grantee]);
  return grants;
}

function strategyMacro(
  context: Value,
  strategy: Value,
  valid: readonly string[],
  projectName: string,
): Value {
  const name = strategy ?? 'default';
  if (typeof name !== 'string') return raise('an incremental strategy is named by a string');
  if (BUILTIN_STRATEGIES.includes(name) && !valid.includes(name)) {
    throw new XformError('runtime', `The incremental strategy '${name}' is not valid for this adapter`, {
      hint: `It has ${valid.join(', ')}.`,
    });
  }
  const macroName = `get_incremental_${name.replaceAll('+', '_')}_sql`;
  const found = isMapping(context) ? getMappingItem(context, macroName) : undefined;
  if (found !== undefined) return found;
  throw new XformError(
    'runtime',
    `dbt could not find an incremental strategy macro with the name "${macroName}" in ${projectName}`,
    {
      hint:
        didYouMean(name, valid) ??
        `Strategies of this adapter: ${valid.join(', ')}. For one of your own, define that macro.`,
    },
  );
}

export const valueMethods: Readonly<Record<string, PureMethod>> = {
  type: { parameters: [], run: ({ plugin }) => plugin.type },
  convert_type: {
    parameters: ['agate_table', 'col_idx'],
    run: ({ plugin }, table, index) =>
      columnType(plugin.dialect, expectTable('convert_type', table), Number(index)),
  },
  convert_datetimes_to_strs: {
    parameters: ['table'],
    run: (_facts, given) => {
      const table = expectTable('convert_datetimes_to_strs', given);
      const isTime = table.columnTypes.map((type) => type === 'DateTime' || type === 'ISODateTime');
      return new Table(
        table.columnNames,
        table.columnTypes.map((type, i) => (isTime[i] ? 'Text' : type)),
        table.cells.map((row) => row.map((cell, i) => (isTime[i] && isPyObject(cell) ? cell.pyStr() : cell))),
      );
    },
  },
  standardize_grants_dict: {
    parameters: ['grants_table'],
    run: (_facts, table) => grantsDict(expectTable('standardize_grants_dict', table)),
  },
  valid_incremental_strategies: {
    parameters: [],
    run: ({ plugin }) => [...plugin.dialect.incrementalStrategies],
  },
  get_incremental_strategy_macro: {
    parameters: ['model_context', 'strategy'],
    whileParsing: 'none',
    run: ({ plugin, projectName }, context, strategy) =>
      strategyMacro(context, strategy, plugin.dialect.incrementalStrategies, projectName),
  },
  parse_index: {
    parameters: ['raw_index'],
    run: (_facts, raw) => (raw === null ? null : new IndexValue(raw)),
  },
  build_catalog_relation: { parameters: ['model'], run: () => null },
  get_catalog_integration: {
    parameters: ['name'],
    run: (_facts, name) => {
      throw new XformError('runtime', `Catalog '${name}' was not found`, {
        hint: 'There are no catalog integrations.',
      });
    },
  },
};
