import { randomUUID } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { targetFields } from '../basecontext/target.js';
import { type Place, XformError } from '../errors/error.js';
import { formatPlace } from '../errors/formatError.js';
import { renderNativeSync } from '../jinja/engine.js';
import type { RenderContext } from '../jinja/types.js';
import { pyStr } from '../jinja/values/operations.js';
import type { Value } from '../jinja/values/types.js';
import type { Logger } from '../log/types.js';
import { builtinPackages } from './builtinPackages.js';
import { findProjectFile } from './findProjectFile.js';
import { findInstalledPackages, type PackageLocation } from './installedPackages.js';
import { invocationArgs } from './invocationArgs.js';
import { loadPackage, shownPath } from './loadPackage.js';
import { isMapping } from './mapping.js';
import { findProfilesFile, loadProfileOutput, type ProfilesSearch } from './profiles.js';
import { renderYaml } from './renderYaml.js';
import { earlyFlag, type FlagSources, resolveFlags, type Warn } from './resolveFlags.js';
import { embeddedTarget, resolveTarget } from './resolveTarget.js';
import type { Flags, Invocation, Package, Project, ProjectConfig, Target, YamlMap } from './types.js';
import { loadVarsFile } from './varsFile.js';
import { createYamlContext, type YamlContextSources } from './yamlContext.js';
import { loadYamlFile, type YamlFile } from './yamlFile.js';

/** What a command knows when it asks for the project. */
export interface LoadProjectRequest {
  /** Absolute folder the user stands in. */
  readonly cwd: string;
  /** `--project-dir`, `--profiles-dir`, `--profile`, `--target` as given on the command line. */
  readonly projectDir?: string;
  readonly profilesDir?: string;
  readonly profile?: string;
  readonly target?: string;
  /** `--vars`, already parsed. */
  readonly cliVars: YamlMap;
  /** Options given on the command line only, by dbt's lower_snake_case names. */
  readonly flags: Readonly<Record<string, Value>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The command: `run`, `build`, ... */
  readonly which: string;
  readonly log: Logger;
  /** The id that log lines already carry; made here when absent. */
  readonly invocationId?: string;
}

/** What is known once the project file is read and before anything of it is rendered. */
export interface OpenedProject {
  /** Absolute folder of the project. */
  readonly folder: string;
  readonly file: YamlFile;
  readonly flags: Flags;
  readonly invocation: Invocation;
  /** `--vars`, then vars.yml: what project files may read. */
  readonly vars: YamlMap;
  readonly varsFile?: YamlMap;
  readonly warn: Warn;
  contextFor(file: string, more?: Pick<YamlContextSources, 'target' | 'allowSecrets'>): RenderContext;
}

/** Reads everything that is known before parsing. Synchronous. Throws XformError or XformErrors. */
export function loadProject(request: LoadProjectRequest): Project {
  const opened = openProjectFile(request);
  const { folder, file, flags } = opened;
  const target = loadTarget(request, opened);
  const seen = { target: targetFields(target) };
  const load = (
    kind: Package['kind'],
    root: string,
    yaml: YamlFile,
    adjust?: (read: ProjectConfig) => ProjectConfig,
  ) =>
    loadPackage({
      root,
      kind,
      file: yaml,
      context: opened.contextFor(yaml.file, seen),
      versionCheck: flags['version_check'] !== false,
      warn: opened.warn,
      ...(adjust === undefined ? {} : { adjust }),
    });
  const loadAt = (kind: Package['kind']) => (location: PackageLocation) =>
    load(kind, location.folder, loadYamlFile(location.file, shownPath(folder, location.file), 'project'));
  const root = load('root', folder, file, (read) => ({
    ...read,
    targetPath: flags['target_path'] ?? read.targetPath,
    logPath: typeof flags['log_path'] === 'string' ? resolve(request.cwd, flags['log_path']) : read.logPath,
    vars: opened.varsFile ?? read.vars,
  }));
  const secretContext = opened.contextFor('packages.yml', { ...seen, allowSecrets: true });
  const render = (text: string): unknown => renderNativeSync(text, secretContext, { file: 'packages.yml' });
  const installed = findInstalledPackages(folder, root.config, render).map(loadAt('package'));
  const builtin = builtinPackages(target.plugin, folder).map(loadAt('builtin'));
  const packages = [root, ...installed, ...builtin];
  checkUniqueNames(packages);
  return { root, packages, target, cliVars: request.cliVars, flags, invocation: opened.invocation };
}

/** Finds and reads the project file, and settles the flags. */
export function openProjectFile(request: LoadProjectRequest): OpenedProject {
  const { cwd, env, log } = request;
  const location = findProjectFile(cwd, earlyFlag('project_dir', request.projectDir, env));
  const file = loadYamlFile(join(location.folder, location.file), location.file, 'project');
  const warn: Warn = (name, message, place) => log.warn({ name, msg: withPlace(message, place) });
  const given = projectFlags(request, location.folder, file, warn);
  const flags = resolveFlags({ which: request.which, cli: request.flags, env, ...given, warn });
  const invocation = createInvocation(request, flags, location.folder);
  const varsFile = loadVarsFile(location.folder, file);
  const vars = { ...varsFile, ...request.cliVars };
  return {
    folder: location.folder,
    file,
    flags,
    invocation,
    vars,
    ...(varsFile === undefined ? {} : { varsFile }),
    warn,
    contextFor: (shown, more = {}) =>
      createYamlContext({ invocation, flags, log, vars, file: shown, ...more }),
  };
}

