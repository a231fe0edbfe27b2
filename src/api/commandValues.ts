import type { CommandSpec } from '../cli/commandTable.js';
import { COMMON_OPTIONS } from '../cli/commonOptions.js';
import type { OptionSpec } from '../cli/optionSpec.js';
import { findOption } from '../cli/options.js';
import type { CommandOptions } from '../commands/types.js';
import { XformError } from '../errors/error.js';
import { didYouMean } from '../util/didYouMean.js';

/** JavaScript types that fit an option; a mapping may be given for the text of one. */
const FITTING: Readonly<
  Record<OptionSpec['kind'], { readonly types: readonly string[]; readonly words: string }>
> = {
  flag: { types: ['boolean'], words: 'true or false' },
  toggle: { types: ['boolean'], words: 'true or false' },
  integer: { types: ['number'], words: 'a number' },
  text: { types: ['string', 'object'], words: 'text' },
  list: { types: ['string', 'object'], words: 'text or an array of texts' },
};

/** Reports are for runners that read files; programs have the results. */
const FILES_ONLY = ['junit'];

/** `--output` is a file name here, and what a call prints goes to its `output`. */
const RENAMED: Readonly<Record<string, string>> = { freshness_output: 'outputFile' };

/**
 * Options of a call (`projectDir`, `select: ['a', 'b']`) as those of the command line (`project_dir`). Throws
 * XformError('usage') for what the command does not have.
 */
export function commandValues(command: CommandSpec, given: object): CommandOptions {
  const specs = new Map(
    [...COMMON_OPTIONS, ...command.options.map(findOption)]
      .filter((spec) => !FILES_ONLY.includes(spec.key))
      .map((spec) => [optionName(spec), spec]),
  );
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const key = command.argument?.key;
    const spec = specs.get(name);
    if (spec !== undefined) values[spec.key] = toValue(name, spec, value);
    else if (name === key) values[key] = String(value);
    else {
      throw new XformError('usage', `${command.words} has no option '${name}'`, {
        hint: didYouMean(name, specs.keys()),
      });
    }
  }
  return values;
}

/** `--log-level-file` is logLevelFile. */
function optionName(spec: OptionSpec): string {
  return (
    RENAMED[spec.id ?? ''] ?? spec.long.replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase())
  );
}

function toValue(name: string, spec: OptionSpec, value: unknown): unknown {
  const { types, words } = FITTING[spec.kind];
  if (value === null || !types.includes(typeof value)) {
    throw new XformError('usage', `The option '${name}' takes ${words}, not ${JSON.stringify(value)}`);
  }
  if (spec.choices && !spec.choices.includes(String(value))) {
    throw new XformError('usage', `The option '${name}' cannot be '${value}'`, {
      hint: `It is one of ${spec.choices.join(', ')}.`,
    });
  }
  if (spec.kind === 'list') return (Array.isArray(value) ? value : [value]).map(String);
  // JSON is YAML.
  return typeof value === 'object' ? JSON.stringify(value) : value;
}
