import { pyFunction } from '../jinja/pyFunction.js';
import { pyRepr } from '../jinja/values/text.js';
import { PyObject, type Value } from '../jinja/values/types.js';
import type { AdapterResponse } from './types.js';

const UNSET = ['code', 'rows_affected', 'query_id'];

/** What the engine answered to a statement, as templates see it; prints as its message. */
export class ResponseValue extends PyObject {
  readonly pyType = 'AdapterResponse';

  constructor(readonly response: AdapterResponse) {
    super();
  }

  override pyAttr(name: string): Value | undefined {
    if (name === 'to_dict') return pyFunction('to_dict', ['omit_none?'], () => ({ ...this.response }));
    return this.field(name);
  }

  override pyItem(key: Value): Value | undefined {
    return typeof key === 'string' ? this.field(key) : undefined;
  }

  override pyStr(): string {
    return this.response._message;
  }

  override pyRepr(): string {
    const unset = Object.fromEntries(UNSET.map((name) => [name, null]));
    const shown = Object.entries({ ...unset, ...this.response }).filter(([name]) => name !== '_message');
    const fields = shown.map(([name, value]) => `, ${name}=${pyRepr(value ?? null)}`).join('');
    return `AdapterResponse(_message=${pyRepr(this.response._message)}${fields})`;
  }

  private field(name: string): Value | undefined {
    if (Object.hasOwn(this.response, name)) return this.response[name] ?? null;
    return UNSET.includes(name) ? null : undefined;
  }
}
