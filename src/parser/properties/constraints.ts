import type { Value } from '../../jinja/values/types.js';
import type { ColumnInfo, ConstraintInfo } from '../../manifest/types.js';
import { isMapping, type Mapping, mappingGet } from '../../project/mapping.js';
import { didYouMean } from '../../util/didYouMean.js';
import { listOf, optionalBoolean, optionalText, textList, type ValueReader } from './valueReader.js';

export const CONSTRAINT_TYPES = [
  'check',
  'not_null',
  'unique',
  'primary_key',
  'foreign_key',
  'custom',
] as const;

/** `constraints` of a column. */
export function columnConstraints(column: Mapping, name: string, reader: ValueReader): ConstraintInfo[] {
  return readConstraints(column, reader, `on column ${name}`);
}

/** `constraints` of a model: the same with `columns`. */
export function modelConstraints(entry: Mapping, reader: ValueReader): ConstraintInfo[] {
  const list = listOf(mappingGet(entry, 'constraints'), 'constraints', reader);
  return readConstraints(entry, reader, 'on the model').map((constraint, index) => ({
    ...constraint,
    columns: textList(mappingGet(list[index], 'columns'), reader.at('constraints', index), 'columns'),
  }));
}

function readConstraints(owner: Mapping, reader: ValueReader, where: string): ConstraintInfo[] {
  return listOf(mappingGet(owner, 'constraints'), 'constraints', reader).map((item: Value, index) => {
    const at = reader.at('constraints', index);
    if (!isMapping(item))
      throw at.error(`A constraint ${where} is not a mapping`, "Write '- type: not_null'.");
    const type = mappingGet(item, 'type');
    if (typeof type !== 'string' || !(CONSTRAINT_TYPES as readonly string[]).includes(type)) {
      const known = `Constraint types are ${CONSTRAINT_TYPES.join(', ')}.`;
      const near = typeof type === 'string' ? didYouMean(type, CONSTRAINT_TYPES) : undefined;
      throw at.error(`Invalid constraint type ${where}`, near ?? known);
    }
    return {
      type,
      name: optionalText(mappingGet(item, 'name'), 'name', at) ?? null,
      expression: optionalText(mappingGet(item, 'expression'), 'expression', at) ?? null,
      warn_unenforced: optionalBoolean(mappingGet(item, 'warn_unenforced'), 'warn_unenforced', at) ?? true,
      warn_unsupported: optionalBoolean(mappingGet(item, 'warn_unsupported'), 'warn_unsupported', at) ?? true,
      to: optionalText(mappingGet(item, 'to'), 'to', at) ?? null,
      to_columns: textList(mappingGet(item, 'to_columns'), at, 'to_columns'),
    };
  });
}

/** Columns that the constraints make the primary key; undefined when none do. */
export function constrainedPrimaryKey(
  constraints: readonly ConstraintInfo[],
  columns: Readonly<Record<string, ColumnInfo>>,
): string[] | undefined {
  const ofModel = constraints.find((constraint) => constraint.type === 'primary_key');
  if (ofModel?.columns) return ofModel.columns;
  const ofColumn = Object.values(columns).find((column) =>
    column.constraints.some(({ type }) => type === 'primary_key'),
  );
  return ofColumn && [ofColumn.name];
}
