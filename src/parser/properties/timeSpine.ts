import type { Value } from '../../jinja/values/types.js';
import type { ModelNode } from '../../manifest/types.js';
import { isMapping, type Mapping, mappingGet } from '../../project/mapping.js';
import { listOf, optionalText, type ValueReader } from './valueReader.js';

/** `time_spine` of a model, checked against its columns. */
export function readTimeSpine(entry: Mapping, node: ModelNode, reader: ValueReader): Value {
  const given = mappingGet(entry, 'time_spine');
  if (given === undefined || given === null) return null;
  const at = reader.at('time_spine');
  if (!isMapping(given)) throw at.error("'time_spine' is not a mapping");
  const key = 'standard_granularity_column';
  const column = optionalText(mappingGet(given, key), key, at);
  if (column === undefined) throw at.error("'time_spine' has no 'standard_granularity_column'");
  const found = node.columns[column];
  if (found === undefined) {
    throw at.error(
      `Time spine standard granularity column '${column}' is not among the columns of model '${node.name}'`,
    );
  }
  if (found.granularity === null) {
    const message = `Time spine standard granularity column must have a granularity defined: column '${column}'`;
    throw at.error(message, "Add 'granularity: day' (or another) to the column.");
  }
  const custom = listOf(mappingGet(given, 'custom_granularities'), 'custom_granularities', at).map(
    (item, index) => {
      const name = isMapping(item) ? mappingGet(item, 'name') : undefined;
      if (typeof name !== 'string')
        throw at.at('custom_granularities', index).error('A custom granularity has no name');
      return { name, column_name: (isMapping(item) && mappingGet(item, 'column_name')) || null };
    },
  );
  return { standard_granularity_column: column, custom_granularities: custom };
}
