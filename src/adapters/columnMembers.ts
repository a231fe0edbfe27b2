import { pyFunction } from '../jinja/pyFunction.js';
import { type Callable, PyObject, type Value } from '../jinja/values/types.js';
import { Column, numericType, stringType, translateType } from './column.js';
import type { Dialect } from './types.js';

const ATTRIBUTES: Readonly<Record<string, (column: Column) => Value>> = {
  name: (column) => column.name,
  column: (column) => column.name,
  quoted: (column) => column.quoted,
  dtype: (column) => column.dtype,
  data_type: (column) => column.dataType,
  expanded_data_type: (column) => column.dataType,
  char_size: (column) => column.charSize,
  numeric_precision: (column) => column.numericPrecision,
  numeric_scale: (column) => column.numericScale,
};

const METHODS: Readonly<Record<string, (column: Column) => Callable>> = {
  is_string: (column) => pyFunction('is_string', [], () => column.isString),
  is_numeric: (column) => pyFunction('is_numeric', [], () => column.isNumeric),
  is_number: (column) => pyFunction('is_number', [], () => column.isNumber),
  is_integer: (column) => pyFunction('is_integer', [], () => column.isInteger),
  is_float: (column) => pyFunction('is_float', [], () => column.isFloat),
  string_size: (column) => pyFunction('string_size', [], () => column.stringSize),
  can_expand_to: (column) =>
    pyFunction('can_expand_to', ['other_column'], (other) => column.canExpandTo(other)),
  literal: (column) => pyFunction('literal', ['value'], (value) => `${value}::${column.dataType}`),
};

const STRUCT_METHODS: Readonly<Record<string, (column: Column) => Callable>> = {
  is_struct: (column) => pyFunction('is_struct', [], () => column.isStruct),
  flatten: (column) => pyFunction('flatten', [], () => column.flatten()),
};

/** What templates reach on a column; undefined for an unknown name. */
export function columnMembers(column: Column, name: string): Value | undefined {
  if (Object.hasOwn(ATTRIBUTES, name)) return ATTRIBUTES[name]!(column);
  if (Object.hasOwn(METHODS, name)) return METHODS[name]!(column);
  if (column.dialect.columnTypes?.structs) {
    if (name === 'fields') return [...column.fields];
    if (Object.hasOwn(STRUCT_METHODS, name)) return STRUCT_METHODS[name]!(column);
  }
  return classMembers(column.dialect)[name];
}

const classMembersOf = new WeakMap<Dialect, Readonly<Record<string, Value>>>();

/** Members that need no column: also on `api.Column`. */
function classMembers(dialect: Dialect): Readonly<Record<string, Value>> {
  let members = classMembersOf.get(dialect);
  if (members === undefined) {
    members = Object.assign(Object.create(null), {
      TYPE_LABELS: { ...dialect.typeLabels },
      translate_type: pyFunction('translate_type', ['dtype'], (dtype) => translateType(dialect, dtype)),
      string_type: pyFunction('string_type', ['size'], (size) => stringType(size)),
      numeric_type: pyFunction('numeric_type', ['dtype', 'precision', 'scale'], (dtype, precision, scale) =>
        numericType(dtype, precision, scale),
      ),
      create: pyFunction(
        'create',
        ['name', 'label_or_dtype'],
        (name, label) => new Column({ dialect, name, dtype: translateType(dialect, label) }),
      ),
      from_description: pyFunction('from_description', ['name', 'raw_data_type'], (name, rawType) =>
        Column.fromDescription(dialect, name, rawType),
      ),
    }) as Readonly<Record<string, Value>>;
    classMembersOf.set(dialect, members);
  }
  return members;
}

/** `api.Column` of templates: call it to make a column, or use its static members. */
class ColumnClass extends PyObject {
  readonly pyType = 'type';
  override readonly pyCall: Callable;

  constructor(private readonly dialect: Dialect) {
    super();
    this.pyCall = pyFunction(
      `${dialect.className ?? ''}Column`,
      ['column', 'dtype', 'char_size?', 'numeric_precision?', 'numeric_scale?'],
      (name, dtype, charSize, numericPrecision, numericScale) =>
        new Column({ dialect, name, dtype, charSize, numericPrecision, numericScale }),
    );
  }

  override pyAttr(name: string): Value | undefined {
    return classMembers(this.dialect)[name];
  }

  override pyRepr(): string {
    return `<class '${this.dialect.className ?? ''}Column'>`;
  }
}

export function createColumnClass(dialect: Dialect): PyObject {
  return new ColumnClass(dialect);
}
