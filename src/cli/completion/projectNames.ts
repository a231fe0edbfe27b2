import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Where the project of a command line is; nothing of it is parsed. */
export interface ProjectPlace {
  readonly cwd: string;
  readonly projectDir?: string;
  readonly targetPath: string;
}

/** The part of manifest.json that completion reads. */
interface NamedResource {
  readonly name: string;
  readonly resource_type: string;
  readonly package_name: string;
  readonly source_name?: string;
  readonly tags?: readonly string[];
  readonly group?: string | null;
  readonly config?: { readonly materialized?: string };
}

type Section = Readonly<Record<string, NamedResource>>;

/** Beyond this, reading a manifest at every touch of the Tab key would be felt. */
const MAX_BYTES = 30_000_000;
const PROJECT_FILES = ['dbt_project.yml', 'xform_project.yml'];

/** Values of selector methods that can be told from a manifest. */
const METHOD_VALUES: Readonly<Record<string, (all: readonly NamedResource[]) => readonly string[]>> = {
  tag: (all) => all.flatMap((each) => each.tags ?? []),
  group: (all) => all.flatMap((each) => each.group ?? []),
  package: (all) => ['this', ...all.map((each) => each.package_name)],
  resource_type: (all) => all.map((each) => each.resource_type),
  'config.materialized': (all) => all.flatMap((each) => each.config?.materialized ?? []),
  source: (all) =>
    all.flatMap((each) => (each.source_name ? [each.source_name, `${each.source_name}.${each.name}`] : [])),
  exposure: named('exposure'),
  metric: named('metric'),
  saved_query: named('saved_query'),
  semantic_model: named('semantic_model'),
  unit_test: named('unit_test'),
  access: () => ['private', 'protected', 'public'],
  test_type: () => ['data', 'generic', 'singular', 'unit'],
  version: () => ['latest', 'none', 'old', 'prerelease'],
  state: () => ['modified', 'new', 'old', 'unmodified'],
  result: () => ['error', 'fail', 'pass', 'skipped', 'success', 'warn'],
  source_status: () => ['fresher'],
};

const METHODS = [...Object.keys(METHOD_VALUES), 'path', 'file', 'fqn', 'test_name'];
const NAMED_TYPES = ['model', 'seed', 'snapshot', 'test', 'analysis'];

function named(type: string): (all: readonly NamedResource[]) => readonly string[] {
  return (all) => all.filter((each) => each.resource_type === type).map((each) => each.name);
}

/** Selectors that go on from `typed`, graph operators and intersections kept: `+stg_`, `tag:nightly,sta`. */
export function selectors(place: ProjectPlace, typed: string): readonly string[] {
  const [, kept = '', last = ''] = /^((?:.*,)?(?:@|\d*\+)?)(.*)$/.exec(typed) ?? [];
  const all = resourcesOf(place);
  const [, method] = /^([\w.]+):/.exec(last) ?? [];
  const found =
    method === undefined
      ? [
          ...all.filter((each) => NAMED_TYPES.includes(each.resource_type)).map((each) => each.name),
          ...METHODS.map((each) => `${each}:`),
        ]
      : (METHOD_VALUES[method]?.(all) ?? []).map((value) => `${method}:${value}`);
  return [...new Set(found)].sort().map((each) => `${kept}${each}`);
}

/** Names in selectors.yml, as they are written in block style. */
export function selectorNames(place: ProjectPlace): readonly string[] {
  const file = join(projectFolder(place), 'selectors.yml');
  if (!existsSync(file)) return [];
  const names = readFileSync(file, 'utf8').matchAll(/^\s*-\s+name:\s*["']?([\w-]+)/gm);
  return [...names].map(([, name]) => name!);
}

/** Macros of the project, others with their package. */
export function macroNames(place: ProjectPlace): readonly string[] {
  const manifest = readManifest(place);
  if (manifest === undefined) return [];
  const project = manifest.metadata.project_name;
  return Object.values(manifest.macros)
    .filter((macro) => !/^dbt(?:_|$)/.test(macro.package_name) || macro.package_name === project)
    .map((macro) => (macro.package_name === project ? macro.name : `${macro.package_name}.${macro.name}`))
    .sort();
}

function resourcesOf(place: ProjectPlace): readonly NamedResource[] {
  const manifest = readManifest(place);
  if (manifest === undefined) return [];
  const { nodes, sources, exposures, metrics, saved_queries, semantic_models, unit_tests } = manifest;
  const sections = [nodes, sources, exposures, metrics, saved_queries, semantic_models, unit_tests];
  return sections.flatMap((section) => Object.values(section ?? {}));
}

interface ManifestFile extends Readonly<Record<string, Section | undefined>> {
  readonly macros: Section;
}

/** What the last command wrote; nothing when there is none, or a very large one. */
function readManifest(
  place: ProjectPlace,
): (ManifestFile & { metadata: { project_name: string } }) | undefined {
  const path = resolve(projectFolder(place), place.targetPath, 'manifest.json');
  try {
    return statSync(path).size > MAX_BYTES ? undefined : JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** The folder given, or the nearest one above with a project file. */
function projectFolder({ cwd, projectDir }: ProjectPlace): string {
  if (projectDir) return resolve(cwd, projectDir);
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (PROJECT_FILES.some((name) => existsSync(join(folder, name)))) return folder;
    if (folder === dirname(folder)) return cwd;
  }
}
