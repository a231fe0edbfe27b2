import { existsSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Place } from '../errors/error.js';
import type { Value } from '../jinja/values/types.js';
import type { GraphNode, TestNode } from '../manifest/types.js';
import type { Project } from '../project/types.js';
import type { YamlPath } from '../project/yaml.js';
import { loadYamlFile, type YamlFile } from '../project/yamlFile.js';

/** A test written at a model, a source or a column, with what surrounds it in its file. */
interface WrittenTest {
  readonly path: YamlPath;
  /** Names of the entries around it, outermost first: model; source and table; then the column. */
  readonly owners: readonly string[];
  readonly entry: Value;
}

const TEST_LISTS = ['data_tests', 'tests'];

/** Where the reader of a report has to look for a node: its line in a property file, or the start of its own file. */
export function nodePlace(project: Project, node: GraphNode): Place {
  const file = fileOf(project, node);
  if (!/\.ya?ml$/.test(file)) return { file, line: 1 };
  try {
    const yaml = loadYamlFile(file, file, 'parse');
    return yaml.placeOf(pathOf(yaml, node) ?? []);
  } catch {
    // Changed since it was parsed: the file alone has to do.
    return { file, line: 1 };
  }
}

/** A place that an error names, with an absolute path. */
export function absolutePlace(place: Place, project: Project | undefined, cwd: string): Place {
  if (isAbsolute(place.file)) return place;
  const inProject = project && join(project.root.root, place.file);
  return { ...place, file: inProject && existsSync(inProject) ? inProject : resolve(cwd, place.file) };
}

/** The same relative to the repository, as readers know it. */
export function shownPlace(place: Place, workspace: string): Place {
  return { ...place, file: relative(workspace, place.file).split(sep).join('/') };
}

function fileOf(project: Project, node: GraphNode): string {
  const owner = project.packages.find((each) => each.name === node.package_name) ?? project.root;
  return join(owner.root, node.original_file_path);
}

/** Paths of entries by section: `unit_tests` has them by name, tests are inside others. */
function pathOf(yaml: YamlFile, node: GraphNode): YamlPath | undefined {
  if (node.resource_type === 'test') return testPath(yaml, node as TestNode);
  if (node.resource_type === 'source') return sourcePath(yaml, node as GraphNode & { source_name: string });
  for (const section of Object.keys(yaml.values)) {
    const index = indexOfName(yaml.values[section], node.name);
    if (index !== undefined) return [section, index, 'name'];
  }
  return undefined;
}

function sourcePath({ values }: YamlFile, node: GraphNode & { source_name: string }): YamlPath | undefined {
  const source = indexOfName(values['sources'], node.source_name);
  if (source === undefined) return undefined;
  const table = indexOfName((values['sources'] as Value)[source].tables, node.name);
  return table === undefined ? ['sources', source, 'name'] : ['sources', source, 'tables', table, 'name'];
}

function indexOfName(list: Value, name: string): number | undefined {
  const index = Array.isArray(list) ? list.findIndex((entry) => entry?.name === name) : -1;
  return index < 0 ? undefined : index;
}

/** The written test that fits best: by its own name, or else by kind, place and arguments. */
function testPath(yaml: YamlFile, node: TestNode): YamlPath | undefined {
  const [section = '', owner = ''] = (node.file_key_name ?? '').split('.');
  const written: WrittenTest[] = [];
  collectTests(yaml.values[section], [section], [], written);
  const kind = node.test_metadata?.name ?? '';
  const namespace = node.test_metadata?.namespace;
  const tables = node.depends_on.nodes.map((id) => id.split('.').at(-1));
  const fitness = (test: WrittenTest): number => {
    const [name, own] = kindAndName(test.entry);
    if (!test.owners.includes(owner)) return 0;
    if (own === node.name) return 100;
    if (name !== kind && name !== `${namespace}.${kind}`) return 0;
    const column = !node.column_name || test.owners.at(-1) === node.column_name ? 10 : 0;
    const table = section !== 'sources' || tables.includes(test.owners[1]) ? 20 : 0;
    return 1 + column + table + fittingArguments(test.entry, node);
  };
  let best: WrittenTest | undefined;
  for (const test of written) {
    if (fitness(test) > (best === undefined ? 0 : fitness(best))) best = test;
  }
  return best?.path;
}

/** How many of the arguments written there are those of the test. */
function fittingArguments(entry: Value, node: TestNode): number {
  if (typeof entry !== 'object') return 0;
  const [name] = kindAndName(entry);
  const written: Value = entry[name] ?? entry;
  const given: Record<string, Value> = { ...written, ...written?.arguments };
  const kwargs: Record<string, Value> = node.test_metadata?.kwargs ?? {};
  return Object.keys(kwargs).filter((key) => JSON.stringify(kwargs[key]) === JSON.stringify(given[key]))
    .length;
}

/** `unique`, `{unique: {...}}` or `{test_name: unique, ...}`, and the name that the test is given, if any. */
function kindAndName(entry: Value): readonly [string, string | undefined] {
  if (typeof entry === 'string') return [entry, undefined];
  if (entry?.test_name) return [entry.test_name, entry.name];
  const kind =
    Object.keys(entry ?? {}).find((key) => typeof entry[key] === 'object' && key !== 'config') ?? '';
  return [kind, entry?.[kind]?.name ?? entry?.name];
}

function collectTests(value: Value, path: YamlPath, owners: readonly string[], found: WrittenTest[]): void {
  if (Array.isArray(value)) {
    value.forEach((item, i) => {
      const name = typeof item?.name === 'string' ? [item.name] : [];
      collectTests(item, [...path, i], [...owners, ...name], found);
    });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    if (TEST_LISTS.includes(key) && Array.isArray(item)) {
      item.forEach((entry, i) => void found.push({ path: [...path, key, i], owners, entry }));
    } else collectTests(item, [...path, key], owners, found);
  }
}
