import { splitStatements } from '../splitStatements.js';
import { transactionEffect } from '../transactionEffect.js';
import type { Connection, ExecuteOptions, QueryResult } from '../types.js';
import { interpolate } from './bindings.js';
import { isNetworkError } from './errors.js';
import { fetchRows, type HiveOperation, type HiveSession, waitForEnd } from './session.js';
import type { Wire } from './wire.js';

export interface SparkConnectionOptions {
  readonly session: HiveSession;
  /** Seconds; null: no limit. */
  readonly queryTimeout: number | null;
  readonly wire: Wire;
  close(): Promise<void>;
}

const NOTHING: QueryResult = { response: { _message: 'OK' }, columns: [], rows: [] };

/** A session of a Thrift server. Every statement commits by itself. */
export class SparkConnection implements Connection {
  private running: HiveOperation | undefined;
  private cancelled = false;
  private closed = false;
  private lost = false;

  constructor(private readonly options: SparkConnectionOptions) {}

  get isLost(): boolean {
    return this.lost || this.options.wire.failure() !== undefined;
  }

  /** The server takes one statement at a time; of a text with several, the last one's result counts. */
  async execute(sql: string, options: ExecuteOptions = {}): Promise<QueryResult> {
    const text = options.bindings ? interpolate(sql, options.bindings) : sql;
    this.cancelled = false;
    let result = NOTHING;
    for (const statement of splitStatements(text, { grammar: 'backslash' })) {
      // There is no transaction, so what ends or begins one has nothing to do.
      if (transactionEffect(statement) === undefined) result = await this.send(statement, options);
    }
    return result;
  }

  async begin(): Promise<void> {}
  async commit(): Promise<void> {}
  async rollback(): Promise<void> {}

  async cancel(): Promise<void> {
    this.cancelled = true;
    if (this.running !== undefined) await this.options.wire.guard(this.running.cancel());
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    if (!this.isLost) await this.cancel().catch(() => undefined);
    await this.options.close();
  }

  private async send(sql: string, options: ExecuteOptions): Promise<QueryResult> {
    const { wire } = this.options;
    const failure = wire.failure();
    if (failure !== undefined) throw failure;
    try {
      return await wire.guard(this.run(sql, options));
    } catch (error) {
      if (isNetworkError(error)) this.lost = true;
      throw wire.failure() ?? error;
    }
  }

  private async run(sql: string, { fetch = false, limit }: ExecuteOptions): Promise<QueryResult> {
    const { session, queryTimeout } = this.options;
    const operation = await session.executeStatement(sql, {
      runAsync: true,
      ...(queryTimeout === null ? {} : { queryTimeout: BigInt(queryTimeout) }),
    });
    this.running = operation;
    try {
      if (this.cancelled) await operation.cancel();
      await waitForEnd(operation);
      return fetch ? { response: { _message: 'OK' }, ...(await fetchRows(operation, limit)) } : NOTHING;
    } finally {
      this.running = undefined;
      if (!this.isLost) await operation.close().catch(() => undefined);
    }
  }
}