/** `flags:` of the project file, or what older projects wrote below `config:` of profiles.yml (features A14). */
function projectFlags(
  request: LoadProjectRequest,
  folder: string,
  file: YamlFile,
  warn: Warn,
): Pick<FlagSources, 'project' | 'placeOf'> {
  const placeOf = (path: readonly string[]): Place => file.placeOf(['flags', ...path]);
  if (file.values['flags'] !== undefined || file.values['profile'] === undefined) {
    const flags: Value = file.values['flags'];
    return { project: isMapping(flags) ? (flags as YamlMap) : {}, placeOf };
  }
  const path = findProfilesFile(profilesSearch(request, folder));
  const profiles = path === undefined ? undefined : loadYamlFile(path, path, 'profile');
  const config: Value = profiles?.values['config'];
  if (profiles === undefined || !isMapping(config)) return { project: {}, placeOf };
  const place = profiles.placeOf(['config']);
  warn(
    'ProjectFlagsMovedDeprecation',
    "Move 'config' of profiles.yml to 'flags' of the project file.",
    place,
  );
  return { project: config as YamlMap, placeOf: (at) => profiles.placeOf(['config', ...at]) };
}

function profilesSearch(
  { cwd, env, profilesDir }: LoadProjectRequest,
  projectFolder: string,
): ProfilesSearch {
  const given = earlyFlag('profiles_dir', profilesDir, env);
  return { cwd, projectFolder, env, ...(given === undefined ? {} : { profilesDir: given }) };
}

function withPlace(message: string, place: Place | undefined): string {
  return place === undefined ? message : `${message} (${formatPlace(place)})`;
}

/** The profile's output, or a DuckDB file in the project when no profile is named anywhere. */
export function loadTarget(request: LoadProjectRequest, opened: OpenedProject): Target {
  const { env } = request;
  const { folder, file } = opened;
  const targetName = earlyFlag('target', request.target, env);
  const threads = threadsOption(request.flags['threads']);
  const context = opened.contextFor(file.file);
  const text = (key: string): string | undefined => {
    const value = file.values[key];
    return value === undefined || value === null
      ? undefined
      : pyStr(renderYaml(value, [key], { file, context }));
  };
  const profileName = earlyFlag('profile', request.profile, env) ?? text('profile');
  if (profileName === undefined)
    return embeddedTarget(text('name') ?? 'project', folder, targetName, threads);
  const output = loadProfileOutput(
    profilesSearch(request, folder),
    profileName,
    targetName,
    (profiles) => opened.contextFor(profiles, { allowSecrets: true }),
    file.placeOf(['profile']),
  );
  return resolveTarget(output, threads, folder, opened.warn);
}

function threadsOption(value: Value): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (Number.isInteger(value) && value >= 1) return value;
  throw new XformError('usage', `--threads must be a whole number of at least 1, not '${pyStr(value)}'`);
}

function createInvocation(request: LoadProjectRequest, flags: Flags, projectFolder: string): Invocation {
  const { cwd, env, which, invocationId } = request;
  const micros = Math.round((performance.timeOrigin + performance.now()) * 1000);
  const digits = String(micros % 1000).padStart(3, '0');
  const startedAt = new Date(Math.floor(micros / 1000)).toISOString().replace('Z', `${digits}Z`);
  const search = profilesSearch(request, projectFolder);
  const profiles = search.profilesDir === undefined ? findProfilesFile(search) : undefined;
  const args = invocationArgs({
    which,
    flags,
    given: request.flags,
    vars: request.cliVars,
    folders: {
      project_dir: projectFolder,
      profiles_dir: profiles === undefined ? resolve(cwd, search.profilesDir ?? '.') : dirname(profiles),
      log_path:
        typeof flags['log_path'] === 'string' ? resolve(cwd, flags['log_path']) : join(projectFolder, 'logs'),
    },
  });
  return { id: invocationId ?? randomUUID(), startedAt, cwd, env, args };
}

function checkUniqueNames(packages: readonly Package[]): void {
  const byName = new Map<string, Package>();
  for (const each of packages) {
    const former = byName.get(each.name);
    byName.set(each.name, former ?? each);
    if (former === undefined) continue;
    const user = former.kind === 'builtin' || each.kind !== 'builtin' ? each : former;
    const place = user.placeOf?.(['name']);
    throw new XformError('compilation', `Two packages have the name '${each.name}'`, {
      ...(place === undefined ? {} : { place }),
      notes: [former, each].map(({ name, kind, root }) =>
        kind === 'builtin' ? `${name} comes with xform` : `${name} in ${root}`,
      ),
      hint: 'Names of packages must be unique: rename one of them.',
    });
  }
}
