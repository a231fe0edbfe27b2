import { PyDict } from '../dict.js';
import { DictView } from '../dictView.js';
import { toArray } from '../iterate.js';
import {
  type DictLike,
  deleteDictItem,
  dictEntries,
  entriesOf,
  getDictItem,
  setDictItem,
} from '../mapping.js';
import { raise } from '../raise.js';
import { pyRepr } from '../text.js';
import { type Kwargs, PyTuple, type Value } from '../types.js';
import { type Method, type MethodTable, methodTable } from './method.js';

function pop(dict: DictLike, key: Value, fallback: Value | undefined): Value {
  const value = getDictItem(dict, key);
  if (value !== undefined) {
    deleteDictItem(dict, key);
    return value;
  }
  return fallback === undefined
    ? raise(pyRepr(key), `pop() found no key ${pyRepr(key)}; give it a default.`)
    : fallback;
}

function popItem(dict: DictLike): Value {
  const last = [...dictEntries(dict)].at(-1);
  if (!last) return raise('popitem(): dictionary is empty');
  deleteDictItem(dict, last[0]);
  return PyTuple.fromArray(last);
}

function setDefault(dict: DictLike, key: Value, fallback: Value = null): Value {
  const value = getDictItem(dict, key);
  if (value !== undefined) return value;
  setDictItem(dict, key, fallback);
  return fallback;
}

function clear(dict: DictLike): null {
  if (dict instanceof PyDict) dict.clear();
  else for (const key of Object.keys(dict)) delete dict[key];
  return null;
}

function copy(dict: DictLike): Value {
  return dict instanceof PyDict ? new PyDict(dict) : { ...dict };
}

function fromKeys(keys: Value, value: Value = null): PyDict {
  return new PyDict(toArray(keys).map((key) => [key, value]));
}

function update(dict: DictLike, args: readonly Value[], kwargs: Kwargs): null {
  if (args.length > 1) raise(`update expected at most 1 argument, got ${args.length}`);
  if (args.length === 1) for (const [key, value] of entriesOf(args[0])) setDictItem(dict, key, value);
  for (const key of Object.keys(kwargs)) setDictItem(dict, key, kwargs[key]);
  return null;
}

/** `??` would take None for absent. */
function firstDefined(value: Value | undefined, fallback: Value): Value {
  return value === undefined ? fallback : value;
}

const rows = methodTable('dict', {
  get: ['key default?', (dict, key, fallback = null) => firstDefined(getDictItem(dict, key), fallback)],
  items: ['', (dict) => new DictView(dict, 'items')],
  keys: ['', (dict) => new DictView(dict, 'keys')],
  values: ['', (dict) => new DictView(dict, 'values')],
  pop: ['key default?', pop],
  popitem: ['', popItem],
  setdefault: ['key default?', setDefault],
  copy: ['', copy],
  clear: ['', clear],
  fromkeys: ['iterable value?', (_dict, keys, value) => fromKeys(keys, value)],
});

export const DICT_METHODS: MethodTable = new Map<string, Method>([...rows, ['update', update]]);
