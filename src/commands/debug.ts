import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { release, type } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createAdapterRuntime } from '../adapters/runtime.js';
import { errorsOf } from '../errors/error.js';
import { formatError } from '../errors/formatError.js';
import { pyStr } from '../jinja/values/operations.js';
import { PROJECT_FILES } from '../project/findProjectFile.js';
import { loadProject, loadTarget, type OpenedProject, openProjectFile } from '../project/loadProject.js';
import type { Project, Target } from '../project/types.js';
import { DBT_VERSION, XFORM_VERSION } from '../util/version.js';
import { findReadiness } from './readiness.js';
import { projectRequest } from './session.js';
import type { CommandOptions, Effects } from './types.js';

type Say = (text: string) => void;

/** What became of one check: `value` when it went well, else why not. */
interface Check<T> {
  readonly value?: T;
  readonly problem?: string;
}

/** Says whether the project file, the profile and the connection are as they should be (features J13). */
export async function run(options: CommandOptions, effects: Effects): Promise<number> {
  const say: Say = (msg) => effects.log.fire({ name: 'DebugCmdOut', code: 'Z047', level: 'info', msg });
  const request = projectRequest('debug', options, effects);
  const noFolder = checkProfilesFolder(options, effects);
  const opened = check(() => openProjectFile(noFolder ? { ...request, profilesDir: undefined } : request));
  const target: Check<Target> =
    noFolder ?? check(() => (opened.value ? loadTarget(request, opened.value) : undefined));
  if (opened.value) configureLog(opened.value, effects);
  if (options['config_dir'] === true) {
    say(`To view your profiles.yml file, open ${dirname(target.value?.file ?? join(effects.cwd, '.'))}`);
    return 0;
  }
  const project: Check<Project> = target.value
    ? check(() => loadProject(request))
    : { problem: opened.problem };
  describeSetUp(say, opened, target);
  const problems: string[] = [];
  if (project.problem) problems.push(`Project loading failed for the following reason:\n${project.problem}`);
  if (target.problem) problems.push(`Profile loading failed for the following reason:\n${target.problem}`);
  if (options['connection'] === true) say('Skipping steps before connection verification');
  else {
    describeFiles(say, opened, project, target);
    if (target.value && project.value) problems.push(...describeReadiness(say, project.value, effects));
  }
  if (target.value) problems.push(...(await testConnection(target.value, effects, say)));
  else say('Connection test skipped since no profile was found');
  if (problems.length === 0) {
    say('All checks passed!');
    return 0;
  }
  say(`${problems.length} check${problems.length === 1 ? '' : 's'} failed:`);
  for (const problem of problems) say(problem);
  return 1;
}

/** A folder that is not there is what one runs this command to find out; elsewhere it is a wrong command line. */
function checkProfilesFolder(options: CommandOptions, { cwd }: Effects): Check<never> | undefined {
  const given: unknown = options['profiles_dir'];
  if (typeof given !== 'string' || existsSync(resolve(cwd, given))) return undefined;
  return {
    problem: `dbt looked for a profiles.yml file in ${join(given, 'profiles.yml')}, but there is no such folder`,
  };
}

/** A wrong command line is no check that failed: it stops the command. */
function check<T>(attempt: () => T): Check<NonNullable<T>> {
  try {
    const value = attempt();
    return value ? { value } : {};
  } catch (error) {
    const errors = errorsOf(error);
    if (errors.some((each) => each.kind === 'usage')) throw error;
    return { problem: errors.map(formatError).join('\n') };
  }
}

function configureLog({ flags, folder, file }: OpenedProject, { log, cwd }: Effects): void {
  const path = flags['log_path'] ?? file.values['log-path'] ?? 'logs';
  log.configure?.({ flags, logFolder: resolve(flags['log_path'] ? cwd : folder, String(path)) });
}

function describeSetUp(say: Say, opened: Check<OpenedProject>, target: Check<Target>): void {
  say(`xform version: ${XFORM_VERSION} (as dbt ${DBT_VERSION})`);
  say(`node version: ${process.version}`);
  say(`os info: ${type()}-${release()}-${process.arch}`);
  if (target.value?.file) {
    say(`Using profiles dir at ${dirname(target.value.file)}`);
    say(`Using profiles.yml file at ${target.value.file}`);
  }
  if (opened.value)
    say(`Using ${opened.value.file.file} file at ${join(opened.value.folder, opened.value.file.file)}`);
  if (target.value) say(`adapter type: ${target.value.plugin.type}`);
}

function describeFiles(
  say: Say,
  opened: Check<OpenedProject>,
  project: Check<unknown>,
  target: Check<Target>,
): void {
  const name = opened.value?.file.file ?? PROJECT_FILES[0];
  say('Configuration:');
  say(`  profiles.yml file [${profileState(target)}]`);
  say(`  ${name} file [${project.problem ? projectState(project.problem) : 'OK found and valid'}]`);
  say('Required dependencies:');
  say(` - git [${hasGit() ? 'OK found' : 'not found; only git packages need it'}]\n`);
}

/** Says what of the project is ready to be built; answers with what is not. */
function describeReadiness(say: Say, project: Project, { log }: Effects): string[] {
  const findings = findReadiness(project, log);
  say('Project:');
  for (const { what, detail, problems } of findings)
    say(`  ${what}: ${detail} [${problems.length === 0 ? 'OK' : 'ERROR'}]`);
  say('');
  return findings.flatMap(({ what, problems }) =>
    problems.length === 0 ? [] : [`Not ready (${what}):\n${problems.join('\n')}`],
  );
}

function profileState(target: Check<Target>): string {
  if (target.problem) return 'ERROR invalid';
  if (!target.value) return 'not looked for without a project';
  return target.value.file ? 'OK found and valid' : 'OK none needed, embedded DuckDB';
}

function projectState(problem: string): string {
  if (/^\s*No \S+ found/m.test(problem)) return 'ERROR not found';
  return problem.includes('xform deps') ? 'OK found and valid; ERROR packages missing' : 'ERROR invalid';
}

function hasGit(): boolean {
  try {
    execFileSync('git', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function testConnection(target: Target, effects: Effects, say: Say): Promise<string[]> {
  say('Connection:');
  for (const field of target.plugin.credentials) {
    const value = target.credentials[field.name];
    if (field.connectionInfo && !field.secret && value != null) say(`  ${field.name}: ${pyStr(value)}`);
  }
  const runtime = createAdapterRuntime({ target, threads: 1, cwd: effects.cwd, log: effects.log });
  try {
    const slot = await runtime.connect('debug');
    await slot.query('select 1 as id');
    await slot.release();
    say('  Connection test: [OK connection ok]\n');
    return [];
  } catch (error) {
    say('  Connection test: [ERROR]\n');
    return [`The connection could not be opened:\n${errorsOf(error).map(formatError).join('\n')}`];
  } finally {
    await runtime.close();
  }
}
