import { postgresDialect } from '../postgres/dialect.js';
import type { Dialect } from '../types.js';

export const redshiftDialect: Dialect = {
  ...postgresDialect,
  className: 'Redshift',
  parserName: 'redshift',
  maxIdentifierLength: 127,
  aliasedSubqueries: false,
  renameableTypes: ['table', 'view'],
  replaceableTypes: ['view'],
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
  },
};
