import { ANSI_COLUMN_TYPES } from '../ansiColumnTypes.js';
import type { Dialect } from '../types.js';

export const postgresDialect: Dialect = {
  className: 'Postgres',
  parserName: 'postgresql',
  quoteCharacter: '"',
  identifierCase: 'lower',
  maxIdentifierLength: 63,
  quoting: { database: true, schema: true, identifier: true },
  includeDatabase: true,
  transactions: true,
  concurrentConnections: true,
  typeLabels: { STRING: 'TEXT' },
  renameableTypes: ['table', 'view'],
  replaceableTypes: ['table', 'view'],
  columnTypes: {
    ...ANSI_COLUMN_TYPES,
    unsizedText: ['text', 'character varying'],
  },
  incrementalStrategies: ['append', 'delete+insert', 'merge', 'microbatch'],
  constraintSupport: {
    check: 'enforced',
    not_null: 'enforced',
    unique: 'enforced',
    primary_key: 'enforced',
    foreign_key: 'enforced',
  },
  // -1: never analysed.
  rowCountsSql: `select current_database(), n.nspname, c.relname, c.reltuples::bigint
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'm') and c.reltuples >= 0`,
  capabilities: { SchemaMetadataByRelations: 'Full' },
};
