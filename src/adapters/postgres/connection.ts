import type pg from 'pg';
import { XformError } from '../../errors/error.js';
import type { AdapterResponse, Connection, ExecuteOptions, QueryResult } from '../types.js';
import { interpolate } from './bindings.js';
import { isCancelled, withPosition } from './errors.js';
import { typeNameOf } from './typeNames.js';
import { convertCell } from './values.js';

export interface ConnectionSettings {
  /** Cancels what a server process runs, from another session, again and again while `isRunning()`. */
  cancel(processId: number, isRunning: () => boolean): Promise<void>;
  onClose(): void;
  /** Every statement is a transaction of its own: begin, commit and rollback do nothing. */
  readonly autocommit: boolean;
}

interface RawResult {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** pg's client with the members its types leave out. */
type Client = pg.Client & {
  readonly processID: number;
  readonly connection: { on(event: 'commandComplete', listener: (message: { text: string }) => void): void };
};

/** One session of a server. */
export class PostgresConnection implements Connection {
  private readonly client: Client;
  private tag = '';
  private running = 0;
  private aborted = false;
  private inTransaction = false;
  private closed = false;
  private failure: Error | undefined;
  private cancelling: Promise<void> | undefined;

  constructor(
    client: pg.Client,
    private readonly settings: ConnectionSettings,
  ) {
    this.client = client as Client;
    // The client's own results keep only the first word of a command tag.
    this.client.connection.on('commandComplete', (message) => {
      this.tag = message.text;
    });
    this.client.on('error', (error) => {
      this.failure = error;
    });
  }

  /** The session ended from the other side: this connection is of no more use. */
  get isLost(): boolean {
    return this.failure !== undefined;
  }

  async execute(sql: string, options: ExecuteOptions = {}): Promise<QueryResult> {
    const text = options.bindings === undefined ? sql : interpolate(sql, options.bindings);
    const result = await this.send(text);
    const response = responseOf(this.tag);
    if (!options.fetch || result === undefined) return { response, columns: [], rows: [] };
    const rows = options.limit === undefined ? result.rows : result.rows.slice(0, options.limit);
    return {
      response,
      columns: result.fields.map((field) => ({ name: field.name, type: typeNameOf(field.dataTypeID) })),
      rows: rows.map((row) => row.map((cell, i) => convertCell(cell, result.fields[i]!.dataTypeID))),
    };
  }

  async begin(): Promise<void> {
    if (this.settings.autocommit) return;
    await this.send('BEGIN');
    this.inTransaction = true;
    this.aborted = false;
  }

  async commit(): Promise<void> {
    if (this.settings.autocommit) return;
    // The server answers ROLLBACK, without an error, to the COMMIT of an aborted transaction.
    const wasAborted = this.aborted;
    this.inTransaction = false;
    this.aborted = false;
    await this.send('COMMIT');
    if (wasAborted || this.tag === 'ROLLBACK') {
      throw new XformError(
        'database',
        'The transaction was aborted by an earlier error and has been rolled back',
      );
    }
  }

  async rollback(): Promise<void> {
    this.inTransaction = false;
    this.aborted = false;
    if (this.settings.autocommit || this.closed || this.isLost) return;
    try {
      await this.send('ROLLBACK');
    } catch (error) {
      // A request to cancel that came after its statement had ended.
      if (!isCancelled(error)) throw error;
      await this.send('ROLLBACK');
    }
  }

  /** Resolves when the statement has ended; the next one waits for that, so that it is not hit in its place. */
  async cancel(): Promise<void> {
    if (this.running === 0 || this.isLost) return;
    this.cancelling ??= this.settings
      .cancel(this.client.processID, () => this.running > 0 && !this.isLost)
      .finally(() => {
        this.cancelling = undefined;
      });
    await this.cancelling;
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.cancel().catch(() => undefined);
    await this.client.end().catch(() => undefined);
    this.settings.onClose();
  }

  /** Runs a text of one or more statements; the result is the last one's. */
  private async send(text: string): Promise<RawResult | undefined> {
    if (this.cancelling !== undefined) await this.cancelling.catch(() => undefined);
    if (this.failure !== undefined) throw this.failure;
    this.running++;
    this.tag = '';
    try {
      const answer: unknown = await this.client.query({ text, rowMode: 'array' });
      return (Array.isArray(answer) ? answer.at(-1) : answer) as RawResult | undefined;
    } catch (error) {
      if (this.inTransaction) this.aborted = true;
      throw withPosition(error, text);
    } finally {
      this.running--;
    }
  }
}

/** From the server's command tag: `INSERT 0 3`, `CREATE VIEW`. */
function responseOf(tag: string): AdapterResponse {
  if (tag === '') return { _message: 'OK' };
  const code = tag.replace(/( \d+)+$/, '');
  const rows = /(\d+)$/.exec(tag);
  return { _message: tag, code, rows_affected: rows === null ? -1 : Number(rows[1]) };
}
