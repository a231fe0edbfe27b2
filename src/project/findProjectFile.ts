import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { XformError } from '../errors/error.js';

/** Accepted names of the project file. */
export const PROJECT_FILES = ['dbt_project.yml', 'xform_project.yml'] as const;

export interface ProjectLocation {
  /** Absolute. */
  readonly folder: string;
  /** Name of the project file in it. */
  readonly file: string;
}

/**
 * The project file in `folder`, undefined when there is none. Throws when both names are there: which one counts
 * would be a guess.
 */
export function projectFileIn(folder: string): string | undefined {
  const found = PROJECT_FILES.filter((name) => existsSync(join(folder, name)));
  if (found.length > 1) {
    throw new XformError('project', `Both ${found.join(' and ')} are in ${folder}`, {
      hint: 'Keep one of them.',
    });
  }
  return found[0];
}

/**
 * The project of a command: in `given` (`--project-dir` or its variable) exactly, else in the working folder or the
 * nearest folder above it (features A1).
 */
export function findProjectFile(cwd: string, given: string | undefined): ProjectLocation {
  if (given !== undefined) return projectAt(resolve(cwd, given), given);
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const file = projectFileIn(folder);
    if (file !== undefined) return { folder, file };
    if (dirname(folder) === folder) break;
  }
  throw new XformError('project', `No ${PROJECT_FILES[0]} found in ${cwd} or in a folder above it`, {
    hint: 'Go to the folder of your project, give it with --project-dir, or start a project with: xform init',
  });
}

function projectAt(folder: string, given: string): ProjectLocation {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new XformError('usage', `--project-dir: the folder '${given}' does not exist`, {
      hint: `It was looked for at ${folder}.`,
    });
  }
  const file = projectFileIn(folder);
  if (file === undefined) {
    throw new XformError('project', `No ${PROJECT_FILES[0]} found in ${folder}`, {
      hint: 'Give the folder that holds it with --project-dir.',
    });
  }
  return { folder, file };
}
