import { splitStatements } from '../splitStatements.js';
import { transactionEffect } from '../transactionEffect.js';
import type { AdapterResponse, Connection, ExecuteOptions, QueryResult } from '../types.js';
import { bindValues } from './bindings.js';
import { isNetworkError } from './errors.js';
import { Statement, type StatementOptions, type StatementResult } from './statement.js';
import { converterOf } from './values.js';

export interface ConnectionOptions extends Omit<StatementOptions, 'fetch' | 'limit'> {
  /** Values of `?` go beside the statement. */
  readonly prepared: boolean;
}

const NOTHING: QueryResult = { response: { _message: 'SUCCESS' }, columns: [], rows: [] };

/** A session: its catalog, schema, properties and roles. Every statement commits by itself. */
export class TrinoConnection implements Connection {
  private running: Statement | undefined;
  private lost = false;

  constructor(private readonly options: ConnectionOptions) {}

  get isLost(): boolean {
    return this.lost;
  }

  /** The server takes one statement at a time; of a text with several, the last one's result counts. */
  async execute(sql: string, options: ExecuteOptions = {}): Promise<QueryResult> {
    const text = options.bindings ? bindValues(sql, options.bindings, this.options.prepared) : sql;
    let result = NOTHING;
    for (const statement of splitStatements(text)) {
      // There is no transaction, so what ends or begins one has nothing to do.
      if (transactionEffect(statement) === undefined) result = await this.send(statement, options);
    }
    return result;
  }

  async begin(): Promise<void> {}
  async commit(): Promise<void> {}
  async rollback(): Promise<void> {}

  async close(): Promise<void> {
    await this.cancel().catch(() => undefined);
  }

  async cancel(): Promise<void> {
    await this.running?.cancel();
  }

  private async send(sql: string, options: ExecuteOptions): Promise<QueryResult> {
    const { fetch = false, limit } = options;
    const statement = new Statement(sql, { ...this.options, fetch, limit: fetch ? limit : undefined });
    this.running = statement;
    try {
      const result = await statement.run();
      if (!fetch) return { response: responseOf(result), columns: [], rows: [] };
      const converters = result.columns.map((column) => converterOf(column.typeSignature));
      return {
        response: responseOf(result),
        columns: result.columns.map(({ name, type }) => ({ name, type })),
        rows: result.rows.map((row) => row.map((cell, i) => converters[i]!(cell))),
      };
    } catch (error) {
      if (isNetworkError(error)) this.lost = true;
      throw error;
    } finally {
      this.running = undefined;
    }
  }
}

/** dbt's words for it: `CREATE TABLE (3 rows)`. */
function responseOf({ queryId, updateType, updateCount }: StatementResult): AdapterResponse {
  const counted = updateCount === undefined ? '' : ` (${updateCount} rows)`;
  return {
    _message: updateType === undefined ? 'SUCCESS' : updateType + counted,
    rows_affected: updateCount,
    query_id: queryId,
  };
}
