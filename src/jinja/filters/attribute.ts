import { getItem } from '../values/lookup.js';
import { PyTuple, type Value } from '../values/types.js';
import { Undefined } from '../values/undefined.js';

/** Reads `a.b.0` from an item, each part by item first, as Jinja2's `attribute=` arguments do. */
export function attributeGetter(attribute: Value, fallback?: Value): (item: Value) => Value {
  const parts = typeof attribute === 'string' ? attribute.split('.').map(partOf) : [attribute];
  return (item) => {
    let value = item;
    for (const part of parts) {
      value = getItem(value, part);
      if (fallback !== undefined && value instanceof Undefined) value = fallback;
    }
    return value;
  };
}

/** As `attributeGetter`, for a list of attributes with commas: gives a list of values. */
export function attributesGetter(
  attributes: string,
  change: (value: Value) => Value,
): (item: Value) => Value[] {
  const getters = attributes.split(',').map((attribute) => attributeGetter(attribute));
  return (item) => getters.map((get) => change(get(item)));
}

function partOf(part: string): string | number {
  return /^\d+$/.test(part) ? Number(part) : part;
}

/** Texts in lower case, other values as they are. */
export function ignoreCase(value: Value): Value {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

export function same(value: Value): Value {
  return value;
}

/** A pair as templates see it. */
export function pair(first: Value, second: Value): PyTuple {
  return PyTuple.of(first, second);
}
