import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { ManifestAnswer, ResultAnswer } from './golden.js';

const NODE_FIELDS = [
  'resource_type',
  'alias',
  'schema',
  'database',
  'relation_name',
  'fqn',
  'tags',
  'config',
  'description',
  'path',
  'original_file_path',
  'patch_path',
  'access',
  'version',
  'latest_version',
  'group',
  'identifier',
  'loader',
]; // prettier-ignore
const COLUMN_FIELDS = ['description', 'data_type', 'tags', 'meta'];
const SECTIONS = ['nodes', 'sources', 'exposures', 'unit_tests', 'functions'];

type Json = Record<string, unknown>;

export function squeeze(text: string): string {
  return text.split(/\s+/).filter(Boolean).join(' ');
}

function own(id: string): boolean {
  return !['dbt', 'dbt_duckdb', 'dbt_postgres'].includes(id.split('.')[1]!);
}

function artifact(root: string, name: string): Json | undefined {
  const file = join(root, 'target', name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Json) : undefined;
}

/** The fields of the manifest that cases compare, as record.py picks them. */
export function manifestPart(root: string): ManifestAnswer {
  const manifest = artifact(root, 'manifest.json')!;
  const nodes: Record<string, Json> = {};
  for (const section of SECTIONS) {
    for (const [id, node] of Object.entries(manifest[section] as Record<string, Json>)) {
      if (!own(id)) continue;
      const kept: Json = {};
      for (const field of NODE_FIELDS) if (field in node) kept[field] = node[field];
      kept['depends_on'] = [...((node['depends_on'] as { nodes?: string[] })?.nodes ?? [])].sort();
      kept['columns'] = Object.fromEntries(
        Object.entries((node['columns'] ?? {}) as Record<string, Json>).map(([name, column]) => [
          name,
          Object.fromEntries(COLUMN_FIELDS.map((field) => [field, column[field] ?? null])),
        ]),
      );
      nodes[id] = kept;
    }
  }
  return { nodes, disabled: Object.keys(manifest['disabled'] as Json).sort() };
}

export function resultsPart(root: string): Record<string, ResultAnswer> | undefined {
  const results = artifact(root, 'run_results.json')?.['results'] as Json[] | undefined;
  if (results === undefined) return undefined;
  const recorded: Record<string, ResultAnswer> = {};
  for (const result of results) {
    recorded[String(result['unique_id'])] = {
      status: String(result['status']),
      message: result['message'] as string | null,
      failures: result['failures'] as number | null,
      ...(result['compiled_code'] ? { compiled: squeeze(String(result['compiled_code'])) } : {}),
      ...(result['relation_name'] ? { relation: String(result['relation_name']) } : {}),
    };
  }
  return recorded;
}

export function freshnessPart(root: string): Json | undefined {
  const results = artifact(root, 'sources.json')?.['results'] as Json[] | undefined;
  return (
    results &&
    Object.fromEntries(
      results.map((each) => [
        each['unique_id'],
        { status: each['status'], max_loaded_at: each['max_loaded_at'] ?? null },
      ]),
    )
  );
}

/** What a file holds: its text, the files of a folder, or of a JSON file the values under the given paths, one a line; of a log its events by name. */
export function look(root: string, name: string, text: string): unknown {
  const file = join(root, name);
  if (!existsSync(file)) return null;
  if (statSync(file).isDirectory())
    return readdirSync(file, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(file, join(entry.parentPath, entry.name)))
      .sort();
  const paths = text.split('\n').filter((line) => line.trim() !== '');
  if (paths.length === 0) return squeeze(readFileSync(file, 'utf8'));
  const content = readFileSync(file, 'utf8');
  const document = name.endsWith('.log') ? eventsByName(content) : (JSON.parse(content) as unknown);
  const steps = (path: string) => path.split(' > ').map((step) => step.trim());
  return Object.fromEntries(paths.map((path) => [path, follow(document, steps(path))]));
}

function eventsByName(log: string): Json {
  const found: Record<string, unknown[]> = {};
  for (const line of log.split('\n').filter(Boolean)) {
    const event = JSON.parse(line) as { info: { name: string } };
    found[event.info.name] ??= [];
    found[event.info.name]!.push(event);
  }
  return found;
}

/** The value under a path. `*`: of each own entry; `:keys`: sorted names; `:type`: the name of the JSON type. */
function follow(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return value;
  if (step === ':keys') return Object.keys(value as Json).sort();
  if (step === ':type') return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  if (typeof value !== 'object' || value === null) return null;
  if (step !== '*') return step in value ? follow((value as Json)[step], rest) : null;
  if (Array.isArray(value)) return value.map((item) => follow(item, rest));
  const entries = Object.entries(value).filter(([key]) => own(key));
  return Object.fromEntries(entries.map(([key, item]) => [key, follow(item, rest)]));
}
