import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XformError } from '../../errors/error.js';
import { didYouMean } from '../../util/didYouMean.js';
import type { YamlMap } from '../types.js';
import { parseYaml } from '../yaml.js';
import type { PackageSpec } from './types.js';

/** Renders one text of packages.yml (env_var with secrets, var, target); dependencies.yml is never rendered. */
export type RenderText = (text: string) => unknown;

const KEYS: Readonly<Record<string, readonly string[]>> = {
  local: ['local', 'name'],
  git: ['git', 'revision', 'subdirectory', 'warn-unpinned', 'name'],
  tarball: ['tarball', 'name'],
  package: ['package', 'version', 'install-prerelease', 'install_prerelease', 'name'],
  private: ['private', 'provider', 'revision', 'subdirectory', 'warn-unpinned', 'name'],
};

export interface PackageFile {
  /** `packages.yml` or `dependencies.yml`. */
  readonly file: string;
  readonly specs: readonly PackageSpec[];
}

/**
 * The packages that the project in `root` asks for; undefined without packages.yml or dependencies.yml.
 * Throws XformError('dependency') with the place of a wrong entry (features A27, A28).
 */
export function loadPackageSpecs(root: string, render: RenderText): PackageFile | undefined {
  const found = ['packages.yml', 'dependencies.yml'].filter((file) => existsSync(join(root, file)));
  const files = found.map((file) => ({ file, ...parseYaml(readFileSync(join(root, file), 'utf8'), file) }));
  const listing = files.filter(({ value }) => isMap(value) && value['packages'] != null);
  if (listing.length > 1) {
    throw new XformError('dependency', 'packages.yml and dependencies.yml both list packages.', {
      hint: 'Keep the list in one of them.',
      place: { file: 'packages.yml' },
    });
  }
  const projects = files.find(
    ({ file, value }) => file === 'packages.yml' && isMap(value) && value['projects'] != null,
  );
  if (projects) {
    throw new XformError('dependency', "'projects' cannot stand in packages.yml.", {
      place: projects.placeOf(['projects']),
      hint: 'Move it to dependencies.yml.',
    });
  }
  const chosen = listing[0];
  if (!chosen) return undefined;
  const { file, value, placeOf } = chosen;
  const entries = (value as YamlMap)['packages'];
  if (!Array.isArray(entries)) {
    throw new XformError('dependency', `'packages' in ${file} is not a list.`, {
      place: placeOf(['packages']),
      hint: 'Write one entry a package, each starting with a dash.',
    });
  }
  const rendering = file === 'packages.yml' ? render : (text: string) => text;
  return { file, specs: entries.map((entry, i) => packageSpec(entry, placeOf(['packages', i]), rendering)) };
}

/** One entry, checked and rendered. */
export function packageSpec(entry: unknown, place: PackageSpec['place'], render: RenderText): PackageSpec {
  if (!isMap(entry)) {
    throw new XformError('dependency', 'An entry of packages is not a mapping.', {
      place,
      hint: 'Write for example `- package: dbt-labs/dbt_utils` with `version:` below it.',
    });
  }
  const kind = Object.keys(KEYS).find((key) => key in entry);
  if (!kind) {
    const hint = Object.keys(entry).map((key) => didYouMean(key, Object.keys(KEYS)));
    throw new XformError('dependency', `A package needs one of ${Object.keys(KEYS).join(', ')}.`, {
      place,
      hint: hint.find(Boolean) ?? 'Write for example `- local: ../my_package`.',
    });
  }
  const unknown = Object.keys(entry).find((key) => !KEYS[kind]!.includes(key));
  if (unknown) {
    throw new XformError('dependency', `'${unknown}' is not a field of a ${kind} package.`, {
      place,
      hint: didYouMean(unknown, KEYS[kind]!) ?? `Its fields are ${KEYS[kind]!.join(', ')}.`,
    });
  }
  const field = (key: string): string | undefined => {
    const value = entry[key];
    return value == null ? undefined : String(typeof value === 'string' ? render(value) : value);
  };
  const need = (key: string): string => {
    const value = field(key);
    if (value) return value;
    throw new XformError('dependency', `A ${kind} package needs '${key}'.`, {
      place,
      hint: `Add '${key}:' to the entry.`,
    });
  };
  const base = { place, unrendered: entry, name: field('name') };
  switch (kind) {
    case 'local':
      return { ...base, kind: 'local', path: need('local') };
    case 'tarball':
      return { ...base, kind: 'tarball', url: need('tarball'), name: need('name') };
    case 'git':
      return {
        ...base,
        kind: 'git',
        url: need('git'),
        revision: field('revision'),
        subdirectory: field('subdirectory'),
        warnUnpinned: entry['warn-unpinned'] !== false,
      };
    case 'package':
      return {
        ...base,
        kind: 'hub',
        package: need('package'),
        versions: versionList(entry['version'], render),
        prerelease: entry['install-prerelease'] === true || entry['install_prerelease'] === true,
      };
    default:
      throw new XformError(
        'dependency',
        `${need('private')} is a private package, which needs dbt's own platform.`,
        {
          place,
          hint: 'Use `git:` with the repository’s address instead; credentials may come from DBT_ENV_SECRET_* variables.',
        },
      );
  }
}

function versionList(value: unknown, render: RenderText): string[] {
  const items = Array.isArray(value) ? value : value == null ? [] : [value];
  return items.flatMap((item) => String(render(String(item))).split(',')).map((text) => text.trim());
}

function isMap(value: unknown): value is YamlMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
