import semver from 'semver';
import { XformError } from '../../errors/error.js';
import { didYouMean } from '../../util/didYouMean.js';
import { DBT_VERSION } from '../../util/version.js';
import type { Get } from './fetchKept.js';
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

export interface HubOptions {
  /** Address of the index, without api/v1. */
  readonly base: string;
  readonly get: Get;
  /** Leave out versions that ask for another dbt than the one we stand for. */
  readonly versionCheck: boolean;
}

/** What was decided on for one package. */
export interface HubChoice {
  readonly version: HubVersion;
  /** A later version than the chosen one, if there is one that could be used. */
  readonly newer?: string;
  /** The name under which the package goes on. */
  readonly movedTo?: string;
}

/** Reads the public package index, or the one that DBT_PACKAGE_HUB_URL names. Answers are kept for one resolution. */
export function createHub(options: HubOptions): { find(specs: readonly HubSpec[]): Promise<HubChoice> } {
  const known = new Map<string, Promise<HubPackage>>();
  const folder = `${options.base.replace(/\/$/, '')}/api/v1/`;

  function load(name: string, spec: HubSpec): Promise<HubPackage> {
    let entry = known.get(name);
    if (!entry) {
      entry = loadPackage((path) => ask(`${folder}${path}`, spec, options.get), name, spec);
      known.set(name, entry);
    }
    return entry;
  }

  return {
    async find(specs) {
      const first = specs[0]!;
      const found = await load(first.package, first);
      if (!found.redirectname && !found.redirectnamespace) return choose(found, specs, options);
      const [namespace, name] = first.package.split('/');
      const movedTo = `${found.redirectnamespace ?? namespace}/${found.redirectname ?? name}`;
      return { ...choose(await load(movedTo, first), specs, options), movedTo };
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

async function ask(url: string, spec: HubSpec, get: Get): Promise<Response> {
  try {
    return await get(url, 30_000);
  } catch (error) {
    throw new XformError('dependency', `The package hub cannot be reached (${url}).`, {
      place: spec.place,
      hint: 'Check the network or DBT_PACKAGE_HUB_URL. Packages that are installed already keep working offline.',
      cause: error,
    });
  }
}

/** The newest version that every spec allows and that works with the dbt version we stand for. */
function choose(found: HubPackage, specs: readonly HubSpec[], { versionCheck }: HubOptions): HubChoice {
  const wanted = specs.flatMap((spec) => spec.versions);
  const prerelease = specs.some((spec) => spec.prerelease);
  const all = Object.keys(found.versions).filter((version) => semver.valid(version, { loose: true }));
  const usable = newestFirst(all.filter((version) => !versionCheck || worksHere(found.versions[version]!)));
  const isWanted = (version: string): boolean =>
    prerelease ||
    semver.prerelease(version) === null ||
    wanted.includes(version) ||
    wanted.includes(`=${version}`);
  const best = usable.find(
    (version) => isWanted(version) && wanted.every((range) => satisfies(version, range)),
  );
  if (best === undefined) throw noVersion(specs, wanted, all, usable);
  const newest = usable.find(isWanted)!;
  const isNewer = semver.gt(newest, best, { loose: true });
  return { version: found.versions[best]!, ...(isNewer && { newer: newest }) };
}

function newestFirst(versions: readonly string[]): string[] {
  return semver.rsort([...versions], { loose: true });
}

function noVersion(
  specs: readonly HubSpec[],
  wanted: readonly string[],
  all: readonly string[],
  usable: readonly string[],
): XformError {
  const unfit = all.filter((version) => !usable.includes(version));
  const notes =
    specs.length > 1
      ? specs.map((spec) => `asked for by ${spec.place.file}: ${spec.versions.join(', ')}`)
      : [];
  if (unfit.length > 0) {
    notes.push(
      `Left out, since they ask for another version of dbt than ${DBT_VERSION}: ${newestFirst(unfit).slice(0, 5).join(', ')}`,
    );
  }
  const newest = usable.slice(0, 5);
  return new XformError('dependency', `No version of ${specs[0]!.package} is ${wanted.join(' and ')}.`, {
    place: specs[0]!.place,
    notes,
    hint:
      newest.length > 0
        ? `The newest versions are ${newest.join(', ')}.`
        : unfit.length > 0
          ? 'Add --no-version-check to try one of them.'
          : 'The package has no versions.',
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
