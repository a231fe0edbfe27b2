const { isPyObject, PyBytes, PyFloat, pyStr, XformError } = require('xform/adapter');

/** @implements {import('xform/adapter').Connection} */
class SqlJsConnection {
  constructor(database) {
    this.database = database;
    this.inTransaction = false;
    this.aborted = false;
    this.closed = false;
  }

  async execute(sql, options = {}) {
    try {
      const result = this.run(sql, (options.bindings ?? []).map(toSql), options.limit);
      const response = { _message: 'OK', rows_affected: this.database.getRowsModified() };
      return options.fetch ? { response, ...result } : { response, columns: [], rows: [] };
    } catch (error) {
      if (this.inTransaction) this.aborted = true;
      throw error;
    }
  }

  /** Runs every statement of the text; columns and rows are the last one's. */
  run(sql, bindings, limit = Number.POSITIVE_INFINITY) {
    let result = { columns: [], rows: [] };
    for (const statement of this.database.iterateStatements(sql)) {
      statement.bind(bindings);
      const rows = [];
      while (rows.length < limit && statement.step()) {
        rows.push(statement.get(null, { useBigInt: true }).map(fromSql));
      }
      result = { columns: statement.getColumnNames().map((name) => ({ name, type: 'TEXT' })), rows };
      // Names are known before the first step only through the statement itself.
      statement.reset();
    }
    return result;
  }

  async begin() {
    this.database.run('begin');
    this.inTransaction = true;
    this.aborted = false;
  }

  async commit() {
    if (this.aborted) {
      await this.rollback();
      throw new XformError('database', 'The transaction had an error and was rolled back');
    }
    this.inTransaction = false;
    this.database.run('commit');
  }

  async rollback() {
    if (this.inTransaction) this.database.run('rollback');
    this.inTransaction = false;
    this.aborted = false;
  }

  async close() {
    if (this.closed) return;
    await this.rollback();
    this.closed = true;
  }
}

function fromSql(value) {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  }
  if (typeof value === 'number') return new PyFloat(value);
  return value instanceof Uint8Array ? new PyBytes(Buffer.from(value)) : value;
}

function toSql(value) {
  if (value instanceof PyFloat) return value.value;
  if (value instanceof PyBytes) return value.data;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return isPyObject(value) ? pyStr(value) : value;
}

module.exports = { SqlJsConnection };
