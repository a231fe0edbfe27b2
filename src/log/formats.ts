import pc from 'picocolors';
import type { LogFormat } from './settings.js';
import type { LogEvent, StructuredEvent } from './types.js';

const colors = pc.createColors(true);

/** An event with the moment and the worker it came from. */
export interface StampedEvent extends LogEvent {
  readonly time: Date;
  readonly thread: string;
}

/** Words that carry the outcome of a line, and how they look on a terminal. */
const OUTCOME_COLORS: readonly (readonly [RegExp, (text: string) => string])[] = [
  [
    /\[(?=(?:OK|PASS|SUCCESS|INSERT|CREATE|SELECT|MERGE|DELETE|UPDATE|BATCH)\b)([^\]]*?)(?= in [\d.]+s\])/,
    colors.green,
  ],
  [/\[(?=(?:ERROR|FAIL|CANCEL)\b)([^\]]*?)(?=(?: in [\d.]+s)?\])/, colors.red],
  [/\[(?=(?:WARN|SKIP|NO-OP|PARTIAL SUCCESS)\b)([^\]]*?)(?=(?: in [\d.]+s)?\])/, colors.yellow],
];

const FORMATTERS: Readonly<
  Record<LogFormat, (event: StampedEvent, color: boolean, invocation: string) => string>
> = {
  text: (event, color) => `${clock(event.time)}  ${hang(event, message(event, color))}`,
  debug: (event, color) =>
    `${preciseClock(event.time)} [${event.level.padEnd(5)}] [${event.thread}]: ${message(event, color)}`,
  json: (event, _color, invocation) => jsonLine(event, invocation),
};

/** One line of the console or the log file, without the line feed. */
export function formatEvent(
  event: StampedEvent,
  format: LogFormat,
  color: boolean,
  invocation: string,
): string {
  return FORMATTERS[format](event, color, invocation);
}

/** Texts of templates are shown as they are: people copy them. */
const VERBATIM = ['JinjaLogInfo', 'JinjaLogDebug', 'PrintEvent'];
const HANGING = ' '.repeat('HH:MM:SS  '.length);

/** Lines after the first start below the first one's text. */
function hang(event: LogEvent, text: string): string {
  if (!text.includes('\n') || VERBATIM.includes(event.name)) return text;
  return text.replace(/\n(?=[^\n])/g, `\n${HANGING}`);
}

function message(event: LogEvent, color: boolean): string {
  return color ? colorize(event) : event.msg;
}

function colorize(event: LogEvent): string {
  if (event.name === 'EndOfRunSummary') return summaryColor(event.data)(event.msg);
  for (const [pattern, paint] of OUTCOME_COLORS) {
    if (pattern.test(event.msg))
      return event.msg.replace(pattern, (_all, words: string) => `[${paint(words)}`);
  }
  if (event.level === 'error') return colors.red(event.msg);
  if (event.level === 'warn') return event.msg.replace(/^\[WARNING\]/, `[${colors.yellow('WARNING')}]`);
  return event.msg;
}

function summaryColor(data: LogEvent['data']): (text: string) => string {
  if (data?.['num_errors'] || data?.['num_partial_success'] || data?.['keyboard_interrupt'])
    return colors.red;
  return data?.['num_warnings'] ? colors.yellow : colors.green;
}

function clock(time: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

/** With microseconds, which Node's clock gives as thousands. */
export function preciseClock(time: Date): string {
  return `${clock(time)}.${String(time.getMilliseconds() * 1000).padStart(6, '0')}`;
}

/** The worker is told by info.thread. What templates log is its own data. */
function shownData({
  name,
  msg,
  data = name.startsWith('JinjaLog') ? { msg } : {},
}: LogEvent): Record<string, unknown> {
  const { thread_id: _thread, ...rest } = data;
  return rest;
}

/** dbt's structured log line (features J24): readers key on info.name, info.level and data.node_info. */
export function jsonLine(event: StampedEvent, invocation: string): string {
  const record: StructuredEvent = {
    data: shownData(event),
    info: {
      category: '',
      code: event.code ?? '',
      extra: {},
      invocation_id: invocation,
      level: event.level,
      msg: event.msg,
      name: event.name,
      pid: process.pid,
      thread: event.thread,
      ts: event.time.toISOString().replace('Z', '000Z'),
    },
  };
  return JSON.stringify(record, (_key, value) => (typeof value === 'bigint' ? Number(value) : value));
}
