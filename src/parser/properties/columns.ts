import type { Value } from '../../jinja/values/types.js';
import type { ColumnInfo } from '../../manifest/types.js';
import { isMapping, type Mapping, mappingEntries, mappingGet } from '../../project/mapping.js';
import { columnConstraints } from './constraints.js';
import { listOf, optionalText, textList, type ValueReader } from './valueReader.js';

/** Fields of ColumnInfo that are not taken over as they stand in the file. */
const OWN_KEYS: ReadonlySet<string> = new Set([
  'name',
  'description',
  'meta',
  'data_type',
  'constraints',
  'quote',
  'config',
  'tags',
  'granularity',
  'tests',
  'data_tests',
]);

/** The columns of an entry, with their keys in the order of manifest.json; keys of the user's own come last (A35). */
export function readColumns(entry: Mapping, reader: ValueReader): Record<string, ColumnInfo> {
  const columns: Record<string, ColumnInfo> = {};
  const list = listOf(mappingGet(entry, 'columns'), 'columns', reader);
  list.forEach((item, index) => {
    const at = reader.at('columns', index);
    if (!isMapping(item)) throw at.error('A column is not a mapping', "Write '- name: <column>'.");
    // Versions list what they take over with `include`: no column of that name.
    if (mappingGet(item, 'include') !== undefined && mappingGet(item, 'name') === undefined) return;
    const column = readColumn(item, at);
    columns[column.name] = column;
  });
  return columns;
}

function readColumn(item: Mapping, reader: ValueReader): ColumnInfo {
  const name = mappingGet(item, 'name');
  if (typeof name !== 'string') {
    throw reader.error(
      name === undefined ? 'A column has no name' : 'The name of a column is not text',
      'Put quotes around it.',
    );
  }
  const config = mappingGet(item, 'config');
  const configMap = isMapping(config) ? config : {};
  const meta = { ...record(mappingGet(item, 'meta')), ...record(mappingGet(configMap, 'meta')) };
  const tags = unique([
    ...textList(mappingGet(configMap, 'tags'), reader, 'tags'),
    ...textList(mappingGet(item, 'tags'), reader, 'tags'),
  ]);
  const quote = mappingGet(item, 'quote');
  const column: ColumnInfo = {
    name,
    description: optionalText(mappingGet(item, 'description'), 'description', reader) ?? '',
    meta,
    data_type: optionalText(mappingGet(item, 'data_type'), 'data_type', reader) ?? null,
    constraints: columnConstraints(item, name, reader),
    quote: typeof quote === 'boolean' ? quote : null,
    config: { meta, tags },
    tags,
    granularity: optionalText(mappingGet(item, 'granularity'), 'granularity', reader) ?? null,
    doc_blocks: [],
  };
  for (const [key, value] of mappingEntries(item)) {
    if (typeof key === 'string' && !OWN_KEYS.has(key)) column[key] = value;
  }
  return column;
}

/** Columns of a version (features B23): those that it takes over, then the version's own. */
export function readVersionColumns(
  version: Mapping,
  ofModel: Readonly<Record<string, ColumnInfo>>,
  reader: ValueReader,
): Record<string, ColumnInfo> {
  return { ...inheritedColumns(version, ofModel, reader), ...readColumns(version, reader) };
}

/** The model's columns that `include`/`exclude` of a version choose. */
export function inheritedColumns(
  version: Mapping,
  ofModel: Readonly<Record<string, ColumnInfo>>,
  reader: ValueReader,
): Record<string, ColumnInfo> {
  const list = listOf(mappingGet(version, 'columns'), 'columns', reader);
  const selectors = list.filter(
    (item) => isMapping(item) && mappingGet(item, 'include') !== undefined,
  ) as Mapping[];
  if (selectors.length > 1)
    throw reader.at('columns').error("A version has more than one 'include' in its columns");
  const [selector] = selectors;
  if (selector && Array.isArray(mappingGet(selector, 'include')) && mappingGet(selector, 'exclude') != null)
    throw reader
      .at('columns')
      .error("A version's columns both 'include' a list and 'exclude'", "Exclude from 'include: all' only.");
  const isIncluded = selector === undefined ? () => true : includes(selector);
  return Object.fromEntries(Object.entries(ofModel).filter(([name]) => isIncluded(name)));
}

/** Whether a version's `include`/`exclude` takes a name. */
export function includes(selector: Mapping): (name: string) => boolean {
  const include = mappingGet(selector, 'include');
  const exclude = mappingGet(selector, 'exclude');
  const excluded = Array.isArray(exclude)
    ? exclude
    : exclude === undefined || exclude === null
      ? []
      : [exclude];
  const all = include === 'all' || include === '*';
  const included = Array.isArray(include) ? include : [include];
  return (name) => (all || included.includes(name)) && !excluded.includes(name);
}

function record(value: Value): Record<string, Value> {
  if (!isMapping(value)) return {};
  return Object.fromEntries([...mappingEntries(value)].map(([key, item]) => [String(key), item]));
}

function unique(items: readonly string[]): string[] {
  return [...new Set(items)];
}
