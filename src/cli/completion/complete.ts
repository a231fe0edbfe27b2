import { COMMANDS, type CommandSpec } from '../commandTable.js';
import { COMMON_OPTIONS } from '../commonOptions.js';
import type { OptionSpec } from '../optionSpec.js';
import { findOption, OPTION_ALIASES } from '../options.js';
import { macroNames, type ProjectPlace, selectorNames, selectors } from './projectNames.js';

/** Values that are looked up in the project, by the option's key. */
const VALUES: Readonly<Record<string, (place: ProjectPlace, typed: string) => readonly string[]>> = {
  select: selectors,
  models: selectors,
  exclude: selectors,
  selector: selectorNames,
};

const SHELLS = ['bash', 'zsh', 'fish'];

/** Values of positional arguments, by their key. */
const ARGUMENTS: Readonly<Record<string, (place: ProjectPlace) => readonly string[]>> = {
  macro: macroNames,
  shell: () => SHELLS,
};

/**
 * What the last of `words` may become; the words are those behind the program's name, the last one perhaps empty.
 * Nothing where the shell's file names are meant.
 */
export function complete(
  words: readonly string[],
  world: { readonly cwd: string; readonly env: Readonly<Record<string, string | undefined>> },
): readonly string[] {
  const typed = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const command = findCommand(before);
  const options = [...COMMON_OPTIONS, ...(command?.options ?? []).map(findOption)];
  return candidates().filter((candidate) => candidate.startsWith(typed) && candidate !== typed);

  function candidates(): readonly string[] {
    const wanting = optionWanting(before, options);
    if (wanting !== undefined && !(wanting.kind === 'list' && typed.startsWith('-'))) {
      return wanting.choices ?? VALUES[wanting.key]?.(placeOf(before, world), typed) ?? [];
    }
    if (typed.startsWith('-')) return options.filter((option) => !option.hidden).flatMap(spellings);
    if (command === undefined) return nextWords(before);
    return (command.argument && ARGUMENTS[command.argument.key]?.(placeOf(before, world))) ?? [];
  }
}

/** The command whose words come first among those that are no options. */
function findCommand(words: readonly string[]): CommandSpec | undefined {
  const plain = ` ${plainWords(words).join(' ')} `;
  return COMMANDS.find(({ words: own, aliases = [] }) =>
    [own, ...aliases].some((name) => plain.startsWith(` ${name} `)),
  );
}

/** What may follow: `docs` is followed by `generate`. */
function nextWords(before: readonly string[]): readonly string[] {
  const start = plainWords(before);
  const names = COMMANDS.flatMap(({ words, aliases = [] }) => [words, ...aliases]).map((name) =>
    name.split(' '),
  );
  const fitting = names.filter((name) => start.every((word, i) => name[i] === word));
  return [...new Set(fitting.map((name) => name[start.length] ?? ''))].filter((word) => word !== '');
}

/** Words that are neither options nor their values. */
function plainWords(words: readonly string[]): readonly string[] {
  return words.filter((word, i) => {
    if (word.startsWith('-')) return false;
    const option = optionOf(words[i - 1] ?? '', COMMON_OPTIONS);
    return option === undefined || !takesValue(option);
  });
}

/** The option that the next word is a value of. */
function optionWanting(words: readonly string[], options: readonly OptionSpec[]): OptionSpec | undefined {
  for (let i = words.length - 1; i >= 0; i--) {
    const word = words[i]!;
    if (!word.startsWith('-')) continue;
    const option = optionOf(word, options);
    if (option === undefined || !takesValue(option)) return undefined;
    return i === words.length - 1 || option.kind === 'list' ? option : undefined;
  }
  return undefined;
}

function takesValue({ kind }: OptionSpec): boolean {
  return kind === 'text' || kind === 'integer' || kind === 'list';
}

function optionOf(word: string, options: readonly OptionSpec[]): OptionSpec | undefined {
  const name = OPTION_ALIASES[word] ?? word;
  return options.find(({ long, short }) => name === `--${long}` || (short && name === `-${short}`));
}

function spellings({ long, kind }: OptionSpec): readonly string[] {
  return kind === 'toggle' ? [`--${long}`, `--no-${long}`] : [`--${long}`];
}

function placeOf(
  words: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string | undefined>> },
): ProjectPlace {
  const given = (option: string): string | undefined => {
    const at = words.lastIndexOf(option);
    return at < 0 ? undefined : words[at + 1];
  };
  return {
    cwd,
    projectDir: given('--project-dir') ?? env['XFORM_PROJECT_DIR'] ?? env['DBT_PROJECT_DIR'],
    targetPath: given('--target-path') ?? env['XFORM_TARGET_PATH'] ?? env['DBT_TARGET_PATH'] ?? 'target',
  };
}
