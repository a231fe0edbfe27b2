import { pyFunction } from '../../jinja/pyFunction.js';
import { pyStr } from '../../jinja/values/operations.js';
import { PyTuple, type Value } from '../../jinja/values/types.js';
import type { AgateTable } from '../table.js';
import { MappedSequence, SequenceKeys } from './mappedSequence.js';
import { DEFAULT_LIMITS, formatTable } from './print.js';
import { AgateType, type AgateTypeName } from './types.js';

/** What group_by() gives: a table a key, in order of first appearance. */
export class TableSet extends MappedSequence {
  override readonly pyType = 'TableSet';

  constructor(
    tables: readonly AgateTable[],
    keys: readonly Value[],
    readonly keyName: Value,
    readonly keyType: AgateTypeName,
    readonly whole: AgateTable,
  ) {
    super(tables, new SequenceKeys(keys));
  }

  override pyAttr(name: string): Value | undefined {
    return Object.hasOwn(MEMBERS, name) ? MEMBERS[name]!(this) : super.pyAttr(name);
  }

  override pyStr(): string {
    return `${formatSizes(this)}\n`;
  }
}

function formatSizes(self: TableSet): string {
  const cells = self.list.map((table: AgateTable, i) => [
    self.keys!.list[i] === null ? null : pyStr(self.keys!.list[i]),
    String(table.cells.length),
  ]);
  return formatTable(
    { columnNames: ['table', 'rows'], columnTypes: ['Text', 'Text'], cells },
    { ...DEFAULT_LIMITS, maxRows: null },
  );
}

const MEMBERS: Readonly<Record<string, (self: TableSet) => Value>> = {
  key_name: (self) => self.keyName,
  key_type: (self) => AgateType.of(self.keyType),
  column_names: (self) => PyTuple.fromArray(self.whole.columnNames),
  column_types: (self) => PyTuple.fromArray(self.whole.columnTypes.map(AgateType.of)),
  print_structure: (self) =>
    pyFunction('print_structure', [], () => {
      self.whole.print(`${formatSizes(self)}\n`);
      return null;
    }),
};
