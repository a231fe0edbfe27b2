import { parseJson } from '../../jinja/modules/parseJson.js';
import type { Value } from '../../jinja/values/types.js';
import { TrinoHttpError } from './errors.js';
import { sendWithRetry } from './retry.js';
import type { Transport } from './transport.js';

/** Rows that the server wrote aside (spooled) instead of sending them in its answer. */
export interface SegmentedData {
  readonly encoding: string;
  readonly segments: readonly Segment[];
}

type Segment =
  | { readonly type: 'inline' /** Base64. */; readonly data: string }
  | {
      readonly type: 'spooled';
      readonly uri: string;
      readonly ackUri?: string;
      /** Lists of values, to be sent along. */
      readonly headers?: Readonly<Record<string, readonly string[]>>;
    };

export interface SegmentOptions {
  readonly transport: Transport;
  readonly retries: number;
  /** For segments that the coordinator hands out itself. */
  readonly loginHeaders: Readonly<Record<string, string>>;
}

/** Reads all segments in order, and tells the server for each that it may go. */
export async function readSegments(data: SegmentedData, options: SegmentOptions): Promise<Value[][]> {
  const rows: Value[][] = [];
  for (const segment of data.segments) {
    const text =
      segment.type === 'inline'
        ? Buffer.from(segment.data, 'base64').toString('utf8')
        : await download(segment, options);
    rows.push(...(parseJson(text) as Value[][]));
  }
  return rows;
}

async function download(
  segment: Extract<Segment, { type: 'spooled' }>,
  { transport, retries, loginHeaders }: SegmentOptions,
): Promise<string> {
  const given = Object.entries(segment.headers ?? {}).map(([name, values]) => [name, values.join(',')]);
  // Storage of others gets the headers it asks for and no login.
  const headers = given.length > 0 ? Object.fromEntries(given) : loginHeaders;
  const answer = await sendWithRetry(
    transport,
    { method: 'GET', url: segment.uri, headers },
    { retries, repeatable: true },
  );
  if (answer.status !== 200) throw new TrinoHttpError(answer.status, 'a segment of the result');
  if (segment.ackUri !== undefined) {
    await transport.send({ method: 'GET', url: segment.ackUri, headers }).catch(() => undefined);
  }
  return answer.text;
}
