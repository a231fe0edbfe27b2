import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { XformError } from '../errors/error.js';
import { checkCycles } from '../graph/cycles.js';
import { createGraph, type Graph } from '../graph/graph.js';
import type { Value } from '../jinja/values/types.js';
import type { Logger } from '../log/types.js';
import { writeManifest } from '../manifest/artifact.js';
import { type ParsedProject, parseProject } from '../parser/parseProject.js';
import { checkCatalogs } from '../project/checkCatalogs.js';
import { type LoadProjectRequest, loadProject } from '../project/loadProject.js';
import type { Project, YamlMap } from '../project/types.js';
import { parseYaml } from '../project/yaml.js';
import { type Clock, createClock } from '../runner/clock.js';
import { DBT_VERSION, XFORM_VERSION } from '../util/version.js';
import { foundStats } from './foundStats.js';
import { loadSelectors } from './selectors.js';
import type { CommandOptions, Effects } from './types.js';

/** A project that was read and parsed for one command. */
export interface Session {
  readonly which: string;
  readonly options: CommandOptions;
  readonly effects: Effects;
  readonly log: Logger;
  readonly clock: Clock;
  readonly project: Project;
  readonly parsed: ParsedProject;
  readonly graph: Graph;
  /** Absolute. */
  readonly targetFolder: string;
}

/** What the command line says about the project to load. */
export function projectRequest(which: string, options: CommandOptions, effects: Effects): LoadProjectRequest {
  const { log, cwd, env } = effects;
  const text = (key: string): string | undefined =>
    options[key] === undefined ? undefined : String(options[key]);
  return {
    cwd,
    projectDir: text('project_dir'),
    profilesDir: text('profiles_dir'),
    profile: text('profile'),
    target: text('target'),
    cliVars: parseVars(options['vars']),
    flags: options,
    env,
    which,
    log,
    invocationId: effects.invocationId,
  };
}

/** Reads the project without parsing it. */
export function openProject(which: string, options: CommandOptions, effects: Effects): Project {
  const { log } = effects;
  log.fire({
    name: 'MainReportVersion',
    code: 'A001',
    level: 'info',
    msg: `Running with xform=${XFORM_VERSION} (as dbt ${DBT_VERSION})`,
    data: { version: `=${DBT_VERSION}`, log_version: 3 },
  });
  const project = loadProject(projectRequest(which, options, effects));
  effects.record?.({ project });
  log.configure?.({
    flags: project.flags,
    logFolder: resolve(project.root.root, project.root.config.logPath),
  });
  if (options['models'] !== undefined) {
    log.warn({
      name: 'ModelParamUsageDeprecation',
      code: 'D032',
      msg: '--models, --model and -m are former names: use --select',
    });
  }
  return project;
}

/** `--vars`: a YAML or JSON mapping, or the mapping itself from programs. */
export function parseVars(given: Value): YamlMap {
  if (given === undefined || given === null) return {};
  const value: Value = typeof given === 'string' ? parseYaml(given, '--vars').value : given;
  if (value === null || value === '') return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new XformError('usage', `--vars must be a mapping, not ${JSON.stringify(value)}`, {
      hint: `Write it as YAML or JSON: --vars '{name: value}'`,
    });
  }
  return value;
}

/** Reads and parses the project and makes its graph; a cycle is an error. */
export function openSession(which: string, options: CommandOptions, effects: Effects): Session {
  const clock = createClock(effects.now);
  const project = openProject(which, options, effects);
  checkCatalogs(project, effects.log);
  const parsed = parseProject(project, { log: effects.log });
  return sessionOf(parsed, which, options, effects, clock);
}

/** The session of a project that was parsed already (or parsed with an inline node in it). */
export function sessionOf(
  parsed: ParsedProject,
  which: string,
  options: CommandOptions,
  effects: Effects,
  clock: Clock,
): Session {
  const { project } = parsed;
  const { log } = effects;
  const { type } = project.target.plugin;
  effects.record?.({ parsed });
  log.fire({
    name: 'AdapterRegistered',
    code: 'E034',
    level: 'debug',
    msg: `Registered adapter: ${type}=${XFORM_VERSION}`,
    data: { adapter_name: type, adapter_version: `=${XFORM_VERSION}` },
  });
  for (const { name, definition, description, isDefault } of loadSelectors(project, 'eager', log).values()) {
    parsed.manifest.selectors[name] = {
      name,
      ...(description !== null && { description }),
      definition,
      ...(isDefault && { default: true }),
    };
  }
  const statLine = foundStats(parsed.manifest);
  log.fire({
    name: 'FoundStats',
    code: 'W006',
    level: 'info',
    msg: `Found ${statLine}`,
    data: { stat_line: statLine },
  });
  const graph = createGraph(parsed.manifest);
  checkCycles(graph, parsed.manifest);
  const targetFolder = resolve(project.root.root, project.root.config.targetPath);
  return { which, options, effects, log, clock, project, parsed, graph, targetFolder };
}

/** Is there such a path in the project's folder? */
export function existsInProject(session: Session): (path: string) => boolean {
  return (path) => existsSync(join(session.project.root.root, path));
}

export function writeManifestOf(session: Session): void {
  if (session.project.flags.write_json !== false) writeManifest(session.parsed, session.targetFolder);
}
