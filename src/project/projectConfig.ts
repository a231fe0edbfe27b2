import { XformError } from '../errors/error.js';
import type { RenderContext } from '../jinja/types.js';
import { pyStr } from '../jinja/values/operations.js';
import type { Value } from '../jinja/values/types.js';
import { checkProjectFile } from './checkProjectFile.js';
import { isMapping, requireStringKeys } from './mapping.js';
import { DEPRECATED_KEYS, FORMER_KEYS } from './projectKeys.js';
import { renderYaml } from './renderYaml.js';
import type { Warn } from './resolveFlags.js';
import { type ProjectConfig, RESOURCE_BLOCKS, type ResourceBlock, type YamlMap } from './types.js';
import { versionSpecifiers } from './versionCheck.js';
import type { YamlFile } from './yamlFile.js';

/** Keys whose Jinja waits for a run, or that Jinja does not reach (features A17). */
const UNRENDERED_KEYS = new Set(['on-run-start', 'on-run-end', 'query-comment', 'vars', 'flags']);
const UNRENDERED_CONFIGS = new Set(['pre-hook', 'post-hook', 'pre_hook', 'post_hook', 'vars']);

/** Renders and checks a project file. Throws XformError('project'), or what its Jinja raised, with its place. */
export function resolveProjectConfig(file: YamlFile, context: RenderContext, warn: Warn): ProjectConfig {
  const rendered: Record<string, Value> = {};
  for (const key of Object.keys(file.values)) {
    rendered[key] = renderYaml(file.values[key], [key], { file, context, skip: isUnrendered });
  }
  checkProjectFile(file, rendered);
  for (const [former, { now, event }] of Object.entries(FORMER_KEYS)) {
    if (rendered[former] === undefined) continue;
    rendered[now] = rendered[former];
    warn(event, `'${former}' is now called '${now}'.`, file.placeOf([former]));
  }
  for (const [key, { standard, flag, event }] of Object.entries(DEPRECATED_KEYS)) {
    if (rendered[key] === undefined || rendered[key] === standard) continue;
    warn(event, `'${key}' is deprecated here: use ${flag} or its environment variable.`, file.placeOf([key]));
  }
  return createProjectConfig(file, rendered);
}

function isUnrendered(path: readonly (string | number)[]): boolean {
  if (path.length === 1) return UNRENDERED_KEYS.has(String(path[0]));
  return UNRENDERED_CONFIGS.has(String(path.at(-1)).replace(/^\+\s*/, ''));
}

function createProjectConfig(file: YamlFile, values: YamlMap): ProjectConfig {
  const paths = (key: string, fallback: readonly string[]): readonly string[] =>
    ((values[key] as string[] | null | undefined) ?? fallback).map(withoutTrailingSlash);
  const sources = {
    modelPaths: paths('model-paths', ['models']),
    seedPaths: paths('seed-paths', ['seeds']),
    snapshotPaths: paths('snapshot-paths', ['snapshots']),
    analysisPaths: paths('analysis-paths', ['analyses']),
    macroPaths: paths('macro-paths', ['macros']),
    testPaths: paths('test-paths', ['tests']),
    functionPaths: paths('function-paths', ['functions']),
  };
  const targetPath: string = values['target-path'] ?? 'target';
  const version: Value = values['version'] ?? null;
  return {
    ...sources,
    name: values['name'],
    version: version === null ? null : pyStr(version),
    profile: values['profile'] === undefined || values['profile'] === null ? null : String(values['profile']),
    docsPaths: paths('docs-paths', [...new Set(Object.values(sources).flat())]),
    assetPaths: paths('asset-paths', []),
    targetPath,
    logPath: values['log-path'] ?? 'logs',
    packagesInstallPath: values['packages-install-path'] ?? 'dbt_packages',
    cleanTargets: values['clean-targets'] ?? [targetPath],
    requireDbtVersion: versionSpecifiers(values['require-dbt-version'], file),
    quoting: quotingOf(values['quoting']),
    dispatch: values['dispatch'] ?? [],
    onRunStart: listOf(values['on-run-start']),
    onRunEnd: listOf(values['on-run-end']),
    queryComment: queryCommentOf(values['query-comment']),
    vars: stringKeyed(values['vars'], file, 'vars'),
    flags: stringKeyed(values['flags'], file, 'flags'),
    restrictAccess: values['restrict-access'] === true,
    resources: resourceTrees(values),
    unrenderedResources: resourceTrees(file.values),
  };
}

function withoutTrailingSlash(path: string): string {
  return path.length > 1 ? path.replace(/[/\\]+$/, '') : path;
}

function listOf(value: Value): readonly string[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function stringKeyed(value: Value, file: YamlFile, key: string): YamlMap {
  if (!isMapping(value)) return {};
  return requireStringKeys(value, (name) => {
    throw new XformError('project', `The name ${pyStr(name)} below '${key}' is not text`, {
      place: file.placeOf([key, pyStr(name)]),
      hint: 'Put it in quotes.',
    });
  });
}

function quotingOf(value: Value): ProjectConfig['quoting'] {
  const quoting: { database?: boolean; schema?: boolean; identifier?: boolean } = {};
  if (!isMapping(value)) return quoting;
  const given = value as YamlMap;
  for (const part of ['database', 'schema', 'identifier'] as const) {
    // BigQuery says project for database.
    const set: Value = given[part] ?? (part === 'database' ? given['project'] : undefined);
    if (typeof set === 'boolean') quoting[part] = set;
  }
  return quoting;
}

function queryCommentOf(value: Value): ProjectConfig['queryComment'] {
  if (value === undefined) return null;
  if (value === null) return { comment: '', append: false, jobLabel: false };
  const given: YamlMap = isMapping(value) ? (value as YamlMap) : { comment: value };
  return {
    comment: given['comment'] ?? null,
    append: given['append'] === true,
    jobLabel: given['job-label'] === true,
  };
}

function resourceTrees(values: YamlMap): Readonly<Record<ResourceBlock, YamlMap>> {
  const trees = {} as Record<ResourceBlock, YamlMap>;
  for (const block of RESOURCE_BLOCKS) {
    const tree: Value = values[block] ?? (block === 'data_tests' ? values['tests'] : undefined);
    trees[block] = isMapping(tree) ? tree : {};
  }
  return trees;
}
