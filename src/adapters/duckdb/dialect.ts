import type { Dialect } from '../types.js';

const INTEGERS = [
  'tinyint',
  'smallint',
  'integer',
  'bigint',
  'hugeint',
  'utinyint',
  'usmallint',
  'uinteger',
  'ubigint',
  'int1',
  'int2',
  'int4',
  'int8',
  'short',
  'int',
  'signed',
  'long',
];

export const duckdbDialect: Dialect = {
  className: 'DuckDB',
  quoteCharacter: '"',
  identifierCase: 'preserve',
  quoting: { database: true, schema: true, identifier: true },
  includeDatabase: true,
  aliasedSubqueries: false,
  transactions: true,
  concurrentConnections: true,
  typeLabels: { STRING: 'TEXT' },
  columnTypes: {
    integers: INTEGERS,
    floats: ['real', 'float', 'float4', 'float8', 'double'],
    structs: true,
  },
  incrementalStrategies: ['delete+insert', 'append', 'merge', 'microbatch'],
  constraintSupport: {
    check: 'enforced',
    not_null: 'enforced',
    unique: 'enforced',
    primary_key: 'enforced',
    foreign_key: 'enforced',
  },
  foreignKeysNameDatabase: false,
  rowCountsSql: 'select database_name, schema_name, table_name, estimated_size from duckdb_tables()',
  capabilities: { SchemaMetadataByRelations: 'Full', MicrobatchConcurrency: 'Full' },
};
