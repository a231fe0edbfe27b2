import { PyDict } from '../values/dict.js';
import { dictEntries, isDict } from '../values/mapping.js';
import { sortValues } from '../values/sort.js';
import { pyRepr } from '../values/text.js';
import { PyTuple, type Value } from '../values/types.js';

const WIDTH = 80;

/** Python's pprint: dicts sorted by key, and what is wider than 80 columns one item a line. */
export function prettyPrint(value: Value): string {
  return layout(value, 0, 0);
}

function layout(value: Value, indent: number, after: number): string {
  const line = pyRepr(sorted(value));
  if (line.length <= WIDTH - indent - after) return line;
  if (isDict(value)) {
    const entries = [...dictEntries(sorted(value))];
    const parts = entries.map(([key, item], i) => {
      const name = `${pyRepr(key)}: `;
      return name + layout(item, indent + 1 + name.length, i === entries.length - 1 ? after + 1 : 1);
    });
    return `{${parts.join(`,\n${' '.repeat(indent + 1)}`)}}`;
  }
  if (!Array.isArray(value)) return line;
  const [open, close] = value instanceof PyTuple ? ['(', ')'] : ['[', ']'];
  const parts = Array.from(value, (item, i) =>
    layout(item, indent + 1, i === value.length - 1 ? after + 1 : 1),
  );
  return `${open}${parts.join(`,\n${' '.repeat(indent + 1)}`)}${close}`;
}

/** The value with all dicts in key order. */
function sorted(value: Value): Value {
  if (value instanceof PyTuple) return PyTuple.fromArray(Array.from(value, sorted));
  if (Array.isArray(value)) return value.map(sorted);
  if (!isDict(value)) return value;
  const entries = [...dictEntries(value)];
  const byKey = new PyDict(entries);
  const sortable =
    entries.every(([key]) => typeof key === 'string') || entries.every(([key]) => typeof key === 'number');
  const keys = sortable ? sortValues(byKey.keys()) : [...byKey.keys()];
  return new PyDict(keys.map((key) => [key, sorted(byKey.get(key))]));
}
