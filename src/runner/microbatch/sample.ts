import { XformError } from '../../errors/error.js';
import { isPlainObject } from '../../jinja/values/typeName.js';
import type { Value } from '../../jinja/values/types.js';
import { parseYaml } from '../../project/yaml.js';
import { didYouMean } from '../../util/didYouMean.js';
import { parseTime } from './eventTime.js';
import { BATCH_SIZES, type TimeWindow } from './windows.js';

const HINT = "Write it as '3 days' or '{start: 2024-01-01, end: 2024-02-01}'.";

/** `--sample`: the last so many hours, days, months or years before `now`, or a window (features J19). */
export function parseSample(given: Value, now: number): TimeWindow {
  const value: Value =
    typeof given === 'string' && given.includes('{') ? parseYaml(given, '--sample').value : given;
  if (isPlainObject(value)) {
    const { start, end } = value;
    if (start === undefined || end === undefined) throw wrong('it needs a start and an end');
    const window = {
      start: parseTime(start, '--sample start', 'usage'),
      end: parseTime(end, '--sample end', 'usage'),
    };
    if (window.start >= window.end) throw wrong('its start is not before its end');
    return window;
  }
  const words = /^\s*(\d+)\s+(\w+)\s*$/.exec(String(value));
  if (words === null) throw wrong(`'${value}' is not understood`);
  const count = Number(words[1]);
  const unit = words[2]!.toLowerCase().replace(/s$/, '');
  if (!(BATCH_SIZES as readonly string[]).includes(unit)) {
    throw wrong(`'${words[2]}' is no span of time`, didYouMean(unit, BATCH_SIZES));
  }
  return { start: before(now, unit, count), end: now };
}

function wrong(message: string, hint = HINT): XformError {
  return new XformError('usage', `--sample: ${message}`, { hint });
}

/** Months and years of different lengths: the day of the month stays, or is the last there is. */
function before(now: number, unit: string, count: number): number {
  if (unit === 'hour') return now - count * 3_600_000;
  if (unit === 'day') return now - count * 86_400_000;
  const months = unit === 'year' ? count * 12 : count;
  const date = new Date(now);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}
