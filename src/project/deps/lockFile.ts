import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { YamlMap } from '../types.js';
import { parseYaml } from '../yaml.js';
import type { PackageSpec } from './types.js';

export interface LockFile {
  readonly packages: readonly YamlMap[];
  readonly sha1_hash: string;
}

/**
 * The hash by which package-lock.yml knows whether packages.yml has changed. The same as dbt's, so that a lock file
 * that dbt wrote is kept: SHA-1 over the sorted JSON (Python's separators, sorted keys) of the entries.
 */
export function specsHash(specs: readonly PackageSpec[]): string {
  const texts = specs.map((spec) => pythonJson(hashedFields(spec))).sort();
  return createHash('sha1').update(texts.join('\n')).digest('hex');
}

export function loadLockFile(root: string): LockFile | undefined {
  const path = join(root, 'package-lock.yml');
  if (!existsSync(path)) return undefined;
  const { value } = parseYaml(readFileSync(path, 'utf8'), 'package-lock.yml');
  const lock = (value ?? {}) as Partial<LockFile>;
  return { packages: lock.packages ?? [], sha1_hash: lock.sha1_hash ?? '' };
}

function hashedFields(spec: PackageSpec): Record<string, unknown> {
  const { unrendered } = spec;
  const named = spec.name === undefined ? {} : { name: spec.name };
  switch (spec.kind) {
    case 'local':
      return { local: spec.path, unrendered, ...named };
    case 'git':
      return {
        git: spec.url,
        revision: spec.revision ?? null,
        subdirectory: spec.subdirectory ?? null,
        unrendered,
        'warn-unpinned': unrendered['warn-unpinned'] ?? null,
        ...named,
      };
    case 'tarball':
      return { tarball: spec.url, unrendered, ...named };
    case 'hub':
      return {
        install_prerelease: spec.prerelease,
        package: spec.package,
        unrendered,
        version: unrendered['version'] ?? null,
        ...named,
      };
  }
}

function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([key, field]) => `${JSON.stringify(key)}: ${pythonJson(field)}`).join(', ')}}`;
  }
  const text = JSON.stringify(value) ?? 'null';
  return text.replace(
    /[\u0080-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
