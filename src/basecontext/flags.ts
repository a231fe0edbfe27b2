import { pyFunction } from '../jinja/pyFunction.js';
import { pyRepr } from '../jinja/values/operations.js';
import { PyObject, type Value } from '../jinja/values/types.js';
import { ignoreRead, type OnRead } from './types.js';

/** `flags`: settings of the invocation under their names in any case (`flags.FULL_REFRESH`). */
export class FlagsObject extends PyObject {
  readonly pyType = 'Namespace';

  constructor(
    private readonly flags: Readonly<Record<string, Value>>,
    private readonly onRead: OnRead,
  ) {
    super();
  }

  read(name: Value): Value | undefined {
    if (typeof name !== 'string') return undefined;
    const key = name.toLowerCase();
    const value = Object.hasOwn(this.flags, key) ? this.flags[key] : undefined;
    this.onRead('flag', key, value);
    return value;
  }

  override pyAttr(name: string): Value | undefined {
    if (name === 'get') {
      return pyFunction('get', ['key', 'default?'], (key, fallback) => this.read(key) ?? fallback ?? null);
    }
    return this.read(name);
  }

  override pyItem(key: Value): Value | undefined {
    return this.read(key);
  }

  override pyContains(key: Value): boolean {
    return this.read(key) !== undefined;
  }

  override pyRepr(): string {
    const fields = Object.keys(this.flags).map((name) => `${name.toUpperCase()}=${pyRepr(this.read(name))}`);
    return `Namespace(${fields.join(', ')})`;
  }
}

export function createFlags(
  flags: Readonly<Record<string, Value>>,
  onRead: OnRead = ignoreRead,
): FlagsObject {
  return new FlagsObject(flags, onRead);
}
