import { join } from 'node:path';
import { findPlugin } from '../adapters/registry.js';
import type { AdapterPlugin } from '../adapters/types.js';
import { packageRoot } from '../util/packageRoot.js';
import { projectFileIn } from './findProjectFile.js';
import type { PackageLocation } from './installedPackages.js';

/** Macro packages that come with the engine: its own, those of its parents, and the global one last (features A62, D31). */
export function builtinPackages(plugin: AdapterPlugin, cwd: string): PackageLocation[] {
  const folders: string[] = [];
  let engine: AdapterPlugin | undefined = plugin;
  while (engine !== undefined) {
    folders.push(engine.macroFolder);
    engine = engine.parent === undefined ? undefined : findPlugin(engine.parent, { cwd });
  }
  folders.push(join(packageRoot(), 'templates', 'macros', 'dbt'));
  return folders.map((folder) => ({
    folder,
    file: join(folder, projectFileIn(folder) ?? 'dbt_project.yml'),
  }));
}
