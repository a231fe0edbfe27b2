import { errorsOf, throwCollected, XformError } from '../errors/error.js';
import { formatEvent, jsonLine, preciseClock, type StampedEvent } from './formats.js';
import { type LogFile, openLogFile } from './logFile.js';
import { createProgress, type Progress } from './progress.js';
import { resolveLogSettings } from './settings.js';
import type { LogEvent, Logger, StructuredEvent } from './types.js';
import { isDeprecation, warningFate, warningTag } from './warnings.js';

const RANK = { debug: 0, info: 1, warn: 2, error: 3, none: 4 } as const;

export interface Terminal {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface LoggerOptions {
  /** Flags as given on the command line and by the environment, dbt's names. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly invocationId: string;
  /** The console; without one only the log file and `listen` get events. */
  readonly out?: Terminal;
  /** Gets every event whatever its level, with secrets replaced. */
  readonly listen?: (event: StructuredEvent) => void;
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

/** Lines that wait for the settings, at most; a project whose reading says more is past being in order. */
const MAX_WAITING = 1000;

/**
 * Console and log file as features J2, J24 and J25 say. What happens before `configure` waits for it, since the
 * project's flags decide about format, level and which warnings are errors; when it never comes, `close` lets go.
 */
export function createLogger(options: LoggerOptions): ConsoleLogger {
  const { out, listen, env, invocationId } = options;
  const terminal = { isTTY: out?.isTTY === true, env };
  const scrub = options.scrub ?? ((text: string) => text);
  const now = options.now ?? (() => new Date());
  const seenDeprecations = new Set<string>();
  let settings = resolveLogSettings(options.flags, terminal);
  let file: LogFile | undefined;
  let progress: Progress | undefined;
  let waiting: (() => void)[] | undefined = [];
  let forgiving = false;

  function whenConfigured(line: () => void): void {
    if (waiting === undefined) line();
    else {
      waiting.push(line);
      if (waiting.length > MAX_WAITING) letGo();
    }
  }

  /** Writes what waits; throws the warnings among it that are errors, all together. */
  function letGo(): void {
    const lines = waiting ?? [];
    waiting = undefined;
    const live = terminal.isTTY && settings.format === 'text' && !settings.quiet && !env['CI'];
    progress = live && out ? createProgress(out, settings.useColors) : undefined;
    const errors: XformError[] = [];
    for (const line of lines) {
      try {
        line();
      } catch (error) {
        errors.push(...errorsOf(error));
      }
    }
    throwCollected(errors);
  }

  /** The project's settings never came: something worse than a warning is on its way. */
  function letGoAnyway(): void {
    if (waiting === undefined) return;
    forgiving = true;
    letGo();
  }

  function toConsole(event: StampedEvent, always: boolean): void {
    if (out === undefined) return;
    const level = settings.quiet && !always ? 'error' : settings.level;
    if (!always && RANK[event.level] < RANK[level]) {
      progress?.observe(event);
      return;
    }
    if (progress?.observe(event)) return;
    write(formatEvent(event, settings.format, settings.useColors, invocationId));
  }

  function write(line: string): void {
    progress?.clear();
    out?.write(`${scrub(line)}\n`);
  }

  function toFile(event: StampedEvent): void {
    if (file && RANK[event.level] >= RANK[settings.fileLevel]) {
      file.write(scrub(formatEvent(event, settings.fileFormat, settings.useColorsFile, invocationId)));
    }
  }

  function toListener(event: StampedEvent): void {
    listen?.(JSON.parse(scrub(jsonLine(event, invocationId))));
  }

  function stamp(event: LogEvent): StampedEvent {
    const thread = typeof event.data?.['thread_id'] === 'string' ? event.data['thread_id'] : 'MainThread';
    return { ...event, time: now(), thread };
  }

  function emit(event: StampedEvent, always = false): void {
    toConsole(event, always);
    toFile(event);
    toListener(event);
  }

  function emitWarning(event: StampedEvent): void {
    const fate = warningFate(event.name, settings);
    if (fate === 'silence') return;
    if (fate === 'error' && !forgiving) {
      throw new XformError('compilation', event.msg, {
        hint: `The warning ${event.name} is an error because of warn-error settings.`,
      });
    }
    const deprecation = isDeprecation(event.name);
    const repeated = deprecation && !settings.showAllDeprecations && seenDeprecations.has(event.name);
    seenDeprecations.add(event.name);
    emit({ ...event, level: repeated ? 'debug' : 'warn', msg: `${warningTag(event.name)}${event.msg}` });
  }

  function emitPrint(event: StampedEvent): void {
    if (!settings.print) return;
    write(settings.format === 'json' ? formatEvent(event, 'json', false, invocationId) : event.msg);
    toFile(event);
    toListener(event);
  }

  return {
    fire(event) {
      const stamped = stamp(event);
      whenConfigured(() => emit(stamped));
    },
    warn(event) {
      const stamped = stamp({ ...event, level: 'warn' });
      whenConfigured(() => emitWarning(stamped));
    },
    data(event) {
      const stamped = stamp({ ...event, level: 'info' });
      whenConfigured(() => {
        write(formatEvent(stamped, settings.format, false, invocationId));
        toListener(stamped);
      });
    },
    print(text) {
      const stamped = stamp({
        name: 'PrintEvent',
        code: 'Z052',
        level: 'info',
        msg: text,
        data: { msg: text },
      });
      whenConfigured(() => emitPrint(stamped));
    },
    configure(late) {
      // The default of use_colors is true for templates, but here the terminal decides unless somebody said so.
      const colors = options.flags['use_colors'] ?? (late.flags['use_colors'] === false ? false : undefined);
      const colorsFile = options.flags['use_colors_file'] === true;
      settings = resolveLogSettings(
        { ...late.flags, use_colors: colors, use_colors_file: colorsFile },
        terminal,
      );
      file =
        settings.fileLevel === 'none'
          ? undefined
          : openLogFile(late.logFolder, { heading: runHeading(), maxBytes: settings.fileMaxBytes });
      letGo();
    },
    fail(event) {
      letGoAnyway();
      emit(stamp({ ...event, level: 'error' }), true);
    },
    close() {
      letGoAnyway();
      progress?.stop();
      file?.close();
      file = undefined;
    },
    get debugEnabled() {
      return listen !== undefined || settings.level === 'debug' || settings.fileLevel === 'debug';
    },
  };

  /** What parts one run from the next in the log file. */
  function runHeading(): string {
    if (settings.fileFormat === 'json') return '';
    const rule = '='.repeat(30);
    return `\n\n${rule} ${preciseClock(now())} | ${invocationId} ${rule}\n`;
  }
}
