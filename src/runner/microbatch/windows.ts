import { XformError } from '../../errors/error.js';

export const BATCH_SIZES = ['hour', 'day', 'month', 'year'] as const;
export type BatchSize = (typeof BATCH_SIZES)[number];

/** A span of event time, in milliseconds since 1970 UTC; the end is not part of it. */
export interface TimeWindow {
  readonly start: number;
  readonly end: number;
}

export interface WindowRequest {
  readonly size: BatchSize;
  /** `--event-time-start` and `--event-time-end`. */
  readonly eventTimeStart?: number;
  readonly eventTimeEnd?: number;
  /** When the command began: the end where no other is given. */
  readonly now: number;
  /** The model's relation exists and is added to. */
  readonly incremental: boolean;
  /** Config `begin`: where a model that is built anew starts. */
  readonly begin?: number;
  /** How many batches before the last one are built again. */
  readonly lookback: number;
}

/** The batches to build, in order (features G16). Throws XformError('compilation') without a start. */
export function planWindows(request: WindowRequest): TimeWindow[] {
  const { size } = request;
  const end = ceiling(request.eventTimeEnd ?? request.now, size);
  const windows: TimeWindow[] = [];
  let start = findStart(request, end);
  // There is always one, even before anything has happened: the relation has to come into being.
  do {
    const next = shift(start, size, 1);
    windows.push({ start, end: Math.min(next, end) });
    start = next;
  } while (start < end);
  return windows;
}

function findStart(request: WindowRequest, end: number): number {
  const { size, eventTimeStart, begin } = request;
  if (eventTimeStart !== undefined) return truncate(eventTimeStart, size);
  if (!request.incremental) {
    if (begin !== undefined) return truncate(begin, size);
    throw new XformError('compilation', "A microbatch model that is built anew needs the config 'begin'", {
      hint: "Set begin to the earliest event time, for example begin: '2024-01-01'.",
    });
  }
  // An end on a boundary belongs to the batch before it.
  return shift(end, size, -(request.lookback + 1));
}

/** `2020-01-02`, as far as the size goes: how a batch is called in lines and files. */
export function windowName(window: TimeWindow, size: BatchSize): string {
  return new Date(window.start).toISOString().slice(0, NAME_LENGTHS[size]);
}

/** The same without dashes: `model.batch.id`. */
export function windowId(window: TimeWindow, size: BatchSize): string {
  return windowName(window, size).replaceAll('-', '');
}

const NAME_LENGTHS: Readonly<Record<BatchSize, number>> = { year: 4, month: 7, day: 10, hour: 13 };

function truncate(time: number, size: BatchSize): number {
  const date = new Date(time);
  return Date.UTC(
    date.getUTCFullYear(),
    size === 'year' ? 0 : date.getUTCMonth(),
    size === 'day' || size === 'hour' ? date.getUTCDate() : 1,
    size === 'hour' ? date.getUTCHours() : 0,
  );
}

function ceiling(time: number, size: BatchSize): number {
  const truncated = truncate(time, size);
  return truncated === time ? time : shift(truncated, size, 1);
}

/** `time` is on a boundary, so months and years have no days to lose. */
function shift(time: number, size: BatchSize, count: number): number {
  const date = new Date(time);
  if (size === 'hour') date.setUTCHours(date.getUTCHours() + count);
  else if (size === 'day') date.setUTCDate(date.getUTCDate() + count);
  else if (size === 'month') date.setUTCMonth(date.getUTCMonth() + count);
  else date.setUTCFullYear(date.getUTCFullYear() + count);
  return date.getTime();
}
