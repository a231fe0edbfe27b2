import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventTimeBounds } from '../../src/runner/microbatch/eventTime.js';
import { parseSample } from '../../src/runner/microbatch/sample.js';
import {
  type BatchSize,
  planWindows,
  type TimeWindow,
  windowId,
  windowName,
} from '../../src/runner/microbatch/windows.js';

interface Case {
  readonly size: BatchSize;
  readonly incremental: boolean;
  readonly start: string | null;
  readonly end: string | null;
  readonly now: string;
  readonly lookback: number;
  readonly begin: string;
  readonly count: number;
  readonly firstWindow: [string, string] | null;
  readonly lastWindow: [string, string] | null;
  /** model.batch.id and the name in files. */
  readonly name: [string, string] | null;
}

const file = join(import.meta.dirname, 'fixtures/microbatch/windows.json');
const { cases }: { cases: Case[] } = JSON.parse(readFileSync(file, 'utf8'));
const time = (text: string): number => Date.parse(text.includes('T') ? `${text}Z` : text);
const shown = (window: TimeWindow | undefined) =>
  window === undefined
    ? null
    : [window.start, window.end].map((at) => new Date(at).toISOString().replace('.000Z', '+00:00'));

describe('batches are those that dbt makes', () => {
  for (const { count, firstWindow, lastWindow, name, ...given } of cases) {
    it(JSON.stringify(given), () => {
      const windows = planWindows({
        size: given.size,
        incremental: given.incremental,
        lookback: given.lookback,
        now: time(given.now),
        begin: time(given.begin),
        eventTimeStart: given.start === null ? undefined : time(given.start),
        eventTimeEnd: given.end === null ? undefined : time(given.end),
      });
      expect(windows).toHaveLength(count);
      expect(shown(windows[0])).toEqual(firstWindow);
      expect(shown(windows.at(-1))).toEqual(lastWindow);
      if (name !== null) {
        const first = windows[0]!;
        expect([windowId(first, given.size), windowName(first, given.size)]).toEqual(name);
      }
    });
  }
});

it('needs a begin to build anew', () => {
  const request = { size: 'day', incremental: false, lookback: 1, now: 0 } as const;
  expect(() => planWindows(request)).toThrow("'begin'");
});

describe('--sample', () => {
  const now = Date.parse('2024-03-31T10:20:30Z');
  const iso = ({ start, end }: TimeWindow) => [start, end].map((at) => new Date(at).toISOString());

  // dbt subtracts with dateutil's relativedelta: a day that the month lacks becomes its last.
  it.each([
    ['3 days', '2024-03-28T10:20:30.000Z'],
    ['1 hour', '2024-03-31T09:20:30.000Z'],
    ['1 Month', '2024-02-29T10:20:30.000Z'],
    ['2 years', '2022-03-31T10:20:30.000Z'],
  ])('%s before now', (text, start) => {
    expect(iso(parseSample(text, now))).toEqual([start, '2024-03-31T10:20:30.000Z']);
  });

  it('takes a window, as YAML or as a mapping', () => {
    const expected = ['2024-01-01T00:00:00.000Z', '2024-01-03T12:00:00.000Z'];
    expect(iso(parseSample('{start: 2024-01-01, end: 2024-01-03T12:00:00}', now))).toEqual(expected);
    expect(iso(parseSample({ start: '2024-01-01', end: '2024-01-03 12:00' }, now))).toEqual(expected);
  });

  it.each([
    '3',
    'x days',
    '3 weeks',
    '{start: 2024-01-05}',
    '{start: 2024-01-05, end: 2024-01-03}',
  ])('refuses %s', (text) => {
    expect(() => parseSample(text, now)).toThrow('--sample');
  });
});

describe('event time on the command line', () => {
  const flags = (start: string | null, end: string | null) =>
    ({ event_time_start: start, event_time_end: end }) as unknown as Parameters<typeof eventTimeBounds>[0];

  it('is two bounds or none, in UTC', () => {
    expect(eventTimeBounds(flags(null, null))).toBeUndefined();
    expect(eventTimeBounds(flags('2024-01-01', '2024-01-02T03:00:00+01:00'))).toEqual({
      start: Date.UTC(2024, 0, 1),
      end: Date.UTC(2024, 0, 2, 2),
    });
  });

  it.each([
    ['2024-01-01', null, 'go together'],
    [null, '2024-01-01', 'go together'],
    ['2024-01-02', '2024-01-01', 'must be before'],
    ['tomorrow', '2024-01-01', 'no date or time'],
  ])('refuses %s to %s', (start, end, message) => {
    expect(() => eventTimeBounds(flags(start, end))).toThrow(message);
  });
});
