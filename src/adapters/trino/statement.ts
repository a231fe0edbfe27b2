import type { IncomingHttpHeaders } from 'node:http';
import { parseJson } from '../../jinja/modules/parseJson.js';
import type { Value } from '../../jinja/values/types.js';
import { type ServerFailure, TrinoHttpError, TrinoQueryError } from './errors.js';
import { sendWithRetry } from './retry.js';
import { readSegments, type SegmentedData } from './segments.js';
import type { TrinoSession } from './session.js';
import type { TypeSignature } from './signature.js';
import type { HttpAnswer, HttpQuestion, Transport } from './transport.js';

export interface TrinoColumn {
  readonly name: string;
  /** `decimal(10,2)`, `array(varchar)` */
  readonly type: string;
  readonly typeSignature: TypeSignature;
}

/** One answer of the protocol. */
interface Page {
  readonly id: string;
  readonly nextUri?: string;
  readonly columns?: readonly TrinoColumn[];
  readonly data?: Value[][] | SegmentedData;
  readonly error?: ServerFailure;
  readonly updateType?: string;
  readonly updateCount?: number;
}

export interface StatementResult {
  readonly queryId: string;
  readonly columns: readonly TrinoColumn[];
  /** Cells as the JSON has them, numbers exact. */
  readonly rows: readonly (readonly Value[])[];
  /** `CREATE TABLE`, `INSERT`; absent for queries. */
  readonly updateType?: string;
  readonly updateCount?: number;
}

export interface StatementOptions {
  readonly transport: Transport;
  readonly session: TrinoSession;
  /** `https://host:port` */
  readonly server: string;
  readonly retries: number;
  /** Keep rows; false: they are read and dropped. */
  readonly fetch: boolean;
  /** Stop after so many rows. */
  readonly limit?: number;
}

/** A statement on its way: runs once, and can be cancelled from elsewhere. */
export class Statement {
  private nextUri: string | undefined;
  private queryId: string | undefined;
  private cancelled = false;

  constructor(
    private readonly sql: string,
    private readonly options: StatementOptions,
  ) {}

  async run(): Promise<StatementResult> {
    const { session, server, fetch, limit = Number.POSITIVE_INFINITY } = this.options;
    const rows: (readonly Value[])[] = [];
    let columns: readonly TrinoColumn[] = [];
    let page = await this.ask(
      { method: 'POST', url: `${server}/v1/statement`, headers: session.headers(), body: this.sql },
      false,
    );
    for (;;) {
      columns = page.columns ?? columns;
      if (fetch && page.data !== undefined) rows.push(...(await this.rowsOf(page.data)));
      this.nextUri = page.nextUri;
      if (page.nextUri === undefined) break;
      if (rows.length >= limit || this.cancelled) await this.leave();
      if (rows.length >= limit) break;
      page = await this.ask({ method: 'GET', url: page.nextUri, headers: session.loginHeaders() }, true);
    }
    const { id: queryId, updateType, updateCount } = page;
    return { queryId, columns, rows: rows.slice(0, limit), updateType, updateCount };
  }

  /** The statement then ends in an error, at its next answer. */
  async cancel(): Promise<void> {
    this.cancelled = true;
    if (this.nextUri !== undefined) await this.leave();
  }

  /** Tells the server that nobody waits for more. */
  private async leave(): Promise<void> {
    const { transport, session } = this.options;
    const url = this.nextUri;
    if (url === undefined) return;
    await transport.send({ method: 'DELETE', url, headers: session.loginHeaders() });
  }

  private async ask(question: HttpQuestion, repeatable: boolean): Promise<Page> {
    const { transport, retries, session } = this.options;
    const answer = await sendWithRetry(transport, question, { retries, repeatable });
    if (answer.status !== 200) throw this.refusal(answer);
    session.update(answer.headers as IncomingHttpHeaders);
    const page = parsePage(answer.text);
    this.queryId = page.id;
    if (page.error !== undefined) throw new TrinoQueryError(page.error, page.id, this.sql);
    return page;
  }

  private refusal({ status, text }: HttpAnswer): Error {
    // A cancelled statement is forgotten by the server.
    if (this.cancelled && (status === 404 || status === 410)) {
      const failure = { message: 'Query was canceled', errorName: 'USER_CANCELED' };
      return new TrinoQueryError(failure, this.queryId, this.sql);
    }
    const detail = /^\s*</.test(text) ? '' : text.trim().split('\n', 1)[0]!.slice(0, 300);
    return new TrinoHttpError(status, detail);
  }

  private async rowsOf(data: Value[][] | SegmentedData): Promise<Value[][]> {
    if (Array.isArray(data)) return data;
    const { transport, retries, session } = this.options;
    return readSegments(data, {
      transport,
      retries,
      loginHeaders: session.loginHeaders(),
    });
  }
}

/** Rows need exact numbers, which JSON.parse does not give; answers without rows are read the quick way. */
function parsePage(text: string): Page {
  return text.includes('"data":') ? (parseJson(text) as Page) : (JSON.parse(text) as Page);
}
