import type { Dialect } from '../types.js';

export const sparkDialect: Dialect = {
  className: 'Spark',
  quoteCharacter: '`',
  identifierCase: 'lower',
  quoting: { database: false, schema: false, identifier: false },
  includeDatabase: false,
  transactions: false,
  concurrentConnections: true,
  typeLabels: { STRING: 'STRING', TEXT: 'STRING', INTEGER: 'INT' },
  seedTypes: {
    Integer: 'bigint',
    Number: 'double',
    Boolean: 'boolean',
    Date: 'date',
    DateTime: 'timestamp',
    ISODateTime: 'timestamp',
    Text: 'string',
  },
  renameableTypes: ['table', 'view'],
  columnTypes: {
    integers: ['tinyint', 'smallint', 'int', 'integer', 'bigint', 'long', 'short', 'byte'],
    floats: ['float', 'real', 'double'],
  },
  incrementalStrategies: ['append', 'merge', 'insert_overwrite', 'microbatch'],
  constraintSupport: {
    check: 'not_enforced',
    not_null: 'not_enforced',
    unique: 'not_enforced',
    primary_key: 'not_enforced',
    foreign_key: 'not_enforced',
  },
  capabilities: {},
};
