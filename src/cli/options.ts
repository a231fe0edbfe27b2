import { COMMAND_OPTIONS } from './commandOptions.js';
import { COMMON_OPTIONS } from './commonOptions.js';
import type { OptionSpec } from './optionSpec.js';

/** dbt's other spellings of an option, replaced before parsing. */
export const OPTION_ALIASES: Readonly<Record<string, string>> = {
  '--model': '--models',
  '--include-saved-query': '--export-saved-queries',
  '--no-include-saved-query': '--no-export-saved-queries',
  '-V': '--version',
  '--resource-types': '--resource-type',
  '--exclude-resource-types': '--exclude-resource-type',
};

export const ALL_OPTIONS: readonly OptionSpec[] = [...COMMON_OPTIONS, ...COMMAND_OPTIONS];

/** The option that the command table names; its names are checked by a test. */
export function findOption(id: string): OptionSpec {
  const found = COMMAND_OPTIONS.find((option) => (option.id ?? option.key) === id);
  if (!found) throw new Error(`no option ${id}`);
  return found;
}
