import { existsSync, rmSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { XformError } from '../errors/error.js';
import type { Package } from '../project/types.js';
import { openProject } from './session.js';
import type { CommandOptions, Effects } from './types.js';

/** Deletes the folders of clean-targets (features J15); never sources, nor anything outside the project. */
export async function run(options: CommandOptions, effects: Effects): Promise<number> {
  const { root } = openProject('clean', options, effects);
  const onlyInside = options['clean_project_files_only'] !== false;
  const folders = root.config.cleanTargets.map((target) => ({ target, folder: resolve(root.root, target) }));
  for (const { target, folder } of folders) refuse(target, folder, root, onlyInside);
  for (const { target, folder } of folders) {
    if (!existsSync(folder)) continue;
    rmSync(folder, { recursive: true, force: true });
    effects.log.fire({
      name: 'ConfirmCleanPath',
      code: 'Z013',
      level: 'info',
      msg: `Cleaned ${target}`,
      data: { path: folder },
    });
  }
  effects.log.fire({
    name: 'FinishedCleanPaths',
    code: 'Z015',
    level: 'info',
    msg: 'Finished cleaning all paths.',
  });
  return 0;
}

function refuse(target: string, folder: string, root: Package, onlyInside: boolean): void {
  const path = relative(root.root, folder);
  const place = { file: root.configFile };
  if (path === '' || (onlyInside && (path.startsWith('..') || path.startsWith(sep)))) {
    throw new XformError('project', `xform will not clean '${target}', which is outside the project.`, {
      place,
      hint: 'Remove it from clean-targets, or add --no-clean-project-files-only if that folder is really meant.',
    });
  }
  const { config } = root;
  const sources = [
    ...config.modelPaths,
    ...config.seedPaths,
    ...config.testPaths,
    ...config.macroPaths,
    ...config.snapshotPaths,
    ...config.analysisPaths,
    ...config.functionPaths,
  ];
  const source = sources.find((each) => !relative(folder, resolve(root.root, each)).startsWith('..'));
  if (source !== undefined) {
    throw new XformError(
      'project',
      `xform will not clean '${target}': it holds the source files in '${source}'.`,
      {
        place,
        hint: 'Remove it from clean-targets.',
      },
    );
  }
}
