import { XformError } from '../../errors/error.js';
import { stemOf } from '../../manifest/ids.js';
import type { Package, Project } from '../../project/types.js';
import type { ErrorCollector } from '../session.js';
import { canBeForeign, describesOwnNode } from './foreignPatches.js';
import { type PropertyEntry, placeInEntry } from './readProperties.js';
import type { Section } from './sections.js';
import { type ModelVersion, type ModelVersions, readVersions } from './versions.js';

/** Entries that describe a resource defined elsewhere, found by package and name (features A32). */
export interface Patches {
  /** The entry for a node; it then counts as matched. */
  find(section: Section, packageName: string, name: string): PropertyEntry | undefined;
  /** The version that a model file (by its stem) holds. */
  findVersion(packageName: string, stem: string): VersionPatch | undefined;
  /** Entries of the section that nothing asked for. */
  unmatched(): PropertyEntry[];
  /** Versions whose file is missing. */
  unmatchedVersions(): { readonly entry: PropertyEntry; readonly stem: string }[];
}

export interface VersionPatch {
  readonly versions: ModelVersions;
  readonly version: ModelVersion;
}

const PATCHED: readonly Section[] = [
  'models',
  'seeds',
  'snapshots',
  'analyses',
  'functions',
  'data_tests',
  'macros',
];

export function createPatches(
  entries: readonly PropertyEntry[],
  project: Project,
  errors: ErrorCollector,
): Patches {
  const byKey = new Map<string, PropertyEntry>();
  const matched = new Set<PropertyEntry>();
  const byFile = new Map<string, VersionPatch>();
  const matchedFiles = new Set<string>();
  const stems = modelStems(project.packages);
  const byName = new Map<string, PropertyEntry[]>();
  for (const entry of entries) {
    if (!PATCHED.includes(entry.section)) continue;
    const key = keyOf(entry.section, entry.source.owner.name, entry.name);
    const earlier = byKey.get(key);
    if (earlier !== undefined) {
      errors.add(duplicateError(earlier, entry));
      continue;
    }
    byKey.set(key, entry);
    if (canBeForeign(entry.section)) addTo(byName, `${entry.section}.${entry.name}`, entry);
    if (entry.section === 'models') errors.attempt(() => addVersions(entry, stems, byFile, matched));
  }
  return {
    find(section, packageName, name) {
      const entry =
        byKey.get(keyOf(section, packageName, name)) ??
        byName.get(`${section}.${name}`)?.find((one) => !describesOwnNode(project, one));
      if (entry !== undefined) matched.add(entry);
      return entry;
    },
    findVersion(packageName, stem) {
      const key = `${packageName}.${stem}`;
      const found = byFile.get(key);
      if (found !== undefined) matchedFiles.add(key);
      return found;
    },
    unmatched: () => [...byKey.values()].filter((entry) => !matched.has(entry)),
    unmatchedVersions: () =>
      [...byFile]
        .filter(([key]) => !matchedFiles.has(key))
        .map(([key, { versions }]) => ({ entry: versions.entry, stem: key.slice(key.indexOf('.') + 1) })),
  };
}

function addTo(byName: Map<string, PropertyEntry[]>, name: string, entry: PropertyEntry): void {
  const known = byName.get(name);
  if (known === undefined) byName.set(name, [entry]);
  else known.push(entry);
}

function keyOf(section: Section, packageName: string, name: string): string {
  return `${section}.${packageName}.${name}`;
}

function modelStems(packages: readonly Package[]): ReadonlySet<string> {
  const stems = new Set<string>();
  for (const owner of packages) {
    for (const file of owner.files)
      if (file.kind === 'model') stems.add(`${owner.name}.${stemOf(file.relativePath)}`);
  }
  return stems;
}

function addVersions(
  entry: PropertyEntry,
  stems: ReadonlySet<string>,
  byFile: Map<string, VersionPatch>,
  matched: Set<PropertyEntry>,
): void {
  if (Array.isArray(entry.values.versions) && entry.values.versions.length > 0) matched.add(entry);
  const versions = readVersions(entry);
  if (versions === undefined) return;
  const owner = entry.source.owner.name;
  for (const version of versions.versions) {
    let stem = version.definedIn ?? `${entry.name}_v${version.v}`;
    // The latest version may live in a file without a suffix.
    const isLatest = String(version.v) === String(versions.latest);
    if (isLatest && !stems.has(`${owner}.${stem}`) && stems.has(`${owner}.${entry.name}`)) stem = entry.name;
    byFile.set(`${owner}.${stem}`, { versions, version });
  }
}

function duplicateError(earlier: PropertyEntry, entry: PropertyEntry): XformError {
  const message = `Two property file entries describe the resource ${entry.name}: it and its columns may be described only once`;
  return new XformError('compilation', message, {
    place: placeInEntry(entry),
    notes: [`  - ${earlier.source.shownPath}`, `  - ${entry.source.shownPath}`],
    hint: `Remove the entry for ${entry.name} in one of these files.`,
  });
}
