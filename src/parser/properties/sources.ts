import type { Value } from '../../jinja/values/types.js';
import { findConfigLayers, mergeConfigLayers } from '../../manifest/configMerge.js';
import { uniqueId } from '../../manifest/ids.js';
import type { SourceDefinition } from '../../manifest/types.js';
import { isMapping, type Mapping, mappingEntries, mappingGet } from '../../project/mapping.js';
import { addDisabled, duplicateError } from '../nodes/addNode.js';
import { sourceRelationName } from '../nodes/relationName.js';
import type { ParseSession } from '../session.js';
import { columnTests, forEachTest } from '../tests/genericTests.js';
import { addGenericTest, type TestTarget } from '../tests/testNode.js';
import { readColumns } from './columns.js';
import { mergedFreshness } from './freshness.js';
import type { PropertyEntry } from './readProperties.js';
import { entryReader, listOf, optionalText, textList, type ValueReader } from './valueReader.js';

/** The tables of one sources entry and their tests (features B11); errors are collected table by table. */
export function parseSource(session: ParseSession, entry: PropertyEntry): void {
  const reader = entryReader(entry);
  session.errors.attempt(() => {
    listOf(entry.values.tables, 'tables', reader).forEach((table, index) => {
      session.errors.attempt(() => parseTable(session, entry, table, reader.at('tables', index)));
    });
  });
}

function parseTable(session: ParseSession, entry: PropertyEntry, table: Value, reader: ValueReader): void {
  if (!isMapping(table)) throw reader.error('A table is not a mapping', "Write '- name: <table>'.");
  const name = mappingGet(table, 'name');
  if (typeof name !== 'string' || name === '') {
    throw reader.error(
      name === undefined ? 'A table has no name' : 'The name of a table is not text',
      'Put quotes around it.',
    );
  }
  const node = sourceNode(session, entry, table, name, reader);
  if (node.config.enabled === false) {
    addDisabled(session, node);
    return;
  }
  const earlier = session.manifest.sources[node.unique_id];
  if (earlier !== undefined) {
    const error = duplicateError(earlier, node, `source("${entry.name}", "${name}")`);
    error.place = reader.place();
    throw error;
  }
  session.manifest.sources[node.unique_id] = node;
  const target: TestTarget = {
    name,
    shownName: `${entry.name}_${name}`,
    fileKey: `sources.${entry.name}`,
    sourceName: entry.name,
    // Tags below `config` stay with the source.
    tags: [entry.values, table].flatMap((owner) => textList(mappingGet(owner, 'tags'), reader, 'tags')),
  };
  forEachTest(table, reader, (test, at) => addGenericTest(session, { entry, target, test, reader: at }));
  columnTests(session, entry, target, table, node.columns, reader);
}

function sourceNode(
  session: ParseSession,
  entry: PropertyEntry,
  table: Mapping,
  name: string,
  reader: ValueReader,
): SourceDefinition {
  const { owner, file, shownPath } = entry.source;
  const source = entry.values;
  const top = entryReader(entry);
  const fqn = [owner.name, ...entry.source.folders, entry.name, name];
  session.usedConfig.add('sources', fqn);
  const own = ownConfig(source, table, top, reader);
  const { own: below, root } = findConfigLayers(session.project, owner, 'sources', fqn);
  const layers = [...below, { values: own.values, placeOf: () => reader.place() }, ...root];
  const { config, unrendered } = mergeConfigLayers('source', layers, { file: shownPath });
  const quoting = quotingOf(source, table);
  const node: SourceDefinition = {
    database:
      text(source, 'database', top) ??
      text(source, 'catalog', top) ??
      session.project.target.credentials.database,
    schema: text(source, 'schema', top) ?? entry.name,
    name,
    resource_type: 'source',
    package_name: owner.name,
    path: file.path,
    original_file_path: file.path,
    unique_id: uniqueId('source', owner.name, entry.name, name),
    fqn,
    source_name: entry.name,
    source_description: text(source, 'description', top) ?? '',
    loader: text(source, 'loader', top) ?? '',
    identifier: text(table, 'identifier', reader) ?? name,
    quoting,
    loaded_at_field: config.loaded_at_field ?? null,
    loaded_at_query: config.loaded_at_query ?? null,
    freshness: config.freshness ?? null,
    external: externalOf(mappingGet(table, 'external')),
    description: text(table, 'description', reader) ?? '',
    columns: readColumns(table, reader),
    meta: config.meta,
    source_meta: own.sourceMeta,
    tags: config.tags,
    config,
    patch_path: null,
    unrendered_config: unrendered,
    relation_name: null,
    created_at: session.createdAt,
    unrendered_database: source.unrendered_database ?? null,
    unrendered_schema: source.unrendered_schema ?? null,
    doc_blocks: [],
  };
  node.relation_name = sourceRelationName(session, node);
  if (config.enabled !== false) warnFreshness(session, node);
  return node;
}

