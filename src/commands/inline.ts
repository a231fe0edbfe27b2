import { openSession, type Session } from './session.js';
import type { CommandOptions, Effects } from './types.js';

export function openWithInline(
  which: string,
  options: CommandOptions,
  effects: Effects,
): { session: Session; inline?: string } {
  return { session: openSession(which, options, effects) };
}
