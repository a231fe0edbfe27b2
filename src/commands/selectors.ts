import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { IndirectSelection } from '../graph/selector/types.js';
import { type NamedSelector, parseSelectors } from '../graph/selector/yamlSelectors.js';
import type { Project } from '../project/types.js';
import { loadYamlFile } from '../project/yamlFile.js';

const FILE = 'selectors.yml';

/** The selectors of the root project's selectors.yml, by name; none without the file. */
export function loadSelectors(project: Project, mode: IndirectSelection): ReadonlyMap<string, NamedSelector> {
  const path = join(project.root.root, FILE);
  if (!existsSync(path)) return new Map();
  const file = loadYamlFile(path, FILE, 'parse');
  return parseSelectors(file.values, mode, (index) => file.placeOf(['selectors', index]));
}
