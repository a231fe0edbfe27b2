import { relative } from 'node:path';
import type { RenderContext } from '../jinja/types.js';
import { resolveProjectConfig } from './projectConfig.js';
import type { Warn } from './resolveFlags.js';
import type { Package, ProjectConfig } from './types.js';
import { checkDbtVersion } from './versionCheck.js';
import { walkFiles } from './walkFiles.js';
import type { YamlFile } from './yamlFile.js';

export interface LoadPackageRequest {
  /** Absolute. */
  readonly root: string;
  readonly kind: Package['kind'];
  readonly file: YamlFile;
  readonly context: RenderContext;
  readonly versionCheck: boolean;
  readonly warn: Warn;
  /** Changes of what the file says, from options. */
  readonly adjust?: (config: ProjectConfig) => ProjectConfig;
}

/** One package: its project file rendered and checked, its files found. */
export function loadPackage(request: LoadPackageRequest): Package {
  const { root, kind, file, context, warn } = request;
  for (const { message, place } of file.warnings) warn('DuplicateYAMLKeysDeprecation', message, place);
  const read = resolveProjectConfig(file, context, warn);
  const config = request.adjust?.(read) ?? read;
  if (request.versionCheck) checkDbtVersion(config.name, config.requireDbtVersion, file);
  return {
    name: config.name,
    root,
    config,
    kind,
    files: walkFiles(config.name, root, config),
    configFile: file.file,
    placeOf: (path) => file.placeOf(path),
  };
}

/** A path below the root project as users know it, any other in full. */
export function shownPath(projectFolder: string, path: string): string {
  const below = relative(projectFolder, path);
  return below.startsWith('..') || below === '' ? path : below.replaceAll('\\', '/');
}
