export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One thing that happened. Names and data fields are dbt's event names (features J24), since tools read them. */
export interface LogEvent {
  readonly name: string;
  /** dbt's code of the event (`Q012`), '' when it has none. */
  readonly code?: string;
  readonly level: LogLevel;
  /** The line for people, without colours or time. */
  readonly msg: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** An event as `--log-format json` and programs get it: dbt's structured log record. */
export interface StructuredEvent {
  readonly info: {
    readonly name: string;
    /** dbt's code (`Q012`), '' when there is none. */
    readonly code: string;
    readonly level: LogLevel;
    /** The line for people. */
    readonly msg: string;
    /** ISO 8601, UTC. */
    readonly ts: string;
    readonly pid: number;
    readonly thread: string;
    readonly invocation_id: string;
    readonly category: string;
    readonly extra: Readonly<Record<string, string>>;
  };
  /** Fields by event; those about a node have `node_info`. */
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Where events go: console (text or JSON), log file. Handed from the command down; there is no global logger.
 * `warn` applies warn_error and warn_error_options: it may throw an XformError instead of logging.
 */
export interface Logger {
  fire(event: LogEvent): void;
  warn(event: Omit<LogEvent, 'level'>): void;
  /** What a command was asked for, where the output is JSON lines: shown whatever the level. */
  data?(event: Omit<LogEvent, 'level'>): void;
  /** `print()` of templates: stdout, even when quiet. */
  print(text: string): void;
  /**
   * Tells what is only known once the project is read: flags after CLI > env > project (values parsed), and the
   * log folder.
   * Lines for the log file wait until then.
   */
  configure?(late: { readonly flags: Readonly<Record<string, unknown>>; readonly logFolder: string }): void;
  /** True when debug events are wanted somewhere, so that building costly ones can be skipped. */
  readonly debugEnabled: boolean;
}

/** For tests and programs: keeps nothing. */
export const silentLogger: Logger = { fire() {}, warn() {}, print() {}, debugEnabled: false };
