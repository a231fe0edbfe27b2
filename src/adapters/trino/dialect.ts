import type { Dialect } from '../types.js';

export const trinoDialect: Dialect = {
  className: 'Trino',
  quoteCharacter: '"',
  identifierCase: 'lower',
  quoting: { database: true, schema: true, identifier: true },
  includeDatabase: true,
  // Most connectors refuse the second write of a transaction, so every statement commits by itself.
  transactions: false,
  concurrentConnections: true,
  typeLabels: { STRING: 'VARCHAR', FLOAT: 'DOUBLE' },
  seedTypes: {
    Integer: 'INTEGER',
    Number: 'DOUBLE',
    Boolean: 'boolean',
    Date: 'DATE',
    DateTime: 'TIMESTAMP',
    ISODateTime: 'TIMESTAMP',
    Text: 'VARCHAR',
  },
  timestampPrefix: 'timestamp ',
  renameableTypes: ['table', 'view'],
  columnTypes: {
    integers: ['tinyint', 'smallint', 'integer', 'int', 'bigint'],
    floats: ['real', 'double', 'double precision'],
    unsizedText: ['varchar', 'char'],
  },
  incrementalStrategies: ['append', 'merge', 'delete+insert', 'microbatch'],
  constraintSupport: {
    check: 'not_supported',
    not_null: 'enforced',
    unique: 'not_supported',
    primary_key: 'not_supported',
    foreign_key: 'not_supported',
  },
  capabilities: { SchemaMetadataByRelations: 'Full' },
};
