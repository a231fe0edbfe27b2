import { XformError } from '../errors/error.js';
import { formatPlace } from '../errors/formatError.js';
import { compileTemplate, extractBlocks, hasJinja } from '../jinja/engine.js';
import type { RenderContext } from '../jinja/types.js';
import { strip } from '../jinja/values/strings.js';
import { uniqueId } from '../manifest/ids.js';
import type { ProjectFile } from '../project/types.js';
import { readText } from './readText.js';
import type { ParseSession } from './session.js';
import { shownPath } from './shownPath.js';

interface DocBlock {
  readonly name: string;
  readonly contents: string;
  readonly line: number;
}

/** `docs` blocks of all .md files (features B17). Their Jinja is rendered with nothing in the context, as dbt does. */
export function parseDocs(session: ParseSession): void {
  const { project, manifest, errors } = session;
  const places = new Map<string, string>();
  for (const owner of project.packages) {
    for (const file of owner.files) {
      if (file.kind !== 'docs') continue;
      const shown = shownPath(project.root, owner, file);
      const blocks = errors.attempt(() => blocksOf(session, file, shown), undefined, { file: shown });
      for (const block of blocks ?? []) {
        const id = uniqueId('doc', owner.name, block.name);
        const place = { file: shown, line: block.line };
        const earlier = places.get(id);
        if (earlier !== undefined) {
          const message = `Two docs blocks are named "${block.name}": doc("${block.name}") cannot tell which is meant`;
          const notes = [`  - ${earlier}`, `  - ${formatPlace(place)}`];
          errors.add(new XformError('compilation', message, { place, notes, hint: 'Rename one of them.' }));
          continue;
        }
        places.set(id, formatPlace(place));
        manifest.docs[id] = {
          name: block.name,
          resource_type: 'doc',
          package_name: owner.name,
          path: file.relativePath,
          original_file_path: file.path,
          unique_id: id,
          block_contents: block.contents,
        };
      }
    }
  }
}

function blocksOf(session: ParseSession, file: ProjectFile, shown: string): readonly DocBlock[] {
  const entry = session.cache.open<readonly DocBlock[]>(file, () => readText(file.absolutePath, shown));
  if (entry.value !== undefined) return entry.value;
  const text = entry.text();
  const blocks: DocBlock[] = [];
  // Most .md files of a project are plain notes: no tag, nothing to lex.
  if (text.includes('{%')) {
    for (const block of extractBlocks(text, ['docs'], { file: shown })) {
      const { line, column } = block.contentsPlace;
      const rendered = hasJinja(block.contents)
        ? compileTemplate(block.contents, {
            file: shown,
            start: { line: line ?? 1, column: column ?? 1 },
          }).renderSync(EMPTY)
        : block.contents;
      blocks.push({ name: block.name, contents: strip(rendered), line: block.place.line ?? 1 });
    }
  }
  entry.store(blocks);
  return blocks;
}

const EMPTY: RenderContext = {
  lookup: () => undefined,
  names: () => [],
  mode: 'sync',
  undefinedNames: 'default',
};
