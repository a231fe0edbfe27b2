import { type ErrorKind, isXformError, XformError } from '../errors/error.js';
import type { Value } from '../jinja/values/types.js';
import type { Logger } from '../log/types.js';
import type { RelationCache } from './cache.js';
import type { SqlEvents } from './sqlEvents.js';
import { type AgateTable, createTable, emptyTable } from './table.js';
import { transactionEffect } from './transactionEffect.js';
import type {
  AdapterPlugin,
  AdapterResponse,
  AdapterSession,
  Connection,
  Credentials,
  ExecuteOptions,
  PythonJob,
  QueryResult,
} from './types.js';

export type MacroCaller = (name: string, args: Value[], kwargs?: Record<string, Value>) => Promise<Value>;

/** Text that goes with every statement (features A22 query-comment), already wrapped as a comment. */
export interface QueryComment {
  readonly text: string;
  /** After the statement instead of before it. */
  readonly append: boolean;
}

/** What a slot works on: a node, a hook, a listing. */
export interface SlotPurpose {
  /** dbt's connection name: the node's unique_id, `master`, `list_<schema>`. */
  readonly name: string;
  /** Goes into events as `node_info`. */
  readonly nodeInfo?: unknown;
  readonly comment?: QueryComment;
  /** How adapter methods reach macros while this is worked on. */
  readonly callMacro?: MacroCaller;
}

export interface SlotExecuteOptions extends ExecuteOptions {
  /** Opens a transaction first when none is open. */
  readonly autoBegin?: boolean;
  /** Send the text as it is, without the query comment. */
  readonly bare?: boolean;
}

/**
 * One session of the engine and its transaction, used by one piece of work at a time. The session opens with the
 * first statement. After an error the transaction is rolled back at once, so nothing later can commit half of it.
 */
export interface Slot extends AdapterSession {
  readonly name: string;
  readonly transactionOpen: boolean;
  /** Starts work for something else: forgets cancellation and the error state of the former. */
  use(purpose: SlotPurpose): void;
  query(sql: string, options?: SlotExecuteOptions): Promise<QueryResult>;
  /** As `adapter.execute` of templates: the table is empty unless `fetch`. */
  execute(
    sql: string,
    options?: SlotExecuteOptions,
  ): Promise<{ response: AdapterResponse; table: AgateTable }>;
  /** Runs a Python model; throws XformError('compilation') where the engine runs none. */
  runPython(job: PythonJob): Promise<AdapterResponse>;
  begin(): Promise<void>;
  /** Commits an open transaction. Rejects when the work was rolled back by an earlier error; else does nothing. */
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** Stops the running statement and refuses further ones until `use`. */
  cancel(): Promise<void>;
  /** Ends the work: what is not committed is rolled back; the session stays open for the next. */
  release(): Promise<void>;
}

export interface SlotOptions {
  readonly plugin: AdapterPlugin;
  readonly credentials: Credentials;
  readonly cache: RelationCache;
  readonly log: Logger;
  readonly events: SqlEvents;
  open(name: string): Promise<Connection>;
  onRelease(slot: AdapterSlot): void;
}

export class AdapterSlot implements Slot {
  readonly connection: Connection;
  private opened: Promise<Connection> | undefined;
  private purpose: SlotPurpose;
  private inTransaction = false;
  private rolledBackByError = false;
  private cancelled = false;
  private running = 0;
  private python: AbortController | undefined;

  constructor(
    private readonly options: SlotOptions,
    purpose: SlotPurpose,
  ) {
    this.purpose = purpose;
    this.connection = {
      execute: (sql, executeOptions) => this.query(sql, executeOptions),
      begin: () => this.begin(),
      commit: () => this.commit(),
      rollback: () => this.rollback(),
      close: () => this.close(),
      cancel: () => this.cancel(),
    };
  }

  get plugin(): AdapterPlugin {
    return this.options.plugin;
  }
  get credentials(): Credentials {
    return this.options.credentials;
  }
  get cache(): RelationCache {
    return this.options.cache;
  }
  get log(): Logger {
    return this.options.log;
  }
  get name(): string {
    return this.purpose.name;
  }
  get transactionOpen(): boolean {
    return this.inTransaction;
  }

  use(purpose: SlotPurpose): void {
    this.options.events.acquired(purpose.name, this.opened === undefined ? undefined : this.purpose.name);
    this.purpose = purpose;
    this.cancelled = false;
    this.rolledBackByError = false;
  }

  async callMacro(name: string, args: Value[], kwargs?: Record<string, Value>): Promise<Value> {
    if (this.purpose.callMacro === undefined) {
      throw new XformError(
        'internal',
        `Macro '${name}' was called on connection '${this.name}', which has no macros`,
      );
    }
    return this.purpose.callMacro(name, args, kwargs);
  }

  async query(sql: string, options: SlotExecuteOptions = {}): Promise<QueryResult> {
    if (options.autoBegin) await this.begin();
    const effect = transactionEffect(sql);
    const text = options.bare ? sql : this.withComment(sql);
    const result = await this.attempt(text, (connection) => connection.execute(text, options));
    if (effect !== undefined) this.inTransaction = effect === 'begin';
    return result;
  }

