import { setTimeout as delay } from 'node:timers/promises';
import type { DuckDBConnection, DuckDBResult } from '@duckdb/node-api';
import { XformError } from '../../errors/error.js';
import type { Connection, ExecuteOptions, QueryResult } from '../types.js';
import { bindingValue } from './bindings.js';
import { exceptionName, isConflict } from './errors.js';
import { readResult } from './readResult.js';

export interface ConnectionSettings {
  /** Statements run one by one: begin, commit and rollback do nothing. */
  readonly disableTransactions: boolean;
  readonly queryAttempts: number;
  readonly retryable: readonly string[];
  onClose(): void;
}

const OK = { _message: 'OK' } as const;
const DONE: QueryResult = { response: OK, columns: [], rows: [] };
const CONFLICT_ATTEMPTS = 5;
const INTERRUPT_EVERY_MS = 50;
/** A semicolon that something follows; in a string or comment it costs only the slower way. */
const SEVERAL = /;\s*[^\s;]/;

/** One connection to the process's instance of a database. */
export class DuckDbConnection implements Connection {
  private running: Promise<unknown> | undefined;
  private inTransaction = false;
  private aborted = false;
  private closed = false;

  constructor(
    private readonly raw: DuckDBConnection,
    private readonly settings: ConnectionSettings,
  ) {}

  async execute(sql: string, options: ExecuteOptions = {}): Promise<QueryResult> {
    const result = await this.send(sql, () => this.start(sql, options));
    if (result === undefined || !options.fetch) return DONE;
    return this.track(
      readResult(result, options.limit, this.raw).then((read) => ({ response: OK, ...read })),
    );
  }

  private start(sql: string, options: ExecuteOptions): Promise<DuckDBResult> {
    const bindings = options.bindings?.map(bindingValue);
    if (options.fetch && options.limit !== undefined) return this.raw.stream(sql, bindings);
    // Of several statements `run` hands out the first one's rows; callers expect the last one's, as in Python.
    if (options.fetch && bindings === undefined && SEVERAL.test(sql)) return this.runLast(sql);
    return this.raw.run(sql, bindings);
  }

  private async runLast(sql: string): Promise<DuckDBResult> {
    const statements = await this.raw.extractStatements(sql);
    for (let i = 0; ; i++) {
      const prepared = await statements.prepare(i);
      try {
        const result = await prepared.run();
        if (i === statements.count - 1) return result;
      } finally {
        prepared.destroySync();
      }
    }
  }

  async begin(): Promise<void> {
    if (this.settings.disableTransactions) return;
    await this.track(this.raw.run('BEGIN'));
    this.inTransaction = true;
    this.aborted = false;
  }

  async commit(): Promise<void> {
    if (this.settings.disableTransactions) return;
    // DuckDB answers OK to the COMMIT of an aborted transaction, and rolls it back.
    if (this.aborted) {
      await this.rollback();
      throw new XformError(
        'runtime',
        'The transaction was aborted by an earlier error and has been rolled back',
      );
    }
    this.inTransaction = false;
    await this.track(this.raw.run('COMMIT'));
  }

  async rollback(): Promise<void> {
    if (this.settings.disableTransactions || this.closed) return;
    this.inTransaction = false;
    this.aborted = false;
    try {
      await this.track(this.raw.run('ROLLBACK'));
    } catch (error) {
      if (!/no transaction is active/.test(String(error))) throw error;
    }
  }

  /** Asks until it is heard: DuckDB forgets an interrupt that comes before the statement has begun on its thread. */
  async cancel(): Promise<void> {
    const { running } = this;
    if (running === undefined) return;
    this.raw.interrupt();
    const again = setInterval(() => this.raw.interrupt(), INTERRUPT_EVERY_MS);
    await running.catch(() => undefined);
    clearInterval(again);
  }

  /** Interrupts what runs and waits for it: closing or exiting under a running query hangs the process. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.cancel();
    this.raw.closeSync();
    this.settings.onClose();
  }

  /** Runs one statement text, again where that is safe: outside a transaction, after an error that may pass. */
  private async send(sql: string, run: () => Promise<DuckDBResult>): Promise<DuckDBResult | undefined> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.track(run());
      } catch (error) {
        if (isNothingToRun(error, sql)) return undefined;
        if (this.inTransaction) this.aborted = true;
        else if (await this.mayRetry(sql, error, attempt)) {
          await delay(5 * 2 ** attempt * (0.5 + Math.random()));
          continue;
        }
        throw error;
      }
    }
  }

  private async mayRetry(sql: string, error: unknown, attempt: number): Promise<boolean> {
    if (this.closed) return false;
    const isLost = isConflict(error) && attempt < CONFLICT_ATTEMPTS;
    const isListed =
      attempt < this.settings.queryAttempts && this.settings.retryable.includes(exceptionName(error));
    if (!isLost && !isListed) return false;
    // Of several statements the first may have taken effect; and an explicit transaction would be lost.
    return (await this.raw.extractStatements(sql)).count === 1;
  }

  private async track<T>(work: Promise<T>): Promise<T> {
    this.running = work;
    try {
      return await work;
    } finally {
      if (this.running === work) this.running = undefined;
    }
  }
}

/** An empty text or one of comments only: not an error, as hooks may render to nothing. */
function isNothingToRun(error: unknown, sql: string): boolean {
  const withoutComments = sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, '');
  return /^[\s;]*$/.test(withoutComments) && error instanceof Error;
}
