import type { RowStatement, Connection as SdkConnection } from 'snowflake-sdk';
import { XformError } from '../../errors/error.js';
import { splitStatements } from '../splitStatements.js';
import { transactionEffect } from '../transactionEffect.js';
import type { AdapterResponse, Connection, ExecuteOptions, QueryResult } from '../types.js';
import { interpolate } from './bindings.js';
import { isSessionGone, isTransient } from './errors.js';
import { typeNameOf } from './typeNames.js';
import { convertCell } from './values.js';

export interface ConnectionSettings {
  /** Further attempts of a statement that failed for a reason that may pass. */
  readonly retries: number;
  /** Statements that give the session the profile's warehouse and query tag again. */
  readonly restore: readonly string[];
  onClose(): void;
}

interface Answer {
  readonly statement: RowStatement;
  readonly rows: readonly (readonly unknown[])[];
}

/** The comment at the end of a text is that of each of its statements: each is an entry of the query log. */
function withComment(statements: readonly string[]): readonly string[] {
  const comment = /\/\*(?:(?!\*\/)[\s\S])*\*\/$/.exec(statements.at(-1) ?? '')?.[0];
  if (comment === undefined || statements.length === 1) return statements;
  return statements.map((one, i) => (i === statements.length - 1 ? one : `${one}\n${comment}`));
}

const SETTING = /^(?:\/\*[\s\S]*?\*\/\s*)?(?:use\s+warehouse|alter\s+session\s+(?:un)?set\s+query_tag)\b/i;

/** One session. DDL commits by itself; a failed statement leaves the transaction open, so errors are kept in mind. */
export class SnowflakeConnection implements Connection {
  private running: RowStatement | undefined;
  private inTransaction = false;
  private aborted = false;
  private closed = false;
  /** A model's own warehouse or tag is set; it must not outlive a model that fails. */
  private hasOwnSettings = false;
  private gone = false;

  constructor(
    private readonly client: SdkConnection,
    private readonly settings: ConnectionSettings,
  ) {}

  get isLost(): boolean {
    return this.gone;
  }

  async execute(sql: string, options: ExecuteOptions = {}): Promise<QueryResult> {
    const text = options.bindings === undefined ? sql : interpolate(sql, options.bindings);
    const statements = withComment(splitStatements(text, { grammar: 'snowflake', keepLastComment: true }));
    let answer: Answer | undefined;
    for (const statement of statements) {
      answer = await this.send(statement);
      if (SETTING.test(statement)) this.hasOwnSettings = true;
      const effect = transactionEffect(statement);
      if (effect !== undefined) this.inTransaction = effect === 'begin';
    }
    if (answer === undefined) return { response: { _message: 'OK' }, columns: [], rows: [] };
    const response = responseOf(answer);
    const columns = answer.statement.getColumns();
    if (!options.fetch || columns === undefined) return { response, columns: [], rows: [] };
    const rows = options.limit === undefined ? answer.rows : answer.rows.slice(0, options.limit);
    return {
      response,
      columns: columns.map((column) => ({ name: column.getName(), type: typeNameOf(column) })),
      rows: rows.map((row) => row.map((cell, i) => convertCell(cell, columns[i]!))),
    };
  }

  async begin(): Promise<void> {
    await this.send('BEGIN');
    this.inTransaction = true;
    this.aborted = false;
  }

  async commit(): Promise<void> {
    if (this.aborted) {
      await this.rollback();
      throw new XformError('database', 'The transaction had an earlier error and has been rolled back');
    }
    this.inTransaction = false;
    await this.send('COMMIT');
  }

  async rollback(): Promise<void> {
    const wasOpen = this.inTransaction;
    this.inTransaction = false;
    this.aborted = false;
    if (this.closed || this.gone) return;
    if (wasOpen) await this.send('ROLLBACK');
    if (this.hasOwnSettings) {
      this.hasOwnSettings = false;
      for (const statement of this.settings.restore) await this.send(statement);
    }
  }

  async cancel(): Promise<void> {
    const running = this.running;
    if (running === undefined || this.gone) return;
    await new Promise<void>((resolve) => running.cancel(() => resolve()));
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.cancel().catch(() => undefined);
    await new Promise<void>((resolve) => this.client.destroy(() => resolve()));
    this.settings.onClose();
  }

  private async send(sql: string): Promise<Answer> {
    for (let retry = 0; ; retry++) {
      try {
        return await this.request(sql);
      } catch (error) {
        if (isSessionGone(error)) this.gone = true;
        if (retry < this.settings.retries && isTransient(error) && !this.inTransaction) continue;
        if (this.inTransaction) this.aborted = true;
        throw error;
      }
    }
  }

  private request(sql: string): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      this.running = this.client.execute({
        sqlText: sql,
        rowMode: 'array',
        // Text is exact: numbers beyond 2^53, all digits of a fraction.
        fetchAsString: ['Number', 'JSON'],
        complete: (error, statement, rows) => {
          this.running = undefined;
          if (error) reject(error);
          else resolve({ statement: statement as RowStatement, rows: (rows ?? []) as unknown[][] });
        },
      });
    });
  }
}

/** `SUCCESS 3` with the count of rows, as dbt reports it. */
function responseOf({ statement }: Answer): AdapterResponse {
  const changed = statement.getNumUpdatedRows();
  const rows = changed !== undefined && changed >= 0 ? changed : statement.getNumRows();
  return {
    _message: `SUCCESS ${rows}`,
    code: 'SUCCESS',
    rows_affected: rows,
    query_id: statement.getQueryId(),
  };
}