/** Without a column to look at, the age of a table is known only where the engine keeps it. */
function warnFreshness(session: ParseSession, node: SourceDefinition): void {
  const { freshness, loaded_at_field, loaded_at_query, source_name, name } = node;
  const isAsked = freshness?.warn_after?.count || freshness?.error_after?.count;
  if (!isAsked || loaded_at_field || loaded_at_query) return;
  const support = session.project.target.plugin.dialect.capabilities.TableLastModifiedMetadata;
  if (support === 'Full' || support === 'Versioned') return;
  const msg =
    'The configured adapter does not support metadata-based freshness. ' +
    `A loaded_at_field must be specified for source '${source_name}.${name}'.`;
  session.log.warn({ name: 'FreshnessConfigProblem', code: 'I073', msg });
}

interface OwnConfig {
  readonly values: Record<string, Value>;
  readonly sourceMeta: Record<string, Value>;
}

/** Source and table together: tags and meta add up, freshness key by key, the rest of the table replaces (features H18). */
function ownConfig(source: Mapping, table: Mapping, top: ValueReader, reader: ValueReader): OwnConfig {
  checkLoadedAt(source, 'source', top);
  checkLoadedAt(table, 'table', reader);
  const sourceConfig = configOf(source, top);
  const tableConfig = configOf(table, reader);
  const sourceMeta = { ...mapOf(source, 'meta'), ...mapOf(sourceConfig, 'meta') };
  const meta = { ...sourceMeta, ...mapOf(table, 'meta'), ...mapOf(tableConfig, 'meta') };
  const tags = [source, sourceConfig, table, tableConfig].flatMap((one) =>
    textList(mappingGet(one, 'tags'), reader, 'tags'),
  );
  const computed = {
    loaded_at_field: loadedAt('loaded_at_field', [source, sourceConfig, table, tableConfig]),
    loaded_at_query: loadedAt('loaded_at_query', [source, sourceConfig, table, tableConfig]),
    meta,
    tags: [...new Set(tags)].sort(),
  };
  const freshness = mergedFreshness([source, sourceConfig, table, tableConfig], reader);
  const given = { ...record(sourceConfig), ...record(tableConfig) };
  if (freshness !== undefined) given.freshness = freshness;
  const values = { ...given, ...computed };
  return { values, sourceMeta };
}

/** The nearest of the places that say it; a null takes it back, except one in a `config`. */
function loadedAt(key: string, owners: readonly Mapping[]): Value {
  let value: Value = null;
  owners.forEach((owner, index) => {
    const own = mappingGet(owner, key);
    const isConfig = index % 2 === 1;
    if (own !== undefined && !(own === null && isConfig)) value = own;
  });
  return value;
}

function checkLoadedAt(owner: Mapping, level: string, reader: ValueReader): void {
  if (!mappingGet(owner, 'loaded_at_field') || !mappingGet(owner, 'loaded_at_query')) return;
  throw reader.error(
    `Cannot specify both loaded_at_field and loaded_at_query at ${level} level.`,
    'Remove one of them.',
  );
}

function configOf(owner: Mapping, reader: ValueReader): Mapping {
  const config = mappingGet(owner, 'config');
  if (config === undefined || config === null) return {};
  if (!isMapping(config)) throw reader.at('config').error("'config' is not a mapping");
  return config;
}

function mapOf(owner: Mapping, key: string): Record<string, Value> {
  const value = mappingGet(owner, key);
  return isMapping(value) ? record(value) : {};
}

function record(mapping: Mapping): Record<string, Value> {
  return Object.fromEntries([...mappingEntries(mapping)].map(([key, value]) => [String(key), value]));
}

function text(owner: Mapping, key: string, reader: ValueReader): string | undefined {
  const value = optionalText(mappingGet(owner, key), key, reader);
  return value === '' && key !== 'description' ? undefined : value;
}

function quotingOf(source: Mapping, table: Mapping): Record<string, boolean | null> {
  const quoting: Record<string, boolean | null> = {
    database: null,
    schema: null,
    identifier: null,
    column: null,
  };
  for (const owner of [source, table]) {
    for (const [key, value] of Object.entries(mapOf(owner, 'quoting')))
      if (typeof value === 'boolean') quoting[key] = value;
  }
  return quoting;
}

function externalOf(value: Value): Value {
  if (!isMapping(value)) return null;
  const given = record(value);
  return {
    location: given.location ?? null,
    file_format: given.file_format ?? null,
    row_format: given.row_format ?? null,
    tbl_properties: given.tbl_properties ?? null,
    partitions: given.partitions ?? null,
    ...given,
  };
}
