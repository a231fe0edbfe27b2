import { COMMON_OPTIONS } from './commonOptions.js';

const TRUE = ['1', 'true', 't', 'yes', 'y', 'on'];
const PREFIXES = ['XFORM_', 'DBT_ENGINE_', 'DBT_'];

/**
 * The options for logging that the environment sets (DBT_LOG_FORMAT, DBT_QUIET, ...; features A51). They are needed
 * before the project is read; loadProject resolves all others in the same order.
 */
export function environmentFlags(env: Readonly<Record<string, string | undefined>>): Record<string, unknown> {
  const flags: Record<string, unknown> = {};
  for (const option of COMMON_OPTIONS) {
    const name = PREFIXES.map((prefix) => prefix + option.key.toUpperCase()).find((each) => env[each]);
    if (name === undefined) continue;
    const text = env[name]!;
    if (option.kind === 'toggle' || option.kind === 'flag')
      flags[option.key] = TRUE.includes(text.toLowerCase());
    else if (option.kind === 'text') flags[option.key] = text;
  }
  return flags;
}
