import type { LogLevel } from './types.js';

export type LogFormat = 'text' | 'debug' | 'json';

/** How the console and the log file are written. A level of 'none' writes nothing. */
export interface LogSettings {
  readonly format: LogFormat;
  readonly level: LogLevel | 'none';
  readonly fileFormat: LogFormat;
  readonly fileLevel: LogLevel | 'none';
  /** The log file is put away at this size; 0 or less: never. */
  readonly fileMaxBytes: number;
  readonly useColors: boolean;
  readonly useColorsFile: boolean;
  readonly quiet: boolean;
  readonly print: boolean;
  readonly warnError: boolean;
  readonly warnErrorOptions: WarnErrorOptions;
  readonly showAllDeprecations: boolean;
}

/** Which warnings become errors or vanish (features J21). `error` may be the word 'all' or '*'. */
export interface WarnErrorOptions {
  readonly error: 'all' | readonly string[];
  readonly warn: readonly string[];
  readonly silence: readonly string[];
}

const LEVELS = ['debug', 'info', 'warn', 'error', 'none'];

/**
 * Settings from flags by dbt's names (`log_format`, `log_level_file`, `use_colors`, `debug`, `quiet`, ...);
 * what is missing or not understood has dbt's default.
 */
export function resolveLogSettings(
  flags: Readonly<Record<string, unknown>>,
  terminal: { readonly isTTY: boolean; readonly env: Readonly<Record<string, string | undefined>> },
): LogSettings {
  const format = formatOf(flags['log_format']) ?? 'text';
  const level = flags['debug'] === true ? 'debug' : (levelOf(flags['log_level']) ?? 'info');
  return {
    format,
    level,
    fileFormat: formatOf(flags['log_format_file']) ?? (format === 'json' ? 'json' : 'debug'),
    fileLevel: levelOf(flags['log_level_file']) ?? 'debug',
    fileMaxBytes: typeof flags['log_file_max_bytes'] === 'number' ? flags['log_file_max_bytes'] : 10_485_760,
    useColors: typeof flags['use_colors'] === 'boolean' ? flags['use_colors'] : colorsByDefault(terminal),
    useColorsFile: flags['use_colors_file'] === true,
    quiet: flags['quiet'] === true,
    print: flags['print'] !== false,
    warnError: flags['warn_error'] === true,
    warnErrorOptions: warnErrorOptionsOf(flags['warn_error_options']),
    showAllDeprecations: flags['show_all_deprecations'] === true,
  };
}

function formatOf(value: unknown): LogFormat | undefined {
  return value === 'json' || value === 'debug' || value === 'text' ? value : undefined;
}

function levelOf(value: unknown): LogLevel | 'none' | undefined {
  return typeof value === 'string' && LEVELS.includes(value) ? (value as LogLevel | 'none') : undefined;
}

/** https://no-color.org: any non-empty NO_COLOR wins over the terminal. */
function colorsByDefault(terminal: Parameters<typeof resolveLogSettings>[1]): boolean {
  if (terminal.env['NO_COLOR']) return false;
  return terminal.isTTY && terminal.env['TERM'] !== 'dumb';
}

/** `value` is a mapping, or still the text of one before the project's flags are resolved: then nothing yet. */
function warnErrorOptionsOf(value: unknown): WarnErrorOptions {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const error = given['error'] ?? given['include'];
  return {
    error: error === 'all' || error === '*' ? 'all' : texts(error),
    warn: texts(given['warn'] ?? given['exclude']),
    silence: texts(given['silence']),
  };
}

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.map(String) : [];
}
