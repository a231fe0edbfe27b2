import { existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Place, XformError } from '../errors/error.js';
import type { RenderContext } from '../jinja/types.js';
import { pyStr } from '../jinja/values/operations.js';
import type { Value } from '../jinja/values/types.js';
import { didYouMean } from '../util/didYouMean.js';
import { isMapping, mappingGet } from './mapping.js';
import { renderYaml } from './renderYaml.js';
import type { YamlMap } from './types.js';
import { loadYamlFile, type YamlFile } from './yamlFile.js';

const FILE = 'profiles.yml';

/** A profile's chosen output, rendered but not yet checked against its engine's fields. */
export interface ProfileOutput {
  readonly profileName: string;
  readonly targetName: string;
  readonly values: YamlMap;
  readonly file: YamlFile;
  /** Of the output, for places. */
  readonly path: readonly string[];
}

export interface ProfilesSearch {
  readonly cwd: string;
  readonly projectFolder: string;
  /** `--profiles-dir` or its variable. */
  readonly profilesDir?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Where profiles.yml may be, in dbt's order and then the project (features A23). */
function profileFolders(search: ProfilesSearch): string[] {
  if (search.profilesDir !== undefined) return [resolve(search.cwd, search.profilesDir)];
  const home = search.env['HOME'] || search.env['USERPROFILE'] || homedir();
  return [...new Set([search.cwd, join(home, '.dbt'), search.projectFolder])];
}

/** Path of the profiles.yml that counts; undefined when there is none. Throws for a `--profiles-dir` that is not there. */
export function findProfilesFile(search: ProfilesSearch): string | undefined {
  const folders = profileFolders(search);
  if (search.profilesDir !== undefined && !isFolder(folders[0]!)) {
    throw new XformError('usage', `--profiles-dir: the folder '${search.profilesDir}' does not exist`, {
      hint: `It was looked for at ${folders[0]}.`,
    });
  }
  return folders.map((folder) => join(folder, FILE)).find((path) => existsSync(path));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/**
 * Reads the output that a run uses (features A24): only that one is rendered. Throws XformError('profile') when
 * profile or target cannot be found, with the names there are.
 */
export function loadProfileOutput(
  search: ProfilesSearch,
  profileName: string,
  target: string | undefined,
  contextFor: (file: string) => RenderContext,
  namedAt: Place,
): ProfileOutput {
  const path = findProfilesFile(search);
  if (path === undefined) {
    const looked = search.profilesDir === undefined ? profileFolders(search) : [search.profilesDir];
    throw new XformError('profile', `Could not find profile named '${profileName}': there is no ${FILE}`, {
      place: namedAt,
      notes: looked.map(
        (folder, i) => `${i === 0 ? 'dbt looked for' : 'and for'} a ${FILE} file in ${folder}`,
      ),
      hint:
        `Create one with a profile '${profileName}', or remove 'profile:' from the project file to use ` +
        'an embedded DuckDB file in the project.',
    });
  }
  const file = loadYamlFile(path, path, 'profile');
  const context = contextFor(path);
  const profile = findProfile(file, profileName);
  const targetName = target ?? targetOf(profile, profileName, file, context);
  const values = outputOf(profile, profileName, targetName, file);
  const at = [profileName, 'outputs', targetName];
  const rendered = renderYaml(values, at, {
    file,
    context,
    kind: 'profile',
    // A password may hold braces that were never meant for Jinja.
    recover: (where, text) => (where.at(-1) === 'password' ? text : undefined),
  });
  return { profileName, targetName, values: rendered, file, path: at };
}

function findProfile(file: YamlFile, name: string): YamlMap {
  const profile: Value = Object.hasOwn(file.values, name) ? file.values[name] : undefined;
  if (profile === undefined) {
    const names = Object.keys(file.values).filter((each) => each !== 'config');
    throw new XformError('profile', `Could not find profile named '${name}'`, {
      place: { file: file.file },
      hint:
        didYouMean(name, names) ??
        (names.length === 0
          ? 'The file holds no profile.'
          : `The file has the profiles ${names.join(', ')}.`),
    });
  }
  if (profile !== null && isMapping(profile)) return profile as YamlMap;
  throw new XformError('profile', `The profile '${name}' is empty`, {
    place: file.placeOf([name]),
    hint: "Give it 'target' and 'outputs'.",
  });
}

function targetOf(profile: YamlMap, profileName: string, file: YamlFile, context: RenderContext): string {
  const given: Value = Object.hasOwn(profile, 'target') ? profile['target'] : 'default';
  return pyStr(renderYaml(given, [profileName, 'target'], { file, context, kind: 'profile' }));
}

function outputOf(profile: YamlMap, profileName: string, targetName: string, file: YamlFile): YamlMap {
  const outputs: Value = profile['outputs'];
  if (!isMapping(outputs)) {
    throw new XformError('profile', `The profile '${profileName}' has no outputs`, {
      place: file.placeOf([profileName, 'outputs']),
      hint: "Below 'outputs', give each target a name and its connection: outputs: {dev: {type: duckdb, path: dev.duckdb}}",
    });
  }
  const output = mappingGet(outputs, targetName);
  if (output === undefined) {
    const names = Object.keys(outputs);
    const known = names.length === 0 ? 'It has no targets.' : `Its targets are ${names.join(', ')}.`;
    throw new XformError(
      'profile',
      `The profile '${profileName}' does not have a target named '${targetName}'.`,
      {
        place: file.placeOf([profileName, 'outputs']),
        hint: `${didYouMean(targetName, names) ?? known} Choose one with --target or 'target:' of the profile.`,
      },
    );
  }
  if (isMapping(output)) return output as YamlMap;
  throw new XformError('profile', `The target '${targetName}' of profile '${profileName}' is empty`, {
    place: file.placeOf([profileName, 'outputs', targetName]),
    hint: "Give it a 'type' and its connection.",
  });
}
