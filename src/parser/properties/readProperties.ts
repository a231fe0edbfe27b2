import { createCapture } from '../../context/parseContext.js';
import { createPropertiesContext } from '../../context/propertiesContext.js';
import { type Place, XformError } from '../../errors/error.js';
import { formatPlace } from '../../errors/formatError.js';
import type { Value } from '../../jinja/values/types.js';
import { foldersOf } from '../../manifest/ids.js';
import {
  isMapping,
  type Mapping,
  mappingEntries,
  mappingGet,
  requireStringKeys,
} from '../../project/mapping.js';
import type { Package, ProjectFile } from '../../project/types.js';
import { parseYamlFile, type YamlDocument, type YamlPath } from '../../project/yaml.js';
import { didYouMean } from '../../util/didYouMean.js';
import type { CacheEntry } from '../cache/parseCache.js';
import { readText } from '../readText.js';
import type { ParseSession } from '../session.js';
import { shownPath } from '../shownPath.js';
import { renderProperties } from './renderProperties.js';
import { IS_LATE, OTHER_KEYS, SECTION_RULES, SECTIONS, type Section } from './sections.js';
import { warnUnknownKeys } from './unknownKeys.js';

/** One property file, loaded and rendered as far as that is done at once. */
export interface PropertyFile {
  readonly owner: Package;
  readonly file: ProjectFile;
  readonly shownPath: string;
  /** Folders below the resource folder, which are part of the fqn of what the file defines. */
  readonly folders: readonly string[];
  readonly cacheEntry: CacheEntry<RenderedFile>;
  /** Place of a path in the file; loads its positions on first use. */
  placeOf(path: YamlPath, part?: 'key' | 'value'): Place;
}

/** One element of a section's list. */
export interface PropertyEntry {
  readonly section: Section;
  readonly index: number;
  readonly name: string;
  readonly values: Record<string, Value>;
  readonly source: PropertyFile;
}

/** What the cache keeps: the sections' lists, rendered. */
export type RenderedFile = Readonly<Partial<Record<Section, readonly Record<string, Value>[]>>>;

/** Place of `path` inside an entry. */
export function placeInEntry(entry: PropertyEntry, path: YamlPath = [], part?: 'key' | 'value'): Place {
  return entry.source.placeOf([entry.section, entry.index, ...path], part);
}

/** Reads the property files of all packages; their errors are collected. */
export function readProperties(session: ParseSession): PropertyEntry[] {
  const entries: PropertyEntry[] = [];
  for (const owner of session.project.packages) {
    for (const file of owner.files) {
      if (file.kind !== 'properties') continue;
      const shown = shownPath(session.project.root, owner, file);
      session.errors.attempt(() => readFile(session, owner, file, shown, entries), undefined, {
        file: shown,
      });
    }
  }
  return entries;
}

function readFile(
  session: ParseSession,
  owner: Package,
  file: ProjectFile,
  shown: string,
  entries: PropertyEntry[],
): void {
  const cacheEntry = session.cache.open<RenderedFile>(file, () => readText(file.absolutePath, shown));
  let document: YamlDocument | undefined;
  const load = (): YamlDocument => (document ??= parseYamlFile(cacheEntry.text(), shown));
  const source: PropertyFile = {
    owner,
    file,
    shownPath: shown,
    folders: foldersOf(file.relativePath),
    cacheEntry,
    placeOf: (path, part) => load().placeOf(path, part),
  };
  const rendered = cacheEntry.value ?? renderFile(session, source, load());
  for (const section of SECTIONS) {
    rendered[section]?.forEach((values, index) => {
      entries.push({ section, index, name: values.name, values, source });
    });
  }
}

