import { pyFunction } from '../jinja/pyFunction.js';
import { entriesOf, isDict } from '../jinja/values/mapping.js';
import { raise } from '../jinja/values/raise.js';
import { type Callable, type Kwargs, PyObject, type Value } from '../jinja/values/types.js';

/** Keys that templates cannot write with a hyphen as a keyword argument. */
const HYPHENATED: Readonly<Record<string, string>> = { pre_hook: 'pre-hook', post_hook: 'post-hook' };

/** The keys of one `config(...)` call: keyword arguments or one dict, never both. */
export function parseConfigCall(args: readonly Value[], kwargs: Kwargs): Record<string, Value> {
  const keywords = Object.keys(kwargs).length;
  if (args.length > 1 || (args.length === 1) === keywords > 0 || (args.length === 1 && !isDict(args[0]))) {
    return raise(
      'Invalid inline model config',
      'Call config() with keyword arguments, or with one dictionary.',
    );
  }
  const given: Record<string, Value> = {};
  for (const [key, value] of args.length === 1 ? entriesOf(args[0]) : Object.entries(kwargs)) {
    const name = HYPHENATED[key] ?? String(key);
    if (Object.hasOwn(given, name)) {
      raise(`Invalid config, has conflicting keys "${name.replace('-', '_')}" and "${name}"`);
    }
    given[name] = value;
  }
  return given;
}

const LOOKUPS: Readonly<Record<string, readonly string[]>> = {
  get: ['name', 'default?', 'validator?'],
  require: ['name', 'validator?'],
  meta_get: ['name', 'default?', 'validator?'],
  meta_require: ['name', 'validator?'],
};

/**
 * `config` while parsing: calls are recorded. Nothing can be read back, since the project file and property files have
 * not been merged yet; every look-up gives ''.
 */
export class ParseConfig extends PyObject {
  readonly pyType = 'ParseConfigObject';

  constructor(
    private readonly record: (call: Record<string, Value>) => void,
    private readonly model: () => Value,
  ) {
    super();
  }

  override pyCall(args: Value[], kwargs: Kwargs): string {
    this.record(parseConfigCall(args, kwargs));
    return '';
  }

  override pyAttr(name: string): Value | undefined {
    if (Object.hasOwn(LOOKUPS, name)) return pyFunction(name, LOOKUPS[name]!, () => '');
    return Object.hasOwn(this.members, name) ? this.members[name]!() : undefined;
  }

  private readonly members: Readonly<Record<string, () => Callable | Value>> = {
    set: () =>
      pyFunction('set', ['name', 'value'], (name, value) => this.pyCall([{ [String(name)]: value }], {})),
    persist_relation_docs: () => pyFunction('persist_relation_docs', [], () => false),
    persist_column_docs: () => pyFunction('persist_column_docs', [], () => false),
    model: () => this.model(),
  };
}
