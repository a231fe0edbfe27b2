import { dirname } from 'node:path';
import { createAdapterRuntime } from '../adapters/runtime.js';
import { errorsOf } from '../errors/error.js';
import { formatError } from '../errors/formatError.js';
import type { Project } from '../project/types.js';
import { DBT_VERSION, XFORM_VERSION } from '../util/version.js';
import { openProject } from './session.js';
import type { CommandOptions, Effects } from './types.js';

/** Says whether the project file, the profile and the connection are as they should be (features J13). */
export async function run(options: CommandOptions, effects: Effects): Promise<number> {
  const say = (msg: string) => effects.log.fire({ name: 'DebugCmdOut', code: 'Z047', level: 'info', msg });
  let project: Project;
  try {
    project = openProject('debug', options, effects);
  } catch (error) {
    for (const each of errorsOf(error)) say(formatError(each));
    say('1 check failed: the project or its profile cannot be read.');
    return 1;
  }
  const { root, target } = project;
  if (options['config_dir'] === true) {
    say(`To view your profiles.yml file, open ${target.file ? dirname(target.file) : root.root}`);
    return 0;
  }
  if (options['connection'] !== true) {
    say(`xform version: ${XFORM_VERSION} (as dbt ${DBT_VERSION})`);
    say(`node version: ${process.version}`);
    say(`project file: ${root.configFile} [OK found and valid]`);
    say(`profiles file: ${target.file ?? 'none needed (embedded DuckDB)'} [OK found and valid]`);
    say(
      `packages: ${
        project.packages
          .filter((each) => each.kind === 'package')
          .map((each) => each.name)
          .join(', ') || 'none'
      }`,
    );
    say(`profile: ${target.profileName}, target: ${target.targetName}, adapter: ${target.plugin.type}`);
  }
  say('Connection:');
  for (const field of target.plugin.credentials) {
    const value = target.credentials[field.name];
    if (field.connectionInfo && !field.secret && value != null) say(`  ${field.name}: ${String(value)}`);
  }
  return testConnection(project, effects, say);
}

async function testConnection(
  project: Project,
  effects: Effects,
  say: (text: string) => void,
): Promise<number> {
  const { target } = project;
  const runtime = createAdapterRuntime({ target, threads: 1, cwd: effects.cwd, log: effects.log });
  try {
    const slot = await runtime.connect('debug');
    await slot.query('select 1 as id');
    await slot.release();
  } catch (error) {
    say('Connection test: [ERROR]');
    for (const each of errorsOf(error)) say(formatError(each));
    return 1;
  } finally {
    await runtime.close();
  }
  say('Connection test: [OK connection ok]');
  say('All checks passed!');
  return 0;
}
