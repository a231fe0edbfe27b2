import type { Project } from '../project/types.js';
import type { Manifest } from './types.js';

/** What an artifact is made from; ParsedProject fits. */
export interface ManifestSource {
  readonly project: Project;
  readonly manifest: Manifest;
}

/** The text of manifest.json (v12). */
export function manifestJson(source: ManifestSource): string {
  void source;
  throw new Error('being written');
}

/** Writes `<targetPath>/manifest.json` (targetPath absolute); creates the folder. */
export function writeManifest(source: ManifestSource, targetPath: string): void {
  void source;
  void targetPath;
  throw new Error('being written');
}

/** A manifest.json of this or an older dbt version, for --state. Throws XformError('runtime') with its path. */
export function readManifest(path: string): Manifest {
  void path;
  throw new Error('being written');
}