function renderFile(session: ParseSession, source: PropertyFile, document: YamlDocument): RenderedFile {
  const { errors, log } = session;
  const before = errors.errors.length;
  for (const { message, place } of document.warnings) {
    log.warn({
      name: 'DuplicateYAMLKeysDeprecation',
      code: 'D024',
      msg: `${formatPlace(place)}: ${message}`,
    });
  }
  if (document.value === null) {
    source.cacheEntry.store({});
    return {};
  }
  if (!isMapping(document.value)) {
    throw new XformError('parse', `The contents of ${source.shownPath} are not a mapping`, {
      place: document.placeOf([]),
      hint: "A property file starts with keys such as 'models:' or 'sources:'.",
    });
  }
  const capture = createCapture();
  const settings = {
    context: createPropertiesContext(session.environment, source.owner.name, capture),
    file: source.shownPath,
    document,
    onError: (error: XformError) => errors.add(error),
  };
  const rendered: Partial<Record<Section, readonly Record<string, Value>[]>> = {};
  let warnings = warnUnknownSections(session, document.value, document);
  for (const section of SECTIONS) {
    const list = sectionList(document.value, section, source, document);
    if (list === undefined) continue;
    const isLate = IS_LATE[section] ?? (() => false);
    warnings += warnUnknownKeys(session.log, section, list, document);
    rendered[section] = list.map((values, index) => {
      const entry = renderProperties(values, [section, index], 2, isLate, settings);
      return section === 'sources' ? { ...entry, ...unrenderedNames(values) } : entry;
    });
  }
  const clean = errors.errors.length === before && document.warnings.length === 0 && warnings === 0;
  if (clean) source.cacheEntry.store(rendered, [capture.reads]);
  return rendered;
}

/** State comparison looks at a source's database and schema as they stand in the file. */
function unrenderedNames(values: Record<string, Value>): Record<string, Value> {
  return { unrendered_database: values.database ?? null, unrendered_schema: values.schema ?? null };
}

function warnUnknownSections(session: ParseSession, value: Mapping, document: YamlDocument): number {
  let warnings = 0;
  const known: readonly string[] = [...SECTIONS, ...OTHER_KEYS];
  for (const [key] of mappingEntries(value)) {
    if (typeof key !== 'string' || known.includes(key)) continue;
    const hint = didYouMean(key, SECTIONS);
    if (hint === undefined) continue;
    const place = formatPlace(document.placeOf([key]));
    session.log.warn({
      name: 'CustomTopLevelKeyDeprecation',
      code: 'D025',
      msg: `${place}: unknown key '${key}'. ${hint}`,
    });
    warnings++;
  }
  return warnings;
}

function sectionList(
  value: Mapping,
  section: Section,
  source: PropertyFile,
  document: YamlDocument,
): Record<string, Value>[] | undefined {
  let list = mappingGet(value, section);
  // `tests:` at the top is the former name of `data_tests:`.
  if (section === 'data_tests' && list === undefined) list = mappingGet(value, 'tests');
  if (list === undefined) return undefined;
  const prefix = `The schema file at ${source.shownPath} is invalid because`;
  if (!Array.isArray(list)) {
    throw new XformError('parse', `${prefix} the value of '${section}' is not a list`, {
      place: document.placeOf([section], 'value'),
      hint: `Write each ${SECTION_RULES[section].noun} as an element: '- name: ...'.`,
    });
  }
  return list.map((item, index) => {
    const fail = (message: string): never => {
      throw new XformError('parse', message, { place: document.placeOf([section, index]) });
    };
    if (!isMapping(item)) return fail(`${prefix} a list element for '${section}' is not a dictionary`);
    const values = requireStringKeys(item, (key) =>
      fail(`The key ${String(key)} in '${section}' is not text`),
    );
    if (typeof values.name !== 'string' || values.name === '') {
      const what =
        values.name === undefined ? 'does not have a name attribute' : 'has a name that is not text';
      throw new XformError('parse', `${prefix} a list element for '${section}' ${what}.`, {
        place:
          values.name === undefined
            ? document.placeOf([section, index])
            : document.placeOf([section, index, 'name'], 'value'),
        ...(values.name === undefined ? {} : { hint: 'Put quotes around the name.' }),
      });
    }
    return values;
  });
}
