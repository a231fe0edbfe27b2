import { setTimeout as delay } from 'node:timers/promises';
import type { HttpAnswer, HttpQuestion, Transport } from './transport.js';

/** Answers after which the protocol says to ask again. */
const BUSY = new Set([429, 502, 503, 504]);
const NO_ANSWER = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'EHOSTUNREACH']);
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5000;

export interface RetryOptions {
  /** Further attempts after the first. */
  readonly retries: number;
  /** The request may have reached the server, and doing it twice does no harm. */
  readonly repeatable: boolean;
}

/**
 * Sends until there is a final answer. A statement that may have arrived is not sent twice: it could run twice. Pages
 * of a result can be asked for again.
 */
export async function sendWithRetry(
  transport: Transport,
  question: HttpQuestion,
  options: RetryOptions,
): Promise<HttpAnswer> {
  for (let attempt = 0; ; attempt++) {
    const wait = Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS);
    try {
      const answer = await transport.send(question);
      if (!BUSY.has(answer.status) || attempt >= options.retries) return answer;
      await delay(waitAsked(answer) ?? wait, undefined, { signal: question.signal });
    } catch (error) {
      const { code = '' } = error as { code?: string };
      const safe = options.repeatable || code === 'ECONNREFUSED' || code === 'EAI_AGAIN';
      if (!safe || !NO_ANSWER.has(code) || attempt >= options.retries) throw error;
      await delay(wait, undefined, { signal: question.signal });
    }
  }
}

/** Milliseconds of a `Retry-After` in seconds. */
function waitAsked(answer: HttpAnswer): number | undefined {
  const seconds = Number(answer.headers['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) ? Math.min(seconds * 1000, 60_000) : undefined;
}