  /** What tables print themselves: `print_table()`. */
  private readonly printLines = (text: string): void => this.log.print(text.replace(/\n$/, ''));

  async execute(
    sql: string,
    options: SlotExecuteOptions = {},
  ): Promise<{ response: AdapterResponse; table: AgateTable }> {
    const result = await this.query(sql, options);
    return {
      response: result.response,
      table: options.fetch ? createTable(result.columns, result.rows, this.printLines) : emptyTable(),
    };
  }

  async runPython(job: PythonJob): Promise<AdapterResponse> {
    const { plugin } = this;
    if (plugin.runPython === undefined) {
      throw new XformError('compilation', `Python models do not run on ${plugin.type}`, {
        hint: 'Write the model in SQL.',
      });
    }
    this.refuseWhenCancelled();
    const controller = new AbortController();
    this.python = controller;
    try {
      return await plugin.runPython(
        {
          credentials: this.credentials,
          connection: this.connection,
          log: this.log,
          signal: controller.signal,
          open: () => this.options.open(`${this.name} (python)`),
        },
        job,
      );
    } catch (error) {
      await this.rollbackAfterError();
      throw this.explain(error);
    } finally {
      this.python = undefined;
    }
  }

  async begin(): Promise<void> {
    if (this.inTransaction || !this.plugin.dialect.transactions) return;
    await this.attempt('BEGIN', (connection) => connection.begin());
    this.inTransaction = true;
    this.rolledBackByError = false;
  }

  async commit(): Promise<void> {
    if (this.rolledBackByError) {
      throw new XformError(
        'runtime',
        `Nothing to commit on '${this.name}': an earlier error rolled its work back`,
      );
    }
    if (!this.inTransaction) return;
    this.options.events.commit(this.name, this.purpose.nodeInfo);
    await this.attempt('COMMIT', (connection) => connection.commit());
    this.inTransaction = false;
  }

  async rollback(): Promise<void> {
    if (!this.inTransaction) return;
    await this.sendRollback();
  }

  async cancel(): Promise<void> {
    this.cancelled = true;
    this.python?.abort();
    if (this.running > 0 && this.opened !== undefined) await (await this.opened).cancel?.();
  }

  async release(): Promise<void> {
    await this.rollback();
    this.options.onRelease(this);
  }

  /** Ends the session for good. */
  async close(): Promise<void> {
    if (this.opened === undefined) return;
    const connection = await this.opened.catch(() => undefined);
    this.opened = undefined;
    this.inTransaction = false;
    await connection?.close();
    this.options.events.closed(this.name);
  }

  private withComment(sql: string): string {
    const { comment } = this.purpose;
    if (comment === undefined || comment.text === '') return sql;
    return comment.append ? `${sql.replace(/[\s;]+$/, '')}\n${comment.text}` : `${comment.text}\n${sql}`;
  }

  private open(): Promise<Connection> {
    if (this.opened === undefined) {
      this.opened = this.options.open(this.name);
      this.opened.catch(() => {
        this.opened = undefined;
      });
    }
    return this.opened;
  }

  private async attempt<T>(sql: string, run: (connection: Connection) => Promise<T>): Promise<T> {
    this.refuseWhenCancelled();
    const connection = await this.open().catch((error) => {
      throw this.explain(error, 'connection');
    });
    this.refuseWhenCancelled();
    const { events } = this.options;
    const { nodeInfo } = this.purpose;
    events.statement(this.name, sql, nodeInfo);
    const started = performance.now();
    this.running++;
    try {
      const result = await run(connection);
      events.finished(responseOf(result), (performance.now() - started) / 1000, nodeInfo);
      return result;
    } catch (error) {
      events.finished('ERROR', (performance.now() - started) / 1000, nodeInfo);
      await this.rollbackAfterError();
      throw this.explain(error);
    } finally {
      this.running--;
    }
  }

  private refuseWhenCancelled(): void {
    if (this.cancelled)
      throw new XformError('cancelled', `The run was cancelled; '${this.name}' did not go on`);
  }

  private async rollbackAfterError(): Promise<void> {
    if (this.inTransaction) this.rolledBackByError = true;
    // A statement text may have begun a transaction of its own before it failed, so this is sent in any case.
    await this.sendRollback().catch(() => undefined);
  }

  private async sendRollback(): Promise<void> {
    if (this.opened === undefined) return;
    if (this.inTransaction) this.options.events.rollback(this.name, this.purpose.nodeInfo);
    this.inTransaction = false;
    const connection = await this.opened;
    if (connection.isLost) this.opened = undefined;
    else await connection.rollback();
  }

  private explain(error: unknown, as?: ErrorKind): unknown {
    if (isXformError(error)) return error;
    const explained = this.plugin.explainError?.(error);
    const message = explained?.message ?? (error instanceof Error ? error.message : String(error));
    const { kind = 'database', hint, place } = explained ?? {};
    return new XformError(this.cancelled ? 'cancelled' : (as ?? kind), message, {
      hint,
      place,
      cause: error,
    });
  }
}

function responseOf(result: unknown): string {
  return (result as QueryResult | undefined)?.response?._message ?? 'OK';
}
