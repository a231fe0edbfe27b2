const { join } = require('node:path');

/** @type {import('xform/adapter').AdapterPlugin} */
const plugin = {
  type: 'sqljs',
  dialect: {
    className: 'SqlJs',
    quoteCharacter: '"',
    identifierCase: 'preserve',
    quoting: { database: true, schema: true, identifier: true },
    includeDatabase: false,
    transactions: true,
    // One database in memory, written to its file at the end: sessions would share their transaction.
    concurrentConnections: false,
    typeLabels: { STRING: 'TEXT', TIMESTAMP: 'TEXT', FLOAT: 'REAL' },
    incrementalStrategies: ['append', 'delete+insert'],
    constraintSupport: {},
    capabilities: {},
  },
  credentials: [
    { name: 'path', type: 'string', required: true, connectionInfo: true },
    { name: 'database', type: 'string', default: 'main' },
    { name: 'schema', type: 'string', default: 'main', connectionInfo: true },
  ],
  macroFolder: join(__dirname, 'dbt_sqljs'),
  async createDriver(credentials, options) {
    const { createSqlJsDriver } = require('./driver.js');
    return createSqlJsDriver(credentials, options);
  },
};

module.exports = { default: plugin };
