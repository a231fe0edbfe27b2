import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { XformError } from '../errors/error.js';
import { isMapping, requireStringKeys } from './mapping.js';
import type { YamlMap } from './types.js';
import { loadYamlFile, type YamlFile } from './yamlFile.js';

const FILE = 'vars.yml';

/**
 * `vars:` of vars.yml (features A13), undefined without that file. It may not stand beside `vars:` of the project file,
 * since no rule says which counts.
 */
export function loadVarsFile(folder: string, projectFile: YamlFile): YamlMap | undefined {
  const path = join(folder, FILE);
  if (!existsSync(path)) return undefined;
  const file = loadYamlFile(path, FILE, 'project');
  const vars = file.values['vars'];
  if (vars === undefined) return undefined;
  if (projectFile.values['vars'] !== undefined) {
    throw new XformError('project', `Both ${FILE} and ${projectFile.file} have 'vars'`, {
      place: projectFile.placeOf(['vars']),
      hint: 'Move all of them to one of the files.',
    });
  }
  if (vars !== null && !isMapping(vars)) {
    throw new XformError('project', `'vars' must be a mapping`, { place: file.placeOf(['vars'], 'value') });
  }
  return requireStringKeys(vars ?? {}, (key) => {
    throw new XformError('project', `The name ${String(key)} below 'vars' is not text`, {
      place: file.placeOf(['vars', String(key)]),
      hint: 'Put it in quotes.',
    });
  });
}
