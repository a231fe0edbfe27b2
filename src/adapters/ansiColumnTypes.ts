import type { ColumnTypes } from './types.js';

/** Names of number types that PostgreSQL and most others have. */
export const ANSI_COLUMN_TYPES = {
  integers: [
    'smallint',
    'integer',
    'bigint',
    'smallserial',
    'serial',
    'bigserial',
    'int2',
    'int4',
    'int8',
    'serial2',
    'serial4',
    'serial8',
  ],
  floats: ['real', 'float4', 'float', 'double precision', 'float8', 'double'],
} satisfies ColumnTypes;
