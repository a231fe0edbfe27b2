import type { LoadedMacro } from '../../context/types.js';
import { XformError } from '../../errors/error.js';
import { formatPlace } from '../../errors/formatError.js';
import { compileMacros } from '../../jinja/engine.js';
import type { MacroTemplate } from '../../jinja/types.js';
import { uniqueId } from '../../manifest/ids.js';
import type { Macro } from '../../manifest/types.js';
import type { Package, Project, ProjectFile } from '../../project/types.js';
import type { ParseCache } from '../cache/parseCache.js';
import { readText } from '../readText.js';
import type { ErrorCollector } from '../session.js';
import { shownPath } from '../shownPath.js';
import { describeMacro, lazyMacro, type MacroDescription } from './lazyMacro.js';
import { findIndexedMacros } from './macroIndex.js';

/** The macros of every package, in the order of packages and files (features D36, H6, L10). */
export function loadMacros(
  project: Project,
  cache: ParseCache,
  errors: ErrorCollector,
  createdAt: number,
): LoadedMacro[] {
  const loaded: LoadedMacro[] = [];
  for (const owner of project.packages) {
    const places = new Map<string, string>();
    for (const file of owner.files) {
      if (file.kind !== 'macro' && file.kind !== 'generic_test') continue;
      const shown = shownPath(project.root, owner, file);
      const read = owner.kind === 'builtin' ? builtinTemplates : templatesOf;
      const templates = errors.attempt(() => read(file, shown, cache), undefined, { file: shown });
      for (const template of templates ?? []) {
        const place = formatPlace(template.place);
        const earlier = places.get(template.name);
        if (earlier !== undefined) errors.add(duplicateError(template, owner, earlier, place));
        else places.set(template.name, place);
        loaded.push({ macro: macroRecord(template, owner, file, createdAt), template });
      }
    }
  }
  return loaded;
}

/** Built-in macros are in the index that comes with xform; project caches need not hold them. */
function builtinTemplates(file: ProjectFile, shown: string, cache: ParseCache): MacroTemplate[] {
  const indexed = findIndexedMacros(readText(file.absolutePath, shown));
  return indexed?.map((description) => lazyMacro(description, shown)) ?? templatesOf(file, shown, cache);
}

function templatesOf(file: ProjectFile, shown: string, cache: ParseCache): MacroTemplate[] {
  const entry = cache.open<readonly MacroDescription[]>(file, () => readText(file.absolutePath, shown));
  if (entry.value !== undefined) return entry.value.map((description) => lazyMacro(description, shown));
  let templates = compileMacros(entry.text(), { file: shown });
  // Generic tests live beside singular ones: dbt registers only the tests of such a file.
  if (file.kind === 'generic_test') templates = templates.filter((template) => template.kind === 'test');
  entry.store(templates.map(describeMacro));
  return templates;
}

function macroRecord(template: MacroTemplate, owner: Package, file: ProjectFile, createdAt: number): Macro {
  return {
    name: template.name,
    resource_type: 'macro',
    package_name: owner.name,
    path: file.path,
    original_file_path: file.path,
    unique_id: uniqueId('macro', owner.name, template.name),
    macro_sql: template.source,
    depends_on: { macros: [] },
    description: '',
    meta: {},
    docs: { show: true, node_color: null },
    config: { meta: {}, docs: { show: true, node_color: null } },
    patch_path: null,
    arguments: [],
    created_at: createdAt,
    supported_languages:
      template.kind === 'materialization' ? [...(template.supportedLanguages ?? ['sql'])] : null,
  };
}

function duplicateError(template: MacroTemplate, owner: Package, earlier: string, place: string): XformError {
  return new XformError('compilation', `Two macros named "${template.name}" in the project "${owner.name}"`, {
    place: template.place,
    notes: ['They are in:', `  - ${earlier}`, `  - ${place}`],
    hint: 'Rename or remove one of them.',
  });
}
