import { XformError } from '../../errors/error.js';
import { formatPlace } from '../../errors/formatError.js';
import type { Value } from '../../jinja/values/types.js';
import { findConfigLayers, mergeConfigLayers } from '../../manifest/configMerge.js';
import { uniqueId } from '../../manifest/ids.js';
import type { Exposure } from '../../manifest/types.js';
import { isMapping, type Mapping, mappingEntries } from '../../project/mapping.js';
import { didYouMean } from '../../util/didYouMean.js';
import { addDisabled } from '../nodes/addNode.js';
import { holderNode } from '../nodes/baseNode.js';
import { captureFacts, type Facts } from '../nodes/capture.js';
import type { ParseSession } from '../session.js';
import { configLayerOf } from './configLayer.js';
import type { PropertyEntry } from './readProperties.js';
import { entryReader, listOf, optionalText, textList, type ValueReader } from './valueReader.js';

const TYPES = ['dashboard', 'notebook', 'analysis', 'ml', 'application'];
const MATURITIES = ['low', 'medium', 'high'];

/** An exposure (features B12). */
export function parseExposure(session: ParseSession, entry: PropertyEntry): void {
  session.errors.attempt(() => {
    const exposure = exposureOf(session, entry);
    if (exposure.config.enabled === false) {
      addDisabled(session, exposure);
      return;
    }
    const earlier = session.manifest.exposures[exposure.unique_id];
    if (earlier !== undefined) {
      throw new XformError('compilation', `Two exposures have the name "${exposure.name}"`, {
        place: entryReader(entry).place(),
        notes: [
          `  - ${earlier.unique_id} (${earlier.original_file_path})`,
          `  - ${exposure.unique_id} (${exposure.original_file_path})`,
        ],
        hint: 'Change the name of one of these resources.',
      });
    }
    session.manifest.exposures[exposure.unique_id] = exposure;
  });
}

function exposureOf(session: ParseSession, entry: PropertyEntry): Exposure {
  const { owner, file, shownPath } = entry.source;
  const { values, name } = entry;
  const reader = entryReader(entry);
  if (!/^\w+$/.test(name)) {
    const place = formatPlace(reader.at('name').place());
    session.log.warn({
      name: 'ExposureNameDeprecation',
      code: 'D007',
      msg: `${place}: the name of an exposure should hold letters, digits and underscores only: free text goes into 'label'`,
      data: { exposure: name },
    });
  }
  const fqn = [owner.name, ...entry.source.folders, name];
  session.usedConfig.add('exposures', fqn);
  const { own, root } = findConfigLayers(session.project, owner, 'exposures', fqn);
  const layer = configLayerOf(values, [], reader);
  const layers = [...own, ...(layer ? [layer] : []), ...root];
  const { config, unrendered } = mergeConfigLayers('exposure', layers, { file: shownPath });
  const tags = [...new Set([...config.tags, ...textList(values.tags, reader, 'tags')])].sort();
  const meta = {
    ...(isMapping(values.meta) ? Object.fromEntries(mappingEntries(values.meta)) : {}),
    ...config.meta,
  };
  const id = uniqueId('exposure', owner.name, name);
  const facts = dependencies(session, entry, id, reader);
  return {
    name,
    resource_type: 'exposure',
    package_name: owner.name,
    path: file.relativePath,
    original_file_path: file.path,
    unique_id: id,
    fqn,
    type: choice(values.type, TYPES, 'type', reader, true)!,
    owner: ownerOf(values.owner, reader),
    description: optionalText(values.description, 'description', reader) ?? '',
    label: optionalText(values.label, 'label', reader) ?? null,
    maturity: choice(values.maturity, MATURITIES, 'maturity', reader, false),
    meta,
    tags,
    config: { ...config, tags, meta },
    unrendered_config: unrendered,
    url: optionalText(values.url, 'url', reader) ?? null,
    depends_on: { macros: [], nodes: [] },
    refs: [...facts.refs],
    sources: facts.sources.map((source) => [...source]),
    metrics: facts.metrics.map((metric) => [...metric]),
    created_at: session.createdAt,
  };
}

function choice(
  value: Value,
  known: readonly string[],
  key: string,
  reader: ValueReader,
  required: boolean,
): string | null {
  if (value === undefined || value === null) {
    if (required) throw reader.error(`'${key}' is missing`, `It is one of ${known.join(', ')}.`);
    return null;
  }
  if (known.includes(value)) return value;
  throw reader
    .at(key)
    .error(`'${String(value)}' is not one of ${known.join(', ')}`, didYouMean(String(value), known));
}

/** name and email first, then whatever else is said of the owner. */
export function ownerOf(value: Value, reader: ValueReader): Record<string, Value> {
  if (!isMapping(value)) throw reader.error("'owner' is missing", 'Write owner: {name: ..., email: ...}.');
  const given = Object.fromEntries(
    [...mappingEntries(value as Mapping)].map(([key, item]) => [String(key), item]),
  );
  if ((given.name ?? null) === null && (given.email ?? null) === null) {
    throw reader.at('owner').error("'owner' has neither a name nor an email");
  }
  return { email: null, name: null, ...given };
}

/** `depends_on` holds calls as text: ref('x'), source('x', 'y'), metric('x'). */
function dependencies(session: ParseSession, entry: PropertyEntry, id: string, reader: ValueReader): Facts {
  const facts = {
    refs: [],
    sources: [],
    metrics: [],
    functions: [],
    configCalls: [],
    macros: [],
  } as Facts & {
    refs: Facts['refs'][number][];
    sources: Facts['sources'][number][];
    metrics: string[][];
  };
  const holder = holderNode(session, 'exposure', id, entry);
  listOf(entry.values.depends_on, 'depends_on', reader).forEach((item, index) => {
    const at = reader.at('depends_on', index);
    if (typeof item !== 'string') throw at.error('A dependency is not text', "Write - ref('a_model').");
    session.errors.attempt(
      () => {
        const captured = captureFacts(session, holder, {
          text: `{{ ${item} }}`,
          place: { file: entry.source.shownPath },
        }).facts;
        facts.refs.push(...captured.refs);
        facts.sources.push(...captured.sources);
        facts.metrics.push(...captured.metrics);
      },
      undefined,
      at.place(),
    );
  });
  return facts;
}
