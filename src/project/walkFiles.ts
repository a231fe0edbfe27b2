import { type Dirent, existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { readText } from '../util/readText.js';
import type { FileKind, ProjectConfig, ProjectFile } from './types.js';

/** What a file of a searched folder must be like to be of a kind. */
interface KindRule {
  readonly kind: FileKind;
  readonly folders: (config: ProjectConfig) => readonly string[];
  readonly extensions: readonly string[];
  /** Only below (or, negated, not below) these folders of the searched one. */
  readonly below?: readonly string[];
  readonly notBelow?: readonly string[];
  /** A file that several searched folders hold counts once. */
  readonly once?: boolean;
}

const SQL = ['.sql'];
const GENERIC = 'generic/';
const FIXTURES = 'fixtures/';

function sourceFolders(config: ProjectConfig): readonly string[] {
  return [
    ...config.modelPaths,
    ...config.seedPaths,
    ...config.snapshotPaths,
    ...config.analysisPaths,
    ...config.macroPaths,
    ...config.testPaths,
    ...config.functionPaths,
  ];
}

/** Features A21. */
const RULES: readonly KindRule[] = [
  { kind: 'macro', folders: (config) => config.macroPaths, extensions: SQL },
  { kind: 'generic_test', folders: (config) => config.testPaths, extensions: SQL, below: [GENERIC] },
  { kind: 'model', folders: (config) => config.modelPaths, extensions: ['.sql', '.py'] },
  { kind: 'snapshot', folders: (config) => config.snapshotPaths, extensions: SQL },
  { kind: 'analysis', folders: (config) => config.analysisPaths, extensions: SQL },
  {
    kind: 'singular_test',
    folders: (config) => config.testPaths,
    extensions: SQL,
    notBelow: [GENERIC, FIXTURES],
  },
  { kind: 'seed', folders: (config) => config.seedPaths, extensions: ['.csv'] },
  { kind: 'docs', folders: (config) => config.docsPaths, extensions: ['.md'], once: true },
  { kind: 'fixture', folders: (config) => config.testPaths, extensions: ['.csv', ...SQL], below: [FIXTURES] },
  { kind: 'function', folders: (config) => config.functionPaths, extensions: ['.sql', '.py'] },
  { kind: 'properties', folders: sourceFolders, extensions: ['.yml', '.yaml'], once: true },
];

/** A file below a searched folder. */
interface FoundFile {
  /** Below the searched folder, with forward slashes. */
  readonly relativePath: string;
  readonly absolutePath: string;
}

/**
 * All files of a package that dbt would read, by kind in a fixed order, each kind's in the order of its folders, files
 * of a folder before those of its subfolders, by name. `.dbtignore` of the package is heeded (features A20).
 */
export function walkFiles(packageName: string, root: string, config: ProjectConfig): ProjectFile[] {
  const ignored = loadIgnoreFile(root);
  const listings = new Map<string, readonly FoundFile[]>();
  const files: ProjectFile[] = [];
  for (const rule of RULES) {
    const seen = new Set<string>();
    for (const folder of rule.folders(config)) {
      let listing = listings.get(folder);
      if (listing === undefined) {
        listing = listFolder(root, folder, ignored);
        listings.set(folder, listing);
      }
      for (const found of listing) {
        if (!fits(rule, found.relativePath)) continue;
        if (rule.once && seen.has(found.absolutePath)) continue;
        seen.add(found.absolutePath);
        const file = createProjectFile(rule.kind, packageName, folder, found);
        if (file !== undefined) files.push(file);
      }
    }
  }
  return files;
}

function fits(rule: KindRule, path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  // Editors leave files that start so.
  if (/^[.#~]/.test(name) || !rule.extensions.some((extension) => name.endsWith(extension))) return false;
  if (rule.below !== undefined && !rule.below.some((folder) => path.startsWith(folder))) return false;
  return rule.notBelow === undefined || !rule.notBelow.some((folder) => path.startsWith(folder));
}

function createProjectFile(
  kind: FileKind,
  packageName: string,
  searchedPath: string,
  { relativePath, absolutePath }: FoundFile,
): ProjectFile | undefined {
  const stat = statSync(absolutePath, { throwIfNoEntry: false });
  // A link to nowhere.
  if (stat === undefined) return undefined;
  return {
    kind,
    package: packageName,
    path: `${searchedPath.split(sep).join('/')}/${relativePath}`,
    searchedPath,
    relativePath,
    absolutePath,
    size: stat.size,
    mtimeMs: stat.mtimeMs,
  };
}

function loadIgnoreFile(root: string): Ignore | undefined {
  const path = join(root, '.dbtignore');
  if (!existsSync(path)) return undefined;
  return ignore({ ignorecase: false }).add(readText(path, '.dbtignore', 'project'));
}

function listFolder(root: string, folder: string, ignored: Ignore | undefined): FoundFile[] {
  const start = resolve(root, folder);
  if (!existsSync(start)) return [];
  const found: FoundFile[] = [];
  const visit = (absolute: string, prefix: string, above: readonly string[]): void => {
    const entries = readdirSync(absolute, { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    const folders: Dirent[] = [];
    for (const entry of entries) {
      const path = join(absolute, entry.name);
      if (isFolder(entry, path)) folders.push(entry);
      else if (!isIgnored(ignored, root, path)) {
        found.push({ relativePath: prefix + entry.name, absolutePath: path });
      }
    }
    for (const entry of folders) {
      const path = join(absolute, entry.name);
      if (isIgnored(ignored, root, path, true)) continue;
      // A link back to a folder above would never end.
      const real = entry.isSymbolicLink() ? realpathSync(path) : path;
      if (above.includes(real)) continue;
      visit(path, `${prefix}${entry.name}/`, [...above, real]);
    }
  };
  visit(start, '', [start, realpathSync(start)]);
  return found;
}

function isFolder(entry: Dirent, path: string): boolean {
  if (entry.isDirectory()) return true;
  return entry.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isIgnored(ignored: Ignore | undefined, root: string, path: string, folder = false): boolean {
  if (ignored === undefined) return false;
  const below = relative(root, path);
  if (below.startsWith('..') || isAbsolute(below)) return false;
  const shown = below.split(sep).join('/');
  return ignored.ignores(folder ? `${shown}/` : shown);
}
