import { XformError } from '../../errors/error.js';
import type { Value } from '../../jinja/values/types.js';
import { findConfigLayers, mergeConfigLayers } from '../../manifest/configMerge.js';
import { uniqueId } from '../../manifest/ids.js';
import type { GenericResource } from '../../manifest/types.js';
import { isMapping, mappingGet } from '../../project/mapping.js';
import { addDisabled } from '../nodes/addNode.js';
import { configLayerOf } from '../properties/configLayer.js';
import type { PropertyEntry } from '../properties/readProperties.js';
import { entryReader, listOf, optionalText, textList } from '../properties/valueReader.js';
import type { ParseSession } from '../session.js';
import { filterOf } from './inputs.js';
import { ownUnrendered } from './ownUnrendered.js';

/** A saved query (features B18): written to the manifest, never executed. */
export function parseSavedQuery(session: ParseSession, entry: PropertyEntry): void {
  session.errors.attempt(() => {
    const { owner, file, shownPath, folders } = entry.source;
    const { name, values } = entry;
    const reader = entryReader(entry);
    const fqn = [owner.name, ...folders, name];
    session.usedConfig.add('saved-queries', fqn);
    const { own, root } = findConfigLayers(session.project, owner, 'saved-queries', fqn);
    const layer = configLayerOf(values, [], reader);
    const layers = [...own, ...(layer ? [layer] : []), ...root];
    const { config } = mergeConfigLayers('saved_query', layers, { file: shownPath });
    const tags = [...new Set([...(config.tags ?? []), ...textList(values.tags, reader, 'tags')])].sort();
    const query: GenericResource = {
      name,
      resource_type: 'saved_query',
      package_name: owner.name,
      path: file.relativePath,
      original_file_path: file.path,
      unique_id: uniqueId('saved_query', owner.name, name),
      fqn,
      query_params: queryParams(entry),
      exports: exportsOf(session, entry, config),
      description: optionalText(values.description, 'description', reader) ?? null,
      label: optionalText(values.label, 'label', reader) ?? null,
      metadata: null,
      config,
      unrendered_config: ownUnrendered(layer),
      group: config.group ?? null,
      depends_on: { macros: [], nodes: [] },
      created_at: session.createdAt,
      refs: [],
      tags,
    };
    if (config.enabled === false) {
      addDisabled(session, query);
      return;
    }
    if (session.manifest.saved_queries[query.unique_id] !== undefined) {
      throw new XformError('compilation', `Two saved queries have the name "${name}"`, {
        place: reader.place(),
        hint: 'Change the name of one of them.',
      });
    }
    session.manifest.saved_queries[query.unique_id] = query;
  });
}

function queryParams(entry: PropertyEntry): Value {
  const reader = entryReader(entry);
  const params = entry.values.query_params;
  if (!isMapping(params))
    throw reader.error("'query_params' is missing", 'Write query_params: and below it metrics: [...].');
  const list = (key: string) => [...listOf(mappingGet(params, key), key, reader.at('query_params'))];
  return {
    metrics: list('metrics'),
    group_by: list('group_by'),
    where: filterOf(mappingGet(params, 'where'), reader.at('query_params', 'where')),
    order_by: list('order_by'),
    limit: mappingGet(params, 'limit') ?? null,
  };
}

function exportsOf(session: ParseSession, entry: PropertyEntry, config: Value): Value[] {
  const { credentials } = session.project.target;
  const reader = entryReader(entry);
  return listOf(entry.values.exports, 'exports', reader).map((item, index) => {
    const at = reader.at('exports', index);
    const name = isMapping(item) ? mappingGet(item, 'name') : undefined;
    if (!isMapping(item) || typeof name !== 'string') throw at.error('An export has no name');
    const own = mappingGet(item, 'config');
    const given: Value = isMapping(own) ? own : {};
    return {
      name,
      config: {
        export_as: given.export_as ?? config.export_as ?? null,
        schema_name: given.schema ?? config.schema ?? credentials.schema,
        alias: given.alias ?? name,
        database: credentials.database,
      },
      unrendered_config: { ...given },
    };
  });
}
