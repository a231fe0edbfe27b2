import { XformError } from '../../errors/error.js';
import type { Value } from '../../jinja/values/types.js';
import type { RefArgs } from '../../manifest/types.js';
import type { Facts } from '../nodes/capture.js';
import { type LiteralCall, LiteralReader, NotLiteral } from './literals.js';
import { type PythonToken, tokenizePython } from './tokens.js';

/**
 * What a Python model refers to and sets, read without running it (features B5): dbt.ref, dbt.source and dbt.config
 * take literals only. Throws XformError('parse') with the place.
 */
export function readPythonModel(source: string, file: string, name: string): Facts {
  const tokens = tokenizePython(source, file);
  const start = findModelFunction(tokens, file, name);
  const refs: RefArgs[] = [];
  const sources: [string, string][] = [];
  const config: Record<string, Value> = {};
  const keys = { config: [] as Value[][], meta: [] as Value[][] };
  for (const call of dbtCalls(tokens)) {
    const { args, kwargs } = readArguments(tokens, call, file);
    const fail = (message: string): never => {
      throw new XformError('parse', message, {
        place: { file, line: call.token.line, column: call.token.column },
      });
    };
    if (call.name === 'ref') {
      if (args.length < 1 || args.length > 2)
        fail(`dbt.ref() takes one or two arguments (${args.length} given)`);
      const version = kwargs.version ?? kwargs.v ?? null;
      refs.push({ name: args[args.length - 1], package: args.length === 2 ? args[0] : null, version });
    } else if (call.name === 'source') {
      if (args.length !== 2) fail(`dbt.source() takes exactly two arguments (${args.length} given)`);
      sources.push([args[0], args[1]]);
    } else if (call.name === 'config') {
      if (args.length > 0) fail('dbt.config() takes named arguments only');
      Object.assign(config, kwargs);
    } else if (call.name === 'config.get') keys.config.push([args[0], args[1] ?? kwargs.default ?? null]);
    else keys.meta.push([args[0], args[1] ?? kwargs.default ?? null]);
  }
  checkReturn(tokens, start, file, name);
  const used = {
    config_keys_used: keys.config.map(([key]) => key),
    config_keys_defaults: keys.config.map(([, value]) => value),
    meta_keys_used: keys.meta.map(([key]) => key),
    meta_keys_defaults: keys.meta.map(([, value]) => value),
  };
  const usesKeys = keys.config.length + keys.meta.length > 0;
  const configCalls = [config, ...(usesKeys ? [used] : [])].filter((one) => Object.keys(one).length > 0);
  return { refs, sources, metrics: [], functions: [], configCalls, macros: [] };
}

interface DbtCall {
  readonly name: 'ref' | 'source' | 'config' | 'config.get' | 'config.meta_get';
  readonly token: PythonToken;
  /** Index after the opening bracket. */
  readonly start: number;
}

const CALLS: ReadonlySet<string> = new Set(['ref', 'source', 'config', 'config.get', 'config.meta_get']);

function dbtCalls(tokens: readonly PythonToken[]): DbtCall[] {
  const calls: DbtCall[] = [];
  tokens.forEach((token, i) => {
    if (token.kind !== 'name' || token.text !== 'dbt' || tokens[i - 1]?.text === '.') return;
    const path: string[] = [];
    let at = i + 1;
    while (tokens[at]?.text === '.' && tokens[at + 1]?.kind === 'name') {
      path.push(tokens[at + 1]!.text);
      at += 2;
    }
    const name = path.join('.');
    if (tokens[at]?.text === '(' && CALLS.has(name))
      calls.push({ name: name as DbtCall['name'], token, start: at + 1 });
  });
  return calls;
}

function readArguments(tokens: readonly PythonToken[], call: DbtCall, file: string): LiteralCall {
  try {
    return new LiteralReader(tokens, call.start).readCall();
  } catch (error) {
    if (!(error instanceof NotLiteral)) throw error;
    const at = error.token ?? call.token;
    throw new XformError('parse', `An argument of dbt.${call.name}() is not a literal`, {
      place: { file, line: at.line, column: at.column },
      hint: 'Python models are read without running them: write text, numbers, lists or dicts here, no variables.',
    });
  }
}

/** Index of the `def` of model(dbt, session). */
function findModelFunction(tokens: readonly PythonToken[], file: string, name: string): number {
  const found = tokens.filter(
    (token, i) =>
      token.text === 'def' && token.column === 1 && token.kind === 'name' && tokens[i + 1]?.text === 'model',
  );
  if (found.length === 1) {
    const start = tokens.indexOf(found[0]!);
    const place = { file, line: found[0]!.line, column: 1 };
    if (tokens[start + 3]?.text !== 'dbt') {
      throw new XformError('parse', `The first parameter of model() in '${name}' is not named dbt`, {
        place,
        hint: 'Write def model(dbt, session):',
      });
    }
    if (!hasColon(tokens.slice(start))) {
      throw new XformError('parse', "A ':' is missing", { place, hint: 'Write def model(dbt, session):' });
    }
    return start;
  }
  throw new XformError(
    'parse',
    `A Python model has exactly one function model(), '${name}' has ${found.length}`,
    {
      place: { file, ...(found[1] === undefined ? {} : { line: found[1].line, column: 1 }) },
      hint: 'Write def model(dbt, session): and return a data frame from it.',
    },
  );
}

function checkReturn(tokens: readonly PythonToken[], start: number, file: string, name: string): void {
  const length = tokens.slice(start + 1).findIndex(({ kind, column }) => kind === 'name' && column === 1);
  const body = tokens.slice(start, length < 0 ? undefined : start + 1 + length);
  if (body.some(({ kind, text }) => kind === 'name' && text === 'return')) return;
  throw new XformError('parse', `model() in '${name}' returns nothing`, {
    place: { file, line: tokens[start]!.line, column: 1 },
    hint: 'Return the data frame that becomes the relation.',
  });
}

/** Does a line that starts with these tokens have a colon outside of brackets? */
function hasColon(tokens: readonly PythonToken[]): boolean {
  let depth = 0;
  for (const { kind, text } of tokens) {
    if (kind === 'operator' && '([{'.includes(text)) depth++;
    else if (kind === 'operator' && ')]}'.includes(text)) depth--;
    else if (depth === 0 && text === ':') return true;
    else if (depth === 0 && kind === 'newline') return false;
  }
  return false;
}
