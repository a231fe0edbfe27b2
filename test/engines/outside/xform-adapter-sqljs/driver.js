const { createHash } = require('node:crypto');
const { existsSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { resolve } = require('node:path');
const initSqlJs = require('sql.js');
const { SqlJsConnection } = require('./connection.js');

/** The file is read when the run starts and written when it ends. */
async function createSqlJsDriver(credentials, options) {
  const engine = await initSqlJs();
  const file = resolve(options.cwd, credentials.path);
  const database = new engine.Database(existsSync(file) ? readFileSync(file) : undefined);
  // Snapshots hash keys; SQLite has no md5 of its own.
  database.create_function('md5', (text) => createHash('md5').update(String(text)).digest('hex'));
  let open = true;
  return {
    async connect() {
      return new SqlJsConnection(database);
    },
    async close() {
      if (!open) return;
      open = false;
      writeFileSync(`${file}.new`, database.export());
      renameSync(`${file}.new`, file);
      database.close();
    },
  };
}

module.exports = { createSqlJsDriver };
