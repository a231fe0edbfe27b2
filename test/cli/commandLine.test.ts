import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMAND_OPTIONS } from '../../src/cli/commandOptions.js';
import { COMMANDS } from '../../src/cli/commandTable.js';
import { COMMON_OPTIONS } from '../../src/cli/commonOptions.js';
import { findOption } from '../../src/cli/options.js';
import { parseCommandLine } from '../../src/cli/parseCommandLine.js';
import { UsageError } from '../../src/cli/usageError.js';
import { XFORM_VERSION } from '../../src/util/version.js';

/** What an option takes: nothing, or a value like this one. */
type Options = Record<string, string | null>;

/**
 * The options of dbt-core 1.11.16 by command, as its own click tables name them. Left out: placeholders of former
 * environment variables (--deprecated-…) and --sqlparse (ignored there too).
 */
const DBT: { common: Options; commands: Record<string, Options> } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures', 'dbtOptions.json'), 'utf8'),
);

function parse(...argv: string[]): Record<string, unknown> {
  return parseCommandLine(argv).options as Record<string, unknown>;
}

function refused(...argv: string[]): UsageError {
  try {
    parse(...argv);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error(`${argv.join(' ')} was accepted`);
}

describe('the command table', () => {
  it('names options that exist, each command at most one of a kind', () => {
    for (const command of COMMANDS) {
      const options = [...COMMON_OPTIONS, ...command.options.map(findOption)];
      const names = options.flatMap(({ long, short }) =>
        short ? [`--${long}`, `-${short}`] : [`--${long}`],
      );
      expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    }
  });

  it('uses every option', () => {
    const used = new Set(COMMANDS.flatMap((command) => command.options));
    expect(COMMAND_OPTIONS.map((option) => option.id ?? option.key).filter((id) => !used.has(id))).toEqual(
      [],
    );
  });

  for (const command of COMMANDS) {
    it(`loads ${command.words}`, async () => {
      expect(typeof (await command.load()).run).toBe('function');
    });
  }
});

describe('every option of dbt is accepted', () => {
  for (const { words, argument, aliases = [] } of COMMANDS) {
    const options = DBT.commands[words];
    // Commands of our own have nothing to be compared with.
    if (options === undefined) continue;
    it(words, () => {
      for (const [name, value] of Object.entries({ ...DBT.common, ...options })) {
        const given = value === null ? [name] : [name, value];
        const before = argument ? [...words.split(' '), 'name'] : words.split(' ');
        expect(() => parse(...before, ...given), `${words} ${given.join(' ')}`).not.toThrow();
      }
      for (const alias of aliases) {
        const parent = words.split(' ').slice(0, -1);
        expect(parseCommandLine([...parent, alias]).command.words).toBe(words);
      }
    });
  }

  it('no command of dbt is missing', () => {
    const ours = COMMANDS.flatMap(({ words, aliases = [] }) => [words, ...aliases]);
    const theirs = Object.keys(DBT.commands).map((words) => words.replace(/^source (?=snapshot)/, ''));
    expect(theirs.filter((words) => !ours.includes(words))).toEqual([]);
  });

  it('before the command, too', () => {
    for (const [name, value] of Object.entries(DBT.common)) {
      const given = value === null ? [name] : [name, value];
      expect(() => parse(...given, 'run'), given.join(' ')).not.toThrow();
    }
  });
});

describe('options become values under the names of dbt', () => {
  it('lists of several words, repeated or with other spellings', () => {
    expect(parse('run', '-s', 'a', 'b+', '--exclude', 'c', '-t', 'dev')).toEqual({
      select: ['a', 'b+'],
      exclude: ['c'],
      target: 'dev',
    });
    expect(parse('run', '--models', 'a', '-m', 'b', '-s', 'c')).toMatchObject({ select: ['c', 'a', 'b'] });
    expect(parse('run', '--model=tag:x')).toMatchObject({ select: ['tag:x'] });
    expect(parse('ls', '--models', 'a')).toEqual({ models: ['a'] });
    expect(parse('ls', '--resource-types', 'model', 'test')).toEqual({ resource_types: ['model', 'test'] });
  });

  it('switches and their opposites, the last one wins', () => {
    expect(parse('run', '--no-partial-parse')).toEqual({ partial_parse: false });
    expect(parse('run', '--no-write-json', '--write-json')).toEqual({ write_json: true });
    expect(parse('-q', 'run', '-x', '-f')).toEqual({ quiet: true, fail_fast: true, full_refresh: true });
  });

  it('numbers, negative ones among them', () => {
    expect(parse('show', '-s', 'a', '--limit', '-1', '--threads', '8')).toEqual({
      select: ['a'],
      limit: -1,
      threads: 8,
    });
  });

  it('positional arguments', () => {
    expect(parse('run-operation', 'grant', '--args', '{role: x}')).toEqual({
      macro: 'grant',
      args: '{role: x}',
    });
    expect(parse('init', 'shop')).toEqual({ project_name: 'shop' });
    expect(parse('init')).toEqual({});
  });
});

describe('a wrong command line', () => {
  const cases: readonly (readonly [argv: string, says: RegExp])[] = [
    ['run --bogus', /^Usage: xform run \[options\]\nTry 'xform run --help' for help.\n\nError: .*'--bogus'/],
    ['run-operation', /^Usage: xform run-operation [\s\S]*Error: missing required argument 'macro'/],
    ['bild', /^Usage: xform \[options\][\s\S]*Error: unknown command 'bild'. Did you mean build\?/],
    ['docs generat', /Error: unknown command 'generat'. Did you mean generate\?/],
    ['run --threads four', /Error: option '--threads' takes a whole number, not 'four'/],
    ['run --target', /Error: .*--target.* argument missing/],
    ['run --log-format yaml', /Error: .*'yaml' is invalid.*text, debug, json, default/],
    ['show --output yaml', /Error: .*'yaml' is invalid.*text, json/],
    ['build --full-refrsh', /Did you mean --full-refresh\?/],
    ['build extra', /Error: too many arguments/],
  ];
  for (const [argv, says] of cases) {
    it(argv, () => {
      const error = refused(...argv.split(' '));
      expect(error.exitCode).toBe(2);
      expect(error.text).toMatch(says);
      expect(error.text).not.toMatch(/^\s+at /m);
    });
  }

  it('a call for help is none, but no command at all is', () => {
    const exitCodes = { '--help': 0, help: 0, 'build --help': 0, 'docs generate -h': 0, docs: 2, '': 2 };
    for (const [argv, code] of Object.entries(exitCodes)) {
      const asked = refused(...argv.split(' ').filter(Boolean));
      expect(asked.text).toMatch(/^Usage: xform /);
      expect([argv, asked.exitCode]).toEqual([argv, code]);
    }
  });
});

it('package.json has the version that xform tells', () => {
  const file = join(import.meta.dirname, '..', '..', 'package.json');
  expect(JSON.parse(readFileSync(file, 'utf8')).version).toBe(XFORM_VERSION);
});
