import type { LogSettings } from './settings.js';

export type WarningFate = 'error' | 'warn' | 'silence';

/** A name stands for an event or for a group of events; the only group is Deprecations. */
function names(list: readonly string[], event: string): boolean {
  return list.includes(event) || (isDeprecation(event) && list.includes('Deprecations'));
}

export function isDeprecation(event: string): boolean {
  return event.endsWith('Deprecation');
}

/** What stands before a warning's text; templates word theirs themselves. */
export function warningTag(event: string): string {
  if (event === 'JinjaLogWarning') return '';
  return isDeprecation(event) ? `[WARNING][${event}]: ` : '[WARNING]: ';
}

/** What becomes of a warning under warn_error and warn_error_options; the more specific list wins. */
export function warningFate(event: string, settings: LogSettings): WarningFate {
  const { error, warn, silence } = settings.warnErrorOptions;
  if (names(silence, event)) return 'silence';
  if (error !== 'all' && names(error, event)) return 'error';
  if (names(warn, event)) return 'warn';
  return settings.warnError || error === 'all' ? 'error' : 'warn';
}
