import { setTimeout as delay } from 'node:timers/promises';

/** What is used of hive-driver's client. */
interface HiveEvents {
  on(event: 'error' | 'close', listener: (error?: Error) => void): unknown;
}

/** The way to the server. The client tells beside its promises that it broke, and these then never end. */
export interface Wire {
  /** What broke it, if anything did. */
  failure(): Error | undefined;
  /** The same promise, which also fails when the wire breaks. */
  guard<T>(work: Promise<T>): Promise<T>;
}

export function watchWire(client: HiveEvents): Wire {
  const waiting = new Set<(error: Error) => void>();
  let failure: Error | undefined;
  const broke = (error: Error): void => {
    failure ??= error;
    for (const reject of waiting) reject(failure);
    waiting.clear();
  };
  client.on('error', (error) => broke(error ?? new Error('the connection failed')));
  client.on('close', () =>
    broke(Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' })),
  );
  return {
    failure: () => failure,
    guard: (work) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) {
          reject(failure);
          return;
        }
        waiting.add(reject);
        work.then(resolve, reject).finally(() => waiting.delete(reject));
      }),
  };
}

/** Fails with ETIMEDOUT after so many seconds. */
export async function within<T>(seconds: number, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const limit = delay(seconds * 1000, undefined, { signal: over.signal }).then(() => {
    throw Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' });
  });
  limit.catch(() => undefined);
  try {
    return await Promise.race([work, limit]);
  } finally {
    over.abort();
  }
}
