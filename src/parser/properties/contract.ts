import { XformError } from '../../errors/error.js';
import type { ModelNode } from '../../manifest/types.js';
import { type PropertyEntry, placeInEntry } from './readProperties.js';

/** What an enforced contract needs of the properties of a model (features G19, G20). */
export function checkContract(node: ModelNode, entry: PropertyEntry | undefined): void {
  if (node.config.contract?.enforced !== true) return;
  const file = node.original_file_path;
  const columns = Object.values(node.columns);
  if (columns.length === 0) {
    const message =
      `Contract enforcement failed for: (${file})\n` +
      'Constraints must be defined in a `yml` schema configuration file like `schema.yml`.';
    throw new XformError('parse', message, {
      place: entry ? placeInEntry(entry) : { file },
      hint: `List every column of '${node.name}' with its 'data_type' in a property file.`,
    });
  }
  checkSchemaChange(node);
  const primaryKeys = columns.filter((column) =>
    column.constraints.some(({ type }) => type === 'primary_key'),
  );
  const ofModel = node.constraints.some(({ type }) => type === 'primary_key');
  if (primaryKeys.length === 1 && ofModel) {
    const message =
      `Primary key constraint error: (${file})\n` +
      `The model and its column '${primaryKeys[0]!.name}' both define a primary key.`;
    throw new XformError('parse', message, {
      place: entry ? placeInEntry(entry, ['columns']) : { file },
      hint: 'Define it either at the model or at the column, not at both.',
    });
  }
  if (primaryKeys.length > 1) {
    const names = primaryKeys.map((column) => `'${column.name}'`).join(', ');
    const message =
      `Primary key constraint error: (${file})\n` +
      `Found ${primaryKeys.length} columns ([${names}]) with primary key constraints defined.`;
    throw new XformError('parse', message, {
      place: entry ? placeInEntry(entry, ['columns']) : { file },
      hint: 'Primary keys for multiple columns must be defined as a model level constraint.',
    });
  }
}

/** A contract of an incremental model has to survive the runs after the first. */
function checkSchemaChange(node: ModelNode): void {
  const { materialized, on_schema_change: onChange } = node.config;
  if (materialized !== 'incremental' || ['append_new_columns', 'fail'].includes(String(onChange))) return;
  throw new XformError(
    'project',
    `${node.name} is incremental and has an enforced contract, so its on_schema_change cannot be '${String(onChange)}'`,
    {
      place: { file: node.original_file_path },
      hint: "Set it to 'append_new_columns' or 'fail'.",
    },
  );
}
