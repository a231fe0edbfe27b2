import { pyFunction } from '../../jinja/pyFunction.js';
import { hashKey, sortValues } from '../../jinja/values/operations.js';
import { PyTuple, type Value } from '../../jinja/values/types.js';
import { MappedSequence } from './mappedSequence.js';
import { AgateType, type AgateTypeName } from './types.js';

/** One row of a table: its cells by index and by column name. */
export class Row extends MappedSequence {
  override readonly pyType = 'Row';
}

/** One column of a table. */
export class Column extends MappedSequence {
  override readonly pyType = 'Column';

  constructor(
    readonly index: number,
    readonly name: string,
    readonly type: AgateTypeName,
    values: readonly Value[],
  ) {
    super(values, null);
  }

  withoutNulls(): Value[] {
    return this.list.filter((value) => value !== null);
  }

  override pyAttr(name: string): Value | undefined {
    return Object.hasOwn(COLUMN_MEMBERS, name) ? COLUMN_MEMBERS[name]!(this) : super.pyAttr(name);
  }
}

/** Nulls last, as agate sorts. */
function sorted(self: Column): Value[] {
  const nulls = self.list.filter((value) => value === null);
  return [...sortValues(self.withoutNulls()), ...nulls];
}

function distinct(self: Column): Value[] {
  const seen = new Map<unknown, Value>();
  for (const value of self.list) {
    const key = hashKey(value);
    if (!seen.has(key)) seen.set(key, value);
  }
  return [...seen.values()];
}

const COLUMN_MEMBERS: Readonly<Record<string, (self: Column) => Value>> = {
  name: (self) => self.name,
  index: (self) => self.index,
  data_type: (self) => AgateType.of(self.type),
  values_distinct: (self) => pyFunction('values_distinct', [], () => PyTuple.fromArray(distinct(self))),
  values_without_nulls: (self) =>
    pyFunction('values_without_nulls', [], () => PyTuple.fromArray(self.withoutNulls())),
  values_sorted: (self) => pyFunction('values_sorted', [], () => sorted(self)),
  values_without_nulls_sorted: (self) =>
    pyFunction('values_without_nulls_sorted', [], () => sortValues(self.withoutNulls())),
};
