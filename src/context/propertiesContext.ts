import { BASE_NAMES } from '../basecontext/baseNames.js';
import type { BaseScope, OnRead } from '../basecontext/types.js';
import { returnFunction } from '../jinja/runtime/errors.js';
import type { RenderContext } from '../jinja/types.js';
import { parseYaml } from '../project/yaml.js';
import { recordReads } from './capture.js';
import { projectFacts } from './projectFacts.js';
import { composeNames, type NameTable, TableContext } from './tableContext.js';
import type { Capture, ContextEnvironment } from './types.js';

/** The state of a render outside of any node. */
export interface PropertiesScope extends BaseScope {
  readonly environment: ContextEnvironment;
}

/** The base names that YAML files see: nothing of a node, a macro or the database. */
const BASE = [
  'dbt_version',
  'diff_of_two_dicts',
  'env_var',
  'flags',
  'fromjson',
  'fromyaml',
  'invocation_id',
  'local_md5',
  'log',
  'modules',
  'print',
  'run_started_at',
  'set',
  'set_strict',
  'target',
  'tojson',
  'toyaml',
  'var',
  'zip',
  'zip_strict',
] as const;

export const propertiesNames: NameTable<PropertiesScope> = {
  ...Object.fromEntries(BASE.map((name) => [name, BASE_NAMES[name]!])),
  project_name: ({ environment }) => environment.project.root.name,
  thread_id: () => 'MainThread',
  return: () => returnFunction,
};

const NAMES = composeNames(propertiesNames);

/** Vars are not rendered here, and one without value and default is an error, in contrast to models. */
export function createPropertiesScope(
  environment: ContextEnvironment,
  packageName: string,
  owner: string,
  onRead?: OnRead,
): PropertiesScope {
  const { project, log } = environment;
  const facts = projectFacts(environment);
  return {
    environment,
    invocation: project.invocation,
    flags: project.flags,
    log,
    onRead,
    target: facts.target,
    vars: { ...facts.varsFor(packageName), owner, missing: 'error' },
    parseYaml: (text) => parseYaml(text, 'the text given to fromyaml()').value,
  };
}

/** For values in property files (A33): env_var, var, target and the other base names; no ref and no macros. */
export function createPropertiesContext(
  environment: ContextEnvironment,
  packageName: string,
  capture?: Capture,
): RenderContext {
  const onRead = capture && recordReads(capture.reads);
  const scope = createPropertiesScope(environment, packageName, `package ${packageName}`, onRead);
  return new TableContext({ mode: 'sync', names: NAMES }).start(scope);
}
