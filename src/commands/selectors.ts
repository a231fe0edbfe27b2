import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { targetFields } from '../basecontext/target.js';
import type { IndirectSelection } from '../graph/selector/types.js';
import { type NamedSelector, parseSelectors } from '../graph/selector/yamlSelectors.js';
import type { Logger } from '../log/types.js';
import { renderYaml } from '../project/renderYaml.js';
import type { Project } from '../project/types.js';
import { createYamlContext } from '../project/yamlContext.js';
import { loadYamlFile } from '../project/yamlFile.js';

const FILE = 'selectors.yml';

/** The selectors of the root project's selectors.yml, its Jinja rendered, by name; none without the file. */
export function loadSelectors(
  { root, cliVars, flags, invocation, target }: Project,
  mode: IndirectSelection,
  log: Logger,
): ReadonlyMap<string, NamedSelector> {
  const path = join(root.root, FILE);
  if (!existsSync(path)) return new Map();
  const file = loadYamlFile(path, FILE, 'parse');
  const sources = { invocation, flags, log, vars: cliVars, target: targetFields(target), file: FILE };
  const values = renderYaml(file.values, [], { file, context: createYamlContext(sources) });
  return parseSelectors(values, mode, (index) => file.placeOf(['selectors', index]));
}
