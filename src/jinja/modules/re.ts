import { pyFunction } from '../pyFunction.js';
import { typeName } from '../values/operations.js';
import { PyTuple, type Value } from '../values/types.js';
import { optionalInt } from './arguments.js';
import { PyClass, PyModule, pyError } from './pyClass.js';
import { FLAG_BITS } from './re/flags.js';
import { type Anchor, PyPattern } from './re/pattern.js';
import { findIterator, findTexts, matchOnce, splitText, subject } from './re/patternMembers.js';
import { substitute } from './re/substitute.js';

const cache = new Map<string, PyPattern>();
const CACHE_SIZE = 500;

/** re.compile: of a pattern's text, or a compiled pattern as it is. */
export function compilePattern(pattern: Value, flags: Value | undefined): PyPattern {
  const bits = optionalInt(flags, 0);
  if (pattern instanceof PyPattern) {
    if (bits !== 0) throw pyError('cannot process flags argument with a compiled pattern');
    return pattern;
  }
  if (typeof pattern !== 'string')
    throw pyError(`first argument must be string or compiled pattern, not ${typeName(pattern)}`);
  const key = `${bits}:${pattern}`;
  let compiled = cache.get(key);
  if (compiled === undefined) {
    compiled = new PyPattern(pattern, bits);
    if (cache.size >= CACHE_SIZE) cache.clear();
    cache.set(key, compiled);
  }
  return compiled;
}

function matcher(name: Anchor): () => Value {
  return () =>
    pyFunction(name, ['pattern', 'string', 'flags?'], (pattern, text, flags) =>
      matchOnce(compilePattern(pattern, flags), name, subject(text)),
    );
}

function substitution(name: string, present: (result: string, replaced: number) => Value): () => Value {
  const parameters = ['pattern', 'repl', 'string', 'count?', 'flags?'];
  return () =>
    pyFunction(name, parameters, (pattern, replacement, text, count, flags) =>
      substitute(compilePattern(pattern, flags), replacement, subject(text), optionalInt(count, 0), present),
    );
}

const SPECIAL = /[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g;

function notConstructible(name: string): () => Value {
  return () =>
    new PyClass({
      name: `re.${name}`,
      construct: () => {
        throw pyError(`cannot create 're.${name}' instances`, 'Use compile(), search() and their like.');
      },
    });
}

/** Names of the flags, long and short. */
const FLAGS: Readonly<Record<string, number>> = {
  ...FLAG_BITS,
  A: FLAG_BITS.ASCII,
  I: FLAG_BITS.IGNORECASE,
  L: FLAG_BITS.LOCALE,
  M: FLAG_BITS.MULTILINE,
  S: FLAG_BITS.DOTALL,
  U: FLAG_BITS.UNICODE,
  X: FLAG_BITS.VERBOSE,
  NOFLAG: 0,
};

/** `modules.re`. Flags are ints; add them to combine them. */
export function createReModule(): PyModule {
  return new PyModule('re', {
    compile: () => pyFunction('compile', ['pattern', 'flags?'], compilePattern),
    search: matcher('search'),
    match: matcher('match'),
    fullmatch: matcher('fullmatch'),
    findall: () =>
      pyFunction('findall', ['pattern', 'string', 'flags?'], (pattern, text, flags) =>
        findTexts(compilePattern(pattern, flags), subject(text)),
      ),
    finditer: () =>
      pyFunction('finditer', ['pattern', 'string', 'flags?'], (pattern, text, flags) =>
        findIterator(compilePattern(pattern, flags), subject(text)),
      ),
    split: () =>
      pyFunction('split', ['pattern', 'string', 'maxsplit?', 'flags?'], (pattern, text, maxsplit, flags) =>
        splitText(compilePattern(pattern, flags), subject(text), optionalInt(maxsplit, 0)),
      ),
    sub: substitution('sub', (result) => result),
    subn: substitution('subn', (result, replaced) => PyTuple.of<Value>(result, replaced)),
    escape: () => pyFunction('escape', ['pattern'], (text) => subject(text).replace(SPECIAL, escapeSpecial)),
    purge: () =>
      pyFunction('purge', [], () => {
        cache.clear();
        return null;
      }),
    error: notConstructible('error'),
    Pattern: notConstructible('Pattern'),
    Match: notConstructible('Match'),
    RegexFlag: notConstructible('RegexFlag'),
    ...Object.fromEntries(Object.entries(FLAGS).map(([name, bits]) => [name, () => bits])),
  });
}

function escapeSpecial(char: string): string {
  return `\\${char}`;
}
