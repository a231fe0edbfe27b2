import { resolve } from 'node:path';
import { needsRendering, renderNativeSync } from '../../jinja/engine.js';
import type { Value } from '../../jinja/values/types.js';
import type { Logger } from '../../log/types.js';
import { findProjectFile } from '../findProjectFile.js';
import { earlyFlag, resolveFlags } from '../resolveFlags.js';
import type { Flags, YamlMap } from '../types.js';
import { createYamlContext } from '../yamlContext.js';
import { loadYamlFile } from '../yamlFile.js';
import type { RenderText } from './packageSpecs.js';

export interface PackagesRequest {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly options: Readonly<Record<string, Value>>;
  readonly cliVars: YamlMap;
  readonly log: Logger;
  readonly invocationId: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
}

/** What installing packages needs of a project. No profile is read: packages come before connections. */
export interface PackagesContext {
  /** Absolute folder of the project. */
  readonly root: string;
  /** Absolute. */
  readonly installPath: string;
  readonly logFolder: string;
  readonly flags: Flags;
  /** Renders a text of packages.yml, where secrets may be used (features A25). */
  readonly render: RenderText;
}

export function loadPackagesContext(request: PackagesRequest): PackagesContext {
  const { cwd, env, options, log } = request;
  const given = options['project_dir'] === undefined ? undefined : String(options['project_dir']);
  const { folder, file } = findProjectFile(cwd, earlyFlag('project_dir', given, env));
  const project = loadYamlFile(resolve(folder, file), file, 'project');
  const flags = resolveFlags({
    which: 'deps',
    cli: options,
    env,
    project: (project.values['flags'] ?? {}) as YamlMap,
    placeOf: (path) => project.placeOf(path),
    warn: (name, msg) => log.warn({ name, msg }),
  });
  const context = createYamlContext({
    invocation: { id: request.invocationId, startedAt: request.startedAt, env, args: options },
    flags,
    log,
    vars: request.cliVars,
    allowSecrets: true,
    file: 'packages.yml',
  });
  const render: RenderText = (text) =>
    needsRendering(text) ? renderNativeSync(text, context, { file: 'packages.yml' }) : text;
  const path = (key: string, fallback: string): string =>
    resolve(folder, String(render(String(project.values[key] ?? fallback))));
  return {
    root: folder,
    installPath: path('packages-install-path', 'dbt_packages'),
    logFolder: flags['log_path'] ? resolve(cwd, String(flags['log_path'])) : path('log-path', 'logs'),
    flags,
    render,
  };
}
