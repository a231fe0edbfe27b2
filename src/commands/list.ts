import { findGraphNode } from '../graph/graph.js';
import { PyFloat, type Value } from '../jinja/values/types.js';
import type { GraphNode } from '../manifest/types.js';
import { selectNodes } from './selection.js';
import { openSession, writeManifestOf } from './session.js';
import type { CommandOptions, Effects } from './types.js';
import { writeData } from './writeData.js';

/** Lists resources, one a line, sorted by unique_id; nothing but the data goes to standard output (features J10). */
export async function run(options: CommandOptions, effects: Effects): Promise<number> {
  const format = String(options['output'] ?? 'selector');
  const session = openSession('list', options, effects);
  const ids = selectNodes(session);
  effects.record?.({ selected: ids });
  if (ids.length === 0) {
    session.log.warn({ name: 'NoNodesSelected', code: 'Q038', msg: 'No nodes selected!' });
  } else {
    const keys = outputKeys(options['output_keys']);
    const lines = ids.map((id) => FORMATS[format]!(findGraphNode(session.parsed.manifest, id)!, keys));
    writeData(session, lines.join('\n'));
  }
  writeManifestOf(session);
  return 0;
}

/** What --output json shows when no keys are asked for. */
const DEFAULT_KEYS = [
  'alias',
  'name',
  'package_name',
  'depends_on',
  'tags',
  'config',
  'resource_type',
  'source_name',
  'original_file_path',
  'unique_id',
];

const FORMATS: Readonly<Record<string, (node: GraphNode, keys: readonly string[]) => string>> = {
  selector: selectorOf,
  name: nameOf,
  path: (node) => node.original_file_path,
  json: (node, keys) => JSON.stringify(pickKeys(node, keys), jsonNumber),
};

/** A text that selects the resource. */
function selectorOf(node: GraphNode): string {
  const { resource_type: type, package_name: packageName } = node;
  if (type === 'source') return `source:${packageName}.${nameOf(node)}`;
  if (type === 'unit_test') return `unit_test:${packageName}.${versionedName(node)}`;
  if (['exposure', 'metric', 'saved_query', 'semantic_model'].includes(type)) {
    return `${type}:${packageName}.${node.name}`;
  }
  return (node as { fqn: string[] }).fqn.join('.');
}

function nameOf(node: GraphNode): string {
  if (node.resource_type === 'source') return `${(node as { source_name: string }).source_name}.${node.name}`;
  const { version } = node as { version?: string | number | null };
  return node.resource_type === 'model' && version != null ? `${node.name}.v${version}` : node.name;
}

function versionedName(node: GraphNode): string {
  const { version } = node as { version?: string | number | null };
  return version == null ? node.name : `${node.name}_v${version}`;
}

/** Repeated or separated by spaces. */
function outputKeys(given: Value): readonly string[] {
  if (given === undefined) return DEFAULT_KEYS;
  return (Array.isArray(given) ? given : [given]).flatMap((key) => String(key).split(/\s+/)).filter(Boolean);
}

/** Fields in the record's own order, then nested ones that have a value (`config.materialized`) under their dotted names. */
function pickKeys(node: GraphNode, keys: readonly string[]): Record<string, Value> {
  const picked: Record<string, Value> = {};
  for (const [key, value] of Object.entries(node)) if (keys.includes(key)) picked[key] = value;
  for (const key of keys) {
    if (!key.includes('.')) continue;
    const value = key.split('.').reduce<Value>((at, part) => at?.[part], node);
    if (value !== undefined && value !== null) picked[key] = value;
  }
  return picked;
}

function jsonNumber(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  return value instanceof PyFloat ? value.value : value;
}
