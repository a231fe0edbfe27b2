import type { Dialect } from '../types.js';

export const snowflakeDialect: Dialect = {
  className: 'Snowflake',
  quoteCharacter: '"',
  identifierCase: 'upper',
  maxIdentifierLength: 255,
  // Names are written as they are in the project, so the server folds them to upper case.
  quoting: { database: false, schema: false, identifier: false },
  includeDatabase: true,
  // DDL commits by itself; macros put begin and commit around the statements that change rows.
  transactions: false,
  concurrentConnections: true,
  typeLabels: { STRING: 'TEXT' },
  renameableTypes: ['table', 'view'],
  replaceableTypes: ['dynamic_table', 'table', 'view'],
  relationTypes: ['dynamic_table', 'interactive_table'],
  quoteSeedColumns: false,
  appendsQueryComments: true,
  aliasedSubqueries: false,
  columnTypes: {
    // All whole numbers are NUMBER(38,0), which is numeric.
    integers: [],
    floats: ['float', 'float4', 'float8', 'double', 'double precision', 'real'],
    texts: ['text', 'string', 'varchar', 'character varying', 'character'],
    decimals: ['number', 'numeric', 'decimal', 'int', 'integer', 'bigint', 'smallint', 'tinyint', 'byteint'],
    textSize: 16_777_216,
  },
  incrementalStrategies: ['append', 'merge', 'delete+insert', 'microbatch', 'insert_overwrite'],
  constraintSupport: {
    check: 'not_supported',
    not_null: 'enforced',
    unique: 'not_enforced',
    primary_key: 'not_enforced',
    foreign_key: 'not_enforced',
  },
  capabilities: {
    SchemaMetadataByRelations: 'Full',
    TableLastModifiedMetadata: 'Full',
    TableLastModifiedMetadataBatch: 'Full',
    GetCatalogForSingleRelation: 'Full',
    MicrobatchConcurrency: 'Full',
  },
};
