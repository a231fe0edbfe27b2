import { cpSync, existsSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { XformError } from '../../errors/error.js';
import { parseYaml } from '../yaml.js';
import { installArchive, withoutSecrets } from './archive.js';
import type { Get } from './fetchKept.js';
import { fetchRepository } from './git.js';
import { createHub, type HubChoice } from './hub.js';
import { loadPackageSpecs, packageSpec, type RenderText } from './packageSpecs.js';
import type { PackageSpec, PinnedPackage } from './types.js';

export interface ResolveOptions {
  readonly root: string;
  /** An existing folder for what has to be fetched to be looked at. */
  readonly staging: string;
  readonly hubUrl: string;
  readonly render: RenderText;
  readonly warn: (name: string, message: string) => void;
  /** Leave out versions of hub packages that ask for another dbt. */
  readonly versionCheck: boolean;
  /** For the hub and archives. */
  readonly get: Get;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/**
 * Decides on one version of every package that the specs and their packages need (features A29, J11).
 * Several specs of one hub package are intersected; two different sources of one name are an error.
 */
export async function resolvePackages(
  specs: readonly PackageSpec[],
  options: ResolveOptions,
): Promise<PinnedPackage[]> {
  const hub = createHub({
    base: options.hubUrl,
    get: options.get,
    versionCheck: options.versionCheck,
  });
  const wanted = new Map<string, PackageSpec[]>();
  const pinned = new Map<string, PinnedPackage>();
  let waiting = [...specs];
  let fetched = 0;

  async function pin(group: readonly PackageSpec[]): Promise<PinnedPackage> {
    const spec = group[group.length - 1]!;
    const folder = join(options.staging, String(fetched++));
    switch (spec.kind) {
      case 'local':
        return pinLocal(spec, options);
      case 'git':
        return pinGit(spec, folder, options);
      case 'tarball':
        return pinTarball(spec, folder, options);
      case 'hub':
        return pinHub(await hub.find(group as Extract<PackageSpec, { kind: 'hub' }>[]), spec, options);
    }
  }

  while (waiting.length > 0) {
    const round = waiting;
    waiting = [];
    for (const spec of round) {
      const key = identity(spec, options.root);
      const group = wanted.get(key) ?? [];
      if (group.some((earlier) => sameDemand(earlier, spec))) continue;
      if (group.length > 0 && spec.kind !== 'hub') throw conflict(group[0]!, spec);
      group.push(spec);
      wanted.set(key, group);
      const chosen = await pin(group);
      const before = pinned.get(key);
      pinned.set(key, chosen);
      if (before?.description !== chosen.description) waiting.push(...chosen.dependencies);
    }
  }
  return checkNames([...pinned.values()]);
}

function identity(spec: PackageSpec, root: string): string {
  switch (spec.kind) {
    case 'local':
      return `local ${resolve(root, spec.path)}`;
    case 'hub':
      return `hub ${spec.package}`;
    case 'git':
      return `git ${spec.url.replace(/\.git$/, '')} ${spec.subdirectory ?? ''}`;
    case 'tarball':
      return `tarball ${spec.url}`;
  }
}

function sameDemand(a: PackageSpec, b: PackageSpec): boolean {
  if (a.kind === 'hub' && b.kind === 'hub') return a.versions.join() === b.versions.join();
  if (a.kind === 'git' && b.kind === 'git') return a.revision === b.revision;
  return a.kind === b.kind;
}

function conflict(a: PackageSpec, b: PackageSpec): XformError {
  return new XformError('dependency', 'One repository is asked for at two revisions.', {
    place: b.place,
    notes: [a, b].map(
      (spec) => `${spec.place.file}: ${spec.kind === 'git' ? (spec.revision ?? 'HEAD') : spec.kind}`,
    ),
    hint: 'Ask for one revision in the root project and leave it out elsewhere.',
  });
}

/** Names become folders: nothing else may stand in them. */
const PACKAGE_NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

function checkNames(packages: readonly PinnedPackage[]): PinnedPackage[] {
  const byName = new Map<string, PinnedPackage>();
  for (const each of packages) {
    if (!PACKAGE_NAME.test(each.name)) {
      throw new XformError(
        'dependency',
        `A package is named '${each.name}', which is no name of a project.`,
        {
          notes: [each.description],
          hint: 'Nothing was installed. Letters, digits and _ are allowed; ask the author of the package.',
        },
      );
    }
    const other = byName.get(each.name);
    if (other) {
      throw new XformError('dependency', `Two packages are named '${each.name}'.`, {
        notes: [other.description, each.description],
        hint: 'Remove one of them.',
      });
    }
    byName.set(each.name, each);
  }
  return [...packages];
}

function pinLocal(spec: Extract<PackageSpec, { kind: 'local' }>, options: ResolveOptions): PinnedPackage {
  const source = resolve(options.root, spec.path);
  const name = projectName(source, spec);
  return {
    name,
    description: `local @ ${spec.path}`,
    lock: { local: spec.path, name },
    async install(folder) {
      try {
        symlinkSync(source, folder, 'junction');
      } catch {
        // Some file systems have no links.
        cpSync(source, folder, { recursive: true });
      }
    },
    dependencies: nested(source, options.render),
  };
}

async function pinGit(
  spec: Extract<PackageSpec, { kind: 'git' }>,
  staging: string,
  options: ResolveOptions,
): Promise<PinnedPackage> {
  const { commit, root } = await fetchRepository(spec, staging, options.signal);
  const name = projectName(root, spec);
  if (!spec.revision && spec.warnUnpinned) {
    options.warn(
      'DepsUnpinned',
      `The git package "${withoutSecrets(spec.url)}" is not pinned: add revision: ${commit} to keep this state.`,
    );
  }
  return {
    name,
    description: `revision ${spec.revision ?? commit}`,
    lock: {
      // As it is written, so that what the environment adds to it is not kept.
      git: String(spec.unrendered['git'] ?? spec.url),
      name,
      revision: commit,
      ...(spec.subdirectory ? { subdirectory: spec.subdirectory } : {}),
    },
    install: async (folder) => renameSync(root, folder),
    dependencies: nested(root, options.render),
  };
}

async function pinTarball(
  spec: Extract<PackageSpec, { kind: 'tarball' }>,
  staging: string,
  options: ResolveOptions,
): Promise<PinnedPackage> {
  await installArchive(spec.url, staging, spec.name, options.get);
  const name = projectName(staging, spec);
  return {
    name,
    description: `tarball (url: ${withoutSecrets(spec.url)})`,
    lock: { name, tarball: String(spec.unrendered['tarball'] ?? spec.url) },
    install: async (folder) => renameSync(staging, folder),
    dependencies: nested(staging, options.render),
  };
}

function pinHub(
  { version, newer, movedTo }: HubChoice,
  spec: Extract<PackageSpec, { kind: 'hub' }>,
  options: ResolveOptions,
): PinnedPackage {
  const name = `${spec.package} ${version.version}`;
  if (movedTo !== undefined) {
    options.warn(
      'PackageRedirectDeprecation',
      `The package ${spec.package} goes on as ${movedTo}: use that name in ${spec.place.file}.`,
    );
  }
  return {
    name: version.name,
    description: `version ${version.version}`,
    ...(newer !== undefined && { newer }),
    lock: { name: version.name, package: spec.package, version: version.version },
    install: (folder) => installArchive(version.downloads.tarball, folder, name, options.get),
    dependencies: version.packages.map((entry) => packageSpec(entry, { file: name }, (text) => text)),
  };
}

function nested(root: string, render: RenderText): readonly PackageSpec[] {
  return loadPackageSpecs(root, render)?.specs ?? [];
}

function projectName(folder: string, spec: PackageSpec): string {
  const files = ['dbt_project.yml', 'xform_project.yml'].map((name) => join(folder, name));
  const file = files.find((each) => existsSync(each));
  if (!file) {
    throw new XformError('dependency', `No dbt_project.yml found at expected path ${files[0]}`, {
      place: spec.place,
      hint: 'Each package is a folder with a dbt_project.yml; `subdirectory:` names one inside a repository.',
    });
  }
  const { value } = parseYaml(readFileSync(file, 'utf8'), file);
  return String((value as Record<string, unknown> | null)?.['name'] ?? '');
}
