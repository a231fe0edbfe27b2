import { cpSync, existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { XformError } from '../errors/error.js';
import { packageRoot } from '../util/packageRoot.js';
import type { CommandOptions, Effects } from './types.js';

/** The name that stands in the scaffold's files for the new project's. */
const PLACEHOLDER = 'my_project';
const DEFAULT_NAME = 'my_project';

/** Writes a starter project into a new folder; nothing that exists is overwritten. */
export async function run(options: CommandOptions, effects: Effects): Promise<number> {
  const name = String(options['project_name'] ?? DEFAULT_NAME);
  if (!/^[A-Za-z_]\w*$/.test(name)) {
    throw new XformError('usage', `'${name}' cannot be the name of a project.`, {
      hint: 'Use letters, digits and underscores, not starting with a digit.',
    });
  }
  const parent = resolve(effects.cwd, String(options['project_dir'] ?? '.'));
  const folder = join(parent, name);
  if (existsSync(folder) && !(statSync(folder).isDirectory() && readdirSync(folder).length === 0)) {
    throw new XformError('usage', `${folder} exists already.`, {
      hint: 'Choose another name, or remove the folder if you do not need it.',
    });
  }
  scaffold(folder, name);
  effects.log.fire({
    name: 'ProjectCreated',
    code: 'A024',
    level: 'info',
    msg: `Your new project '${name}' is ready in ${folder}\n\n  cd ${name}\n  xform build\n`,
  });
  return 0;
}

function scaffold(folder: string, name: string): void {
  try {
    cpSync(join(packageRoot(), 'templates', 'init'), folder, { recursive: true });
    // npm leaves files named .gitignore out of packages.
    renameSync(join(folder, 'gitignore'), join(folder, '.gitignore'));
    for (const file of ['dbt_project.yml', 'README.md']) {
      const path = join(folder, file);
      writeFileSync(path, readFileSync(path, 'utf8').split(PLACEHOLDER).join(name));
    }
  } catch (error) {
    throw new XformError(
      'project',
      `The project could not be written to ${folder}: ${(error as Error).message}`,
      {
        hint: 'Check that you may write there and that the disk is not full.',
        cause: error,
      },
    );
  }
}
