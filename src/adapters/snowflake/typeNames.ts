import type { Column } from 'snowflake-sdk';

/** Types that the connector for Python calls otherwise than the protocol does. */
const NAMES: Readonly<Record<string, string>> = { real: 'REAL', fixed: 'FIXED', text: 'TEXT' };

/** The name of a result column's type as dbt sees it: the protocol's, in capitals. */
export function typeNameOf(column: Column): string {
  const type = column.getType().toLowerCase();
  return NAMES[type] ?? type.toUpperCase();
}
