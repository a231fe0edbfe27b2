import semver from 'semver';
import { XformError } from '../../errors/error.js';
import { didYouMean } from '../../util/didYouMean.js';
import { DBT_VERSION } from '../../util/version.js';
import type { PackageSpec } from './types.js';

type HubSpec = Extract<PackageSpec, { kind: 'hub' }>;

/** One version as the package hub describes it. */
export interface HubVersion {
  readonly name: string;
  readonly version: string;
  readonly packages: readonly Record<string, unknown>[];
  readonly downloads: { readonly tarball: string };
  readonly require_dbt_version?: string | readonly string[];
}

interface HubPackage {
  readonly name: string;
  readonly redirectnamespace?: string | null;
  readonly redirectname?: string | null;
  readonly versions: Readonly<Record<string, HubVersion>>;
}

/** Reads the public package index, or the one that DBT_PACKAGE_HUB_URL names. Answers are kept for one resolution. */
export function createHub(
  base: string,
  signal: AbortSignal,
): { find(specs: readonly HubSpec[]): Promise<HubVersion> } {
  const known = new Map<string, Promise<HubPackage>>();

  function load(name: string, spec: HubSpec): Promise<HubPackage> {
    let entry = known.get(name);
    if (!entry) {
      entry = loadPackage(
        (path) => ask(`${base.replace(/\/$/, '')}/api/v1/${path}`, spec, signal),
        name,
        spec,
      );
      known.set(name, entry);
    }
    return entry;
  }

  return {
    async find(specs) {
      const first = specs[0]!;
      let found = await load(first.package, first);
      if (found.redirectname || found.redirectnamespace) {
        const [namespace, name] = first.package.split('/');
        found = await load(`${found.redirectnamespace ?? namespace}/${found.redirectname ?? name}`, first);
      }
      return choose(found, specs);
    },
  };
}

async function loadPackage(
  get: (path: string) => Promise<Response>,
  name: string,
  spec: HubSpec,
): Promise<HubPackage> {
  const response = await get(`${name}.json`);
  if (response.ok) return (await response.json()) as HubPackage;
  if (response.status !== 404) {
    throw new XformError('dependency', `The package hub answered ${response.status} for ${name}.`, {
      place: spec.place,
      hint: 'Try again later.',
    });
  }
  const index = await get('index.json');
  const names = index.ok ? ((await index.json()) as string[]) : [];
  throw new XformError('dependency', `Package ${name} was not found in the package index.`, {
    place: spec.place,
    hint:
      didYouMean(name, names) ??
      'Check namespace and name; a package that is not on the hub can be installed by `git:`.',
  });
}

async function ask(url: string, spec: HubSpec, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]) });
  } catch (error) {
    throw new XformError('dependency', `The package hub cannot be reached (${url}).`, {
      place: spec.place,
      hint: 'Check the network or DBT_PACKAGE_HUB_URL. Packages that are installed already keep working offline.',
      cause: error,
    });
  }
}

/** The newest version that every spec allows and that works with the dbt version we stand for. */
function choose(found: HubPackage, specs: readonly HubSpec[]): HubVersion {
  const wanted = specs.flatMap((spec) => spec.versions);
  const prerelease = specs.some((spec) => spec.prerelease);
  const all = Object.keys(found.versions).filter((version) => semver.valid(version, { loose: true }));
  const fitting = all.filter(
    (version) =>
      wanted.every((range) => satisfies(version, range)) &&
      (prerelease ||
        semver.prerelease(version) === null ||
        wanted.includes(version) ||
        wanted.includes(`=${version}`)),
  );
  const usable = fitting.filter((version) => worksHere(found.versions[version]!));
  const best = semver.rsort([...(usable.length > 0 ? usable : fitting)], { loose: true })[0];
  if (best !== undefined) return found.versions[best]!;
  const newest = semver.rsort([...all], { loose: true }).slice(0, 5);
  throw new XformError('dependency', `No version of ${specs[0]!.package} is ${wanted.join(' and ')}.`, {
    place: specs[0]!.place,
    notes:
      specs.length > 1
        ? specs.map((spec) => `asked for by ${spec.place.file}: ${spec.versions.join(', ')}`)
        : [],
    hint:
      newest.length > 0 ? `The newest versions are ${newest.join(', ')}.` : 'The package has no versions.',
  });
}

function worksHere(version: HubVersion): boolean {
  const required = version.require_dbt_version;
  const ranges = required == null ? [] : typeof required === 'string' ? required.split(',') : required;
  return ranges.every((range) => satisfies(DBT_VERSION, range));
}

/** A specifier is an operator and a version; none means exactly that version. */
function satisfies(version: string, specifier: string): boolean {
  const range = specifier.trim().replace(/^==/, '=');
  if (range === '') return true;
  return semver.satisfies(version, range, { includePrerelease: true, loose: true });
}
