import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { XformError } from '../errors/error.js';
import { loadPackageSpecs } from './deps/packageSpecs.js';
import { PROJECT_FILES, projectFileIn } from './findProjectFile.js';
import { shownPath } from './loadPackage.js';
import type { ProjectConfig } from './types.js';

/** A package's folder and its project file. */
export interface PackageLocation {
  readonly folder: string;
  readonly file: string;
}

/**
 * Folders of the packages that `deps` installed, by name. Throws XformError('compilation') when fewer are installed than
 * packages.yml lists, and for a folder that is no package.
 */
export function findInstalledPackages(
  root: string,
  config: Pick<ProjectConfig, 'packagesInstallPath'>,
  render: (text: string) => unknown,
): PackageLocation[] {
  const folder = resolve(root, config.packagesInstallPath);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => isPackageFolder(folder, name)) : [];
  const listed = loadPackageSpecs(root, render);
  if (listed !== undefined && names.length < listed.specs.length) {
    const shown = shownPath(root, folder);
    throw new XformError(
      'compilation',
      `${listed.file} lists ${listed.specs.length} package${listed.specs.length === 1 ? '' : 's'}, ` +
        `but ${names.length} ${names.length === 1 ? 'is' : 'are'} installed in ${shown}`,
      { place: { file: listed.file }, hint: 'Run "xform deps" to install them.' },
    );
  }
  return names.sort().map((name) => locate(root, join(folder, name)));
}

function isPackageFolder(parent: string, name: string): boolean {
  if (name.startsWith('.') || name.startsWith('__')) return false;
  return statSync(join(parent, name), { throwIfNoEntry: false })?.isDirectory() === true;
}

function locate(root: string, folder: string): PackageLocation {
  const file = projectFileIn(folder);
  if (file !== undefined) return { folder, file: join(folder, file) };
  throw new XformError('dependency', `The package in ${shownPath(root, folder)} has no ${PROJECT_FILES[0]}`, {
    hint: 'Run "xform deps" to install it again, or remove the folder.',
  });
}
