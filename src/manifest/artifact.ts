import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { XformError } from '../errors/error.js';
import type { Value } from '../jinja/values/types.js';
import type { Project } from '../project/types.js';
import { replaceFile } from '../util/replaceFile.js';
import { DBT_VERSION } from '../util/version.js';
import { graphMaps, groupMap } from './graphMaps.js';
import { projectId } from './ids.js';
import { jsonText } from './jsonText.js';
import { writeSemanticManifest } from './semanticManifest.js';
import type { Manifest } from './types.js';

/** What an artifact is made from; ParsedProject fits. */
export interface ManifestSource {
  readonly project: Project;
  readonly manifest: Manifest;
}

const SCHEMA = 'https://schemas.getdbt.com/dbt/manifest/v12.json';

/** The text of manifest.json (v12). */
export function manifestJson(source: ManifestSource): string {
  const chunks: string[] = [];
  writeSections(source, (chunk) => chunks.push(chunk));
  return chunks.join('');
}

/** Writes manifest.json and semantic_manifest.json into targetPath (absolute); creates the folder. A former file stays until the new one is whole. */
export function writeManifest(source: ManifestSource, targetPath: string): void {
  const path = join(targetPath, 'manifest.json');
  try {
    replaceFile(path, (unfinished) => {
      const file = openSync(unfinished, 'w');
      try {
        writeChunks(file, source);
      } finally {
        closeSync(file);
      }
    });
    writeSemanticManifest(source.manifest, targetPath);
  } catch (error) {
    throw new XformError('runtime', `Cannot write ${path}: ${(error as Error).message}`, {
      place: { file: path },
      hint: 'Check that the folder can be written and that the disk is not full, or choose another --target-path.',
    });
  }
}

const BUFFER_SIZE = 1024 * 1024;
/** Bytes that one UTF-16 unit takes at most. */
const MAX_UNIT_SIZE = 3;

/** Encodes chunk by chunk into one buffer: joining them to long texts first costs more than the encoding. */
function writeChunks(file: number, source: ManifestSource): void {
  const buffer = Buffer.allocUnsafe(BUFFER_SIZE);
  let used = 0;
  writeSections(source, (chunk) => {
    if (used + chunk.length * MAX_UNIT_SIZE > BUFFER_SIZE) {
      writeSync(file, buffer, 0, used);
      used = 0;
    }
    if (chunk.length * MAX_UNIT_SIZE > BUFFER_SIZE) writeSync(file, chunk);
    else used += buffer.write(chunk, used);
  });
  writeSync(file, buffer, 0, used);
}

type Write = (chunk: string) => void;

function writeSections({ project, manifest }: ManifestSource, write: Write): void {
  const { parents, children } = graphMaps(manifest);
  write(`{"metadata":${jsonText(metadata(project))}`);
  writeSection(write, 'nodes', manifest.nodes, nodeText);
  writeSection(write, 'sources', manifest.sources, jsonText);
  writeSection(write, 'macros', manifest.macros, jsonText);
  writeSection(write, 'docs', manifest.docs, jsonText);
  writeSection(write, 'exposures', manifest.exposures, jsonText);
  writeSection(write, 'metrics', manifest.metrics, jsonText);
  writeSection(write, 'groups', manifest.groups, jsonText);
  writeSection(write, 'selectors', manifest.selectors, jsonText);
  writeSection(write, 'disabled', manifest.disabled, (nodes) => `[${nodes.map(nodeText).join(',')}]`);
  writeSection(write, 'parent_map', parents, jsonText);
  writeSection(write, 'child_map', children, jsonText);
  writeSection(write, 'group_map', groupMap(manifest), jsonText);
  writeSection(write, 'saved_queries', manifest.saved_queries, jsonText);
  writeSection(write, 'semantic_models', manifest.semantic_models, jsonText);
  writeSection(write, 'unit_tests', manifest.unit_tests, jsonText);
  writeSection(write, 'functions', manifest.functions, nodeText);
  write('}');
}

function writeSection<T>(
  write: Write,
  name: string,
  entries: Readonly<Record<string, T>>,
  text: (entry: T) => string,
): void {
  write(`,"${name}":{`);
  let separator = '';
  for (const id of Object.keys(entries)) {
    write(`${separator}${jsonText(id)}:${text(entries[id]!)}`);
    separator = ',';
  }
  write('}');
}

/** Shown only once a node has been compiled; never shown. */
const COMPILED_KEYS: ReadonlySet<string> = new Set([
  'compiled',
  'compiled_code',
  'extra_ctes_injected',
  'extra_ctes',
]);
const HIDDEN_KEYS: ReadonlySet<string> = new Set([
  'defer_relation',
  'config_call_dict',
  'unrendered_config_call_dict',
]);

/** Config is shared between nodes of equal settings: its text is made once. */
const configTexts = new WeakMap<object, string>();

function configText(config: Value): string {
  if (typeof config !== 'object' || config === null) return jsonText(config);
  let text = configTexts.get(config);
  if (text === undefined) configTexts.set(config, (text = jsonText(config)));
  return text;
}

function nodeText(node: Value): string {
  const isCompiled = node.compiled === true;
  let text = '';
  for (const key in node) {
    const value = node[key];
    if (value === undefined || HIDDEN_KEYS.has(key) || (!isCompiled && COMPILED_KEYS.has(key))) continue;
    const shown = key === 'config' || key === 'unrendered_config' ? configText(value) : jsonText(value);
    text += `${text === '' ? '{' : ','}"${key}":${shown}`;
  }
  return `${text}}`;
}

function metadata(project: Project): Value {
  const { invocation, root, target } = project;
  return {
    dbt_schema_version: SCHEMA,
    dbt_version: DBT_VERSION,
    generated_at: new Date().toISOString().replace('Z', '000Z'),
    invocation_id: invocation.id,
    invocation_started_at: invocation.startedAt,
    env: customEnvironment(invocation.env),
    project_name: root.name,
    project_id: projectId(root.name),
    user_id: null,
    send_anonymous_usage_stats: false,
    adapter_type: target.plugin.type,
    quoting: { ...target.plugin.dialect.quoting, ...root.config.quoting, column: null },
    run_started_at: invocation.startedAt.replace(/Z$/, '+00:00'),
  };
}

const CUSTOM_ENV = 'DBT_ENV_CUSTOM_ENV_';

function customEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (name.startsWith(CUSTOM_ENV) && value !== undefined) found[name.slice(CUSTOM_ENV.length)] = value;
  }
  return found;
}
