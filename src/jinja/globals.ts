import { lipsum } from './lipsum.js';
import { PyDict } from './values/dict.js';
import { entriesOf } from './values/mapping.js';
import { asNumber } from './values/numbers.js';
import { raise } from './values/raise.js';
import { createRange } from './values/range.js';
import { pyRepr } from './values/text.js';
import { type Callable, callable, PyObject, type Value } from './values/types.js';

/** What `namespace()` makes: attributes that `set ns.x = ...` may change from inner scopes. */
export class Namespace extends PyObject {
  readonly pyType = 'Namespace';

  constructor(private readonly attributes: PyDict) {
    super();
  }

  override pyAttr(name: string): Value | undefined {
    return this.attributes.get(name);
  }

  override pyItem(key: Value): Value | undefined {
    return this.attributes.get(key);
  }

  override pySetAttr(name: string, value: Value): boolean {
    this.attributes.set(name, value);
    return true;
  }

  override pyRepr(): string {
    return `<Namespace ${pyRepr(this.attributes)}>`;
  }
}

class Cycler extends PyObject {
  readonly pyType = 'Cycler';
  private position = 0;

  constructor(private readonly items: readonly Value[]) {
    super();
  }

  override pyAttr(name: string): Value | undefined {
    switch (name) {
      case 'current':
        return this.items[this.position];
      case 'next':
        return callable('next', () => {
          const item = this.items[this.position];
          this.position = (this.position + 1) % this.items.length;
          return item;
        });
      case 'reset':
        return callable('reset', () => {
          this.position = 0;
          return null;
        });
      default:
        return undefined;
    }
  }
}

class Joiner extends PyObject {
  readonly pyType = 'Joiner';
  private used = false;

  constructor(private readonly separator: Value) {
    super();
  }

  override pyCall(): Value {
    const text = this.used ? this.separator : '';
    this.used = true;
    return text;
  }
}

function dictOf(name: string): Callable {
  return callable(name, (args, kwargs) => makeDict(name, args, kwargs));
}

function makeDict(name: string, args: readonly Value[], kwargs: Readonly<Record<string, Value>>): PyDict {
  if (args.length > 1) raise(`${name} expected at most 1 argument, got ${args.length}`);
  const dict = new PyDict(args.length === 1 ? entriesOf(args[0]) : []);
  for (const key of Object.keys(kwargs)) dict.set(key, kwargs[key]);
  return dict;
}

/** Jinja2's global functions; names of the context come first. */
export const GLOBALS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['range', callable('range', (args) => createRange(args))],
  ['dict', dictOf('dict')],
  ['namespace', callable('namespace', (args, kwargs) => new Namespace(makeDict('namespace', args, kwargs)))],
  [
    'cycler',
    callable('cycler', (args) =>
      args.length === 0 ? raise('at least one item has to be provided') : new Cycler([...args]),
    ),
  ],
  ['joiner', callable('joiner', (args, kwargs) => new Joiner(args[0] ?? kwargs['sep'] ?? ', '))],
  [
    'lipsum',
    callable('lipsum', (args, kwargs) => {
      const paragraphs = asNumber(args[0] ?? kwargs['n'] ?? 5);
      return paragraphs === undefined
        ? raise('lipsum() needs a number of paragraphs')
        : lipsum(Math.min(paragraphs, 100));
    }),
  ],
]);
