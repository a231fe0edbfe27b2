import { XformError } from '../../errors/error.js';
import type { AdapterMethod } from '../types.js';

/** Methods that dbt-postgres' `adapter` has beyond those of every adapter. */
export const methods: readonly AdapterMethod[] = [
  {
    name: 'verify_database',
    parameters: ['database'],
    parseValue: () => '',
    run({ credentials }, database) {
      const given = String(database).replace(/^"(.*)"$/, '$1');
      if (given.toLowerCase() === credentials.database.toLowerCase()) return '';
      throw new XformError(
        'compilation',
        `A PostgreSQL session sees one database: this one '${credentials.database}', and not '${given}'`,
        { hint: 'Leave out `database`, or reach the other one by a foreign data wrapper.' },
      );
    },
  },
];
