import { Command, CommanderError, Option } from 'commander';
import type { CommandOptions } from '../commands/types.js';
import { COMMANDS, type CommandSpec } from './commandTable.js';
import { COMMON_OPTIONS } from './commonOptions.js';
import type { OptionSpec } from './optionSpec.js';
import { ALL_OPTIONS, findOption, OPTION_ALIASES } from './options.js';
import { UsageError, usageText } from './usageError.js';
import { VERSION_TEXT } from './versionText.js';

export interface ParsedCommandLine {
  readonly command: CommandSpec;
  readonly options: CommandOptions;
}

/** What is said of commands that only hold others. */
const GROUP_HELP: Readonly<Record<string, string>> = {
  docs: 'what can be read about the project',
  source: 'what can be asked about sources',
};

const TOGGLES = new Set(
  ALL_OPTIONS.filter((option) => option.kind === 'toggle').map((option) => `--${option.long}`),
);

/** Finds the command and its options. Throws UsageError for help and for what is not understood. */
export function parseCommandLine(argv: readonly string[]): ParsedCommandLine {
  let found: ParsedCommandLine | undefined;
  let printed = '';
  const program = new Command('xform');
  const collect = (text: string) => {
    printed += text;
  };
  const configure = (command: Command) =>
    command
      .exitOverride()
      .configureOutput({ writeOut: collect, writeErr: collect })
      .configureHelp({ showGlobalOptions: true, sortSubcommands: false, optionTerm });
  configure(program)
    .description('Runs SQL transformation projects (dbt projects, unchanged) in a warehouse.')
    .version(VERSION_TEXT, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help');
  for (const option of COMMON_OPTIONS) addOption(program, option);
  for (const spec of COMMANDS) {
    const command = configure(subcommand(program, spec.words)).description(spec.help);
    for (const alias of spec.aliases ?? []) command.alias(alias);
    if (spec.argument) {
      command.argument(spec.argument.optional ? `[${spec.argument.name}]` : `<${spec.argument.name}>`);
    }
    for (const id of spec.options) addOption(command, findOption(id));
    command.action((...parameters: unknown[]) => {
      const given = command.optsWithGlobals() as Record<string, unknown>;
      const positional =
        spec.argument && parameters[0] !== undefined ? { [spec.argument.key]: parameters[0] } : {};
      const known = [...COMMON_OPTIONS, ...spec.options.map(findOption)];
      found = { command: spec, options: { ...positional, ...withModels(spec, namedOptions(given, known)) } };
    });
  }
  try {
    program.parse(['node', 'xform', ...argv.map(resolveAlias)]);
  } catch (error) {
    if (error instanceof CommanderError) throw usageError(error, printed, argv);
    throw error;
  }
  if (!found) throw new UsageError(program.helpInformation(), 0);
  return found;
}

/** `docs generate` is the command `generate` inside a group `docs`. */
function subcommand(program: Command, words: string): Command {
  const names = words.split(' ');
  let parent = program;
  for (const name of names.slice(0, -1)) {
    parent =
      parent.commands.find((each) => each.name() === name) ??
      parent.command(name).description(GROUP_HELP[name] ?? '');
  }
  return parent.command(names[names.length - 1]!);
}

/** dbt's other spellings of an option, also with a value joined to it. */
function resolveAlias(word: string): string {
  const [name, ...value] = word.split('=');
  return [OPTION_ALIASES[name!] ?? name, ...value].join('=');
}

/** A setting that is on unless it is turned off shows how to do that. */
function optionTerm(option: Option): string {
  return TOGGLES.has(option.long ?? '') ? option.flags.replace('--', '--[no-]') : option.flags;
}

function addOption(command: Command, spec: OptionSpec): void {
  const short = spec.short ? `-${spec.short}, ` : '';
  const value = { flag: '', toggle: '', text: '', integer: '', list: '...' }[spec.kind];
  const placeholder = spec.value ? ` <${spec.value}${value}>` : '';
  const option = new Option(`${short}--${spec.long}${placeholder}`, spec.help);
  if (spec.choices) option.choices([...spec.choices]);
  if (spec.kind === 'integer') option.argParser((text) => parseInteger(text, spec));
  if (spec.hidden) option.hideHelp();
  command.addOption(option);
  if (spec.kind === 'toggle')
    command.addOption(new Option(`--no-${spec.long}`, `not --${spec.long}`).hideHelp());
}

function parseInteger(text: string, spec: OptionSpec): number {
  if (!/^-?\d+$/.test(text)) {
    throw new CommanderError(
      2,
      'xform.notInteger',
      `error: option '--${spec.long}' takes a whole number, not '${text}'`,
    );
  }
  return Number(text);
}

/** Commander's camelCase attributes back under dbt's names; what was not given is left out. */
function namedOptions(given: Record<string, unknown>, known: readonly OptionSpec[]): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  for (const spec of known) {
    const attribute = spec.long.replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());
    if (given[attribute] !== undefined) options[spec.key] = given[attribute];
  }
  return options;
}

/** What --models names is selected. Only `list` tells it from --select, since there it also leaves out what is no model. */
function withModels({ words }: CommandSpec, options: Record<string, unknown>): Record<string, unknown> {
  const { models, select = [] } = options as { models?: string[]; select?: string[] };
  return models === undefined || words === 'list' ? options : { ...options, select: [...select, ...models] };
}

function usageError(error: CommanderError, printed: string, argv: readonly string[]): UsageError {
  if (error.exitCode === 0) return new UsageError(printed, 0);
  // `xform docs`: a group of commands without the command.
  if (error.code === 'commander.help') return new UsageError(printed, argv.includes('help') ? 0 : 2);
  const command = COMMANDS.find(({ words, aliases = [] }) =>
    [words, ...aliases].some((each) => ` ${argv.join(' ')} `.includes(` ${each} `)),
  );
  const name = command ? `xform ${command.words}` : 'xform';
  const message = error.message.replace(/^error: /, '').replace(/\n\((.*)\)$/, '. $1');
  return new UsageError(usageText(name, message), 2);
}
