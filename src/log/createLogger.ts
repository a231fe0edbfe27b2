import { XformError } from '../errors/error.js';
import { formatEvent, type StampedEvent } from './formats.js';
import { type LogFile, openLogFile } from './logFile.js';
import { createProgress } from './progress.js';
import { resolveLogSettings } from './settings.js';
import type { LogEvent, Logger } from './types.js';
import { isDeprecation, warningFate } from './warnings.js';

const RANK = { debug: 0, info: 1, warn: 2, error: 3, none: 4 } as const;

export interface LoggerOptions {
  /** Flags as given on the command line and by the environment, dbt's names. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly invocationId: string;
  readonly out: { write(text: string): unknown; isTTY?: boolean; columns?: number };
  /** Replaces secret values in everything that is written. */
  readonly scrub?: (text: string) => string;
  readonly now?: () => Date;
}

/** A logger that can be closed: the status line goes away and buffered lines are written. */
export interface ConsoleLogger extends Logger {
  close(): void;
  /** A line that must be seen whatever the level, such as the error that ends the program. */
  fail(event: Omit<LogEvent, 'level'>): void;
}

/** Console and log file as features J2, J24 and J25 say. */
export function createLogger(options: LoggerOptions): ConsoleLogger {
  const { out, env, invocationId } = options;
  const terminal = { isTTY: out.isTTY === true, env };
  const scrub = options.scrub ?? ((text: string) => text);
  const now = options.now ?? (() => new Date());
  const seenDeprecations = new Set<string>();
  let settings = resolveLogSettings(options.flags, terminal);
  let file: LogFile | undefined;
  let early: StampedEvent[] | undefined = [];
  const live = terminal.isTTY && settings.format === 'text' && !settings.quiet && !env['CI'];
  const progress = live ? createProgress(out, settings.useColors) : undefined;

  function toConsole(event: StampedEvent, always: boolean): void {
    const level = settings.quiet && !always ? 'error' : settings.level;
    if (!always && RANK[event.level] < RANK[level]) {
      progress?.observe(event);
      return;
    }
    if (progress?.observe(event)) return;
    progress?.clear();
    out.write(`${scrub(formatEvent(event, settings.format, settings.useColors, invocationId))}\n`);
  }

  function toFile(event: StampedEvent): void {
    if (early) early.push(event);
    else if (file && RANK[event.level] >= RANK[settings.fileLevel]) {
      file.write(scrub(formatEvent(event, settings.fileFormat, false, invocationId)));
    }
  }

  function emit(event: LogEvent, always = false): void {
    const thread = typeof event.data?.['thread_id'] === 'string' ? event.data['thread_id'] : 'MainThread';
    const stamped: StampedEvent = { ...event, time: now(), thread };
    toConsole(stamped, always);
    toFile(stamped);
  }

  function warn(event: Omit<LogEvent, 'level'>): void {
    const fate = warningFate(event.name, settings);
    if (fate === 'silence') return;
    if (fate === 'error') {
      throw new XformError('compilation', event.msg, {
        hint: `The warning ${event.name} is an error because of warn-error settings.`,
      });
    }
    const deprecation = isDeprecation(event.name);
    const repeated = deprecation && !settings.showAllDeprecations && seenDeprecations.has(event.name);
    seenDeprecations.add(event.name);
    const tag = deprecation ? `[WARNING][${event.name}]` : '[WARNING]';
    emit({ ...event, level: repeated ? 'debug' : 'warn', msg: `${tag}: ${event.msg}` });
  }

  return {
    fire: (event) => emit(event),
    warn,
    print(text) {
      if (!settings.print) return;
      progress?.clear();
      const event: LogEvent = {
        name: 'PrintEvent',
        code: 'Z052',
        level: 'info',
        msg: text,
        data: { msg: text },
      };
      const stamped = { ...event, time: now(), thread: 'MainThread' };
      const line = settings.format === 'json' ? formatEvent(stamped, 'json', false, invocationId) : text;
      out.write(`${scrub(line)}\n`);
      toFile(stamped);
    },
    configure(late) {
      // The default of use_colors is true for templates, but here the terminal decides unless somebody said so.
      const colors = options.flags['use_colors'] ?? (late.flags['use_colors'] === false ? false : undefined);
      settings = resolveLogSettings({ ...late.flags, use_colors: colors }, terminal);
      file = settings.fileLevel === 'none' ? undefined : openLogFile(late.logFolder);
      const waiting = early ?? [];
      early = undefined;
      for (const event of waiting) toFile(event);
    },
    fail: (event) => emit({ ...event, level: 'error' }, true),
    close() {
      progress?.stop();
      file?.flush();
    },
    get debugEnabled() {
      return settings.level === 'debug' || settings.fileLevel === 'debug';
    },
  };
}
