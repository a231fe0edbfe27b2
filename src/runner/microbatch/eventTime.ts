import { XformError } from '../../errors/error.js';
import { PyDate, PyDateTime, PyTimeZone } from '../../jinja/modules/datetime.js';
import type { Value } from '../../jinja/values/types.js';
import type { ModelNode } from '../../manifest/types.js';
import type { Flags } from '../../project/types.js';
import { didYouMean } from '../../util/didYouMean.js';
import { BATCH_SIZES, type BatchSize, type TimeWindow, type WindowRequest } from './windows.js';

/** What a command line says about event time, in milliseconds since 1970; both or none. */
export interface EventTimeBounds {
  readonly start: number;
  readonly end: number;
}

/** `--event-time-start` and `--event-time-end`. Throws XformError('usage') for one alone, or in the wrong order. */
export function eventTimeBounds(flags: Flags): EventTimeBounds | undefined {
  const [from, to]: Value[] = [flags['event_time_start'], flags['event_time_end']];
  if ((from ?? null) === null && (to ?? null) === null) return undefined;
  if ((from ?? null) === null || (to ?? null) === null) {
    throw new XformError('usage', 'The flags --event-time-start and --event-time-end go together', {
      hint: `Give --event-time-${from ? 'end' : 'start'} as well.`,
    });
  }
  const [start, end] = [
    parseTime(from, '--event-time-start', 'usage'),
    parseTime(to, '--event-time-end', 'usage'),
  ];
  if (start >= end) {
    throw new XformError('usage', `--event-time-start (${from}) must be before --event-time-end (${to})`);
  }
  return { start, end };
}

/** A date or a time with or without zone; without one it is in UTC. */
export function parseTime(value: Value, what: string, kind: 'usage' | 'compilation'): number {
  if (value instanceof PyDateTime) return Number(value.epochMicros() / 1000n);
  const text = value instanceof PyDate ? value.pyStr() : String(value).trim();
  try {
    return Number(
      PyDateTime.fromIso(text.includes(':') ? text : `${text.slice(0, 10)} 00:00`).epochMicros() / 1000n,
    );
  } catch {
    throw new XformError(kind, `${what} is '${text}', which is no date or time`, {
      hint: 'Write it as 2024-01-31 or 2024-01-31T12:00:00.',
    });
  }
}

export function isMicrobatch(node: { readonly config?: Readonly<Record<string, Value>> }): boolean {
  const { config } = node;
  return config?.['materialized'] === 'incremental' && config['incremental_strategy'] === 'microbatch';
}

/** What a model's configuration asks for. Throws XformError('compilation') for what is missing or wrong. */
export function windowRequest(
  model: ModelNode,
  bounds: EventTimeBounds | undefined,
  now: number,
  incremental: boolean,
): WindowRequest {
  const { batch_size: size, begin, lookback, event_time: eventTime } = model.config;
  const reject = (message: string, hint: string): XformError =>
    new XformError('compilation', `Microbatch model '${model.name}' ${message}`, { hint });
  if (typeof eventTime !== 'string')
    throw reject("has no 'event_time'", 'Set event_time to its column with the time of each row.');
  if (!(BATCH_SIZES as readonly Value[]).includes(size)) {
    throw reject(
      size == null ? "has no 'batch_size'" : `has the batch_size '${size}'`,
      didYouMean(String(size ?? ''), BATCH_SIZES) ?? `It is one of: ${BATCH_SIZES.join(', ')}.`,
    );
  }
  return {
    size: size as BatchSize,
    eventTimeStart: bounds?.start,
    eventTimeEnd: bounds?.end,
    now,
    incremental,
    begin: begin == null ? undefined : parseTime(begin, `'begin' of ${model.name}`, 'compilation'),
    lookback: typeof lookback === 'number' ? lookback : 1,
  };
}

/** As templates see it: `model.batch.event_time_start` and the like. */
export function toDateTime(time: number): PyDateTime {
  return PyDateTime.fromEpochMicros(BigInt(time) * 1000n, PyTimeZone.utc);
}

/** As batch_results of run_results.json have a window. */
export type WindowText = readonly [start: string, end: string];

export function windowText({ start, end }: TimeWindow): WindowText {
  const text = (time: number): string => new Date(time).toISOString().replace('.000Z', '+00:00');
  return [text(start), text(end)];
}

export function parseWindowText([start, end]: WindowText): TimeWindow {
  return { start: Date.parse(start), end: Date.parse(end) };
}
