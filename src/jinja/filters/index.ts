import { MarkedText } from '../markedText.js';
import { pyTruthy } from '../values/iterate.js';
import { findAttr } from '../values/lookup.js';
import { pyStr } from '../values/text.js';
import type { Value } from '../values/types.js';
import { Undefined } from '../values/undefined.js';
import { type Filter, type FilterRows, filterTable } from './filter.js';
import { MARKUP_FILTERS } from './markup.js';
import { NUMBER_FILTERS } from './numbers.js';
import { prettyPrint } from './prettyPrint.js';
import { mapFilter, SELECTING_FILTERS } from './select.js';
import { SEQUENCE_FILTERS } from './sequence.js';
import { FORMAT_FILTER, TEXT_FILTERS } from './text.js';

function fallback(value: Value, replacement: Value = '', forFalse: Value = false): Value {
  const missing = value instanceof Undefined || (pyTruthy(forFalse) && !pyTruthy(value));
  return missing ? replacement : value;
}

/** Attribute only, never an item. */
function attribute(value: Value, name: Value): Value {
  if (value instanceof Undefined && !value.silent) throw value.error();
  const found = findAttr(value, pyStr(name));
  return found === undefined ? new Undefined(pyStr(name), { owner: value }) : found;
}

const same = (value: Value): Value => value;

const GENERAL_FILTERS: FilterRows = {
  default: ['default_value? boolean?', fallback],
  d: ['default_value? boolean?', fallback],
  attr: ['name', attribute],
  pprint: ['', prettyPrint],
  as_text: ['', same],
  as_bool: ['', same],
  as_number: ['', same],
  as_native: ['', same],
};

const filters = new Map<string, Filter>([
  ...filterTable(GENERAL_FILTERS),
  ...filterTable(SEQUENCE_FILTERS),
  ...filterTable(TEXT_FILTERS),
  ...filterTable(NUMBER_FILTERS),
  ...filterTable(MARKUP_FILTERS),
  ...SELECTING_FILTERS,
  ['format', FORMAT_FILTER],
]);
filters.set('map', mapFilter(filters));

/** All filters by name. */
export const FILTERS: ReadonlyMap<string, Filter> = filters;

/** The filters that act in YAML values only: they say what type the rendered text is to get. */
export const NATIVE_FILTERS: ReadonlyMap<string, Filter> = filterTable({
  as_text: ['', (value) => new MarkedText(pyStr(value), 'text')],
  as_bool: ['', (value) => new MarkedText(pyStr(value), 'bool')],
  as_number: ['', (value) => new MarkedText(pyStr(value), 'number')],
  as_native: ['', (value) => new MarkedText(pyStr(value), 'native')],
});
