import { XformError } from '../../errors/error.js';
import { extractBlocks } from '../../jinja/engine.js';
import { strip } from '../../jinja/values/strings.js';
import { foldersOf, stemOf, textChecksum, uniqueId } from '../../manifest/ids.js';
import type { FileChecksum, SnapshotNode } from '../../manifest/types.js';
import type { Package, ProjectFile } from '../../project/types.js';
import type { CacheEntry } from '../cache/parseCache.js';
import type { Patches } from '../properties/patches.js';
import { type PropertyEntry, placeInEntry } from '../properties/readProperties.js';
import { readText } from '../readText.js';
import { attemptNode, type ParseSession, subjectOf } from '../session.js';
import { shownPath } from '../shownPath.js';
import { addNode } from './addNode.js';
import { applyConfig, callLayers } from './applyConfig.js';
import { codeNode } from './baseNode.js';
import { addFacts, captureFacts, type Facts } from './capture.js';
import { checkSnapshot } from './checkSnapshot.js';
import { hookFacts } from './hooks.js';
import { applyPatch, patchLayers } from './patchNode.js';

/** A `{% snapshot %}` block of a file: its text is kept as it stands, white space included. */
interface SnapshotBlock {
  readonly name: string;
  readonly code: string;
  readonly line: number;
  readonly column: number;
}

interface SnapshotFile {
  readonly checksum: FileChecksum;
  readonly blocks: readonly SnapshotBlock[];
}

/** Snapshot blocks of an .sql file (features B8). */
export function parseSnapshotFile(
  session: ParseSession,
  owner: Package,
  file: ProjectFile,
  patches: Patches,
): void {
  const shown = shownPath(session.project.root, owner, file);
  session.errors.attempt(
    () => {
      const entry = session.cache.open<SnapshotFile>(file, () => readText(file.absolutePath, shown));
      let parsed = entry.value;
      if (parsed === undefined) {
        const text = entry.text();
        const blocks = extractBlocks(text, ['snapshot'], { file: shown }).map((block) => ({
          name: strip(block.name),
          code: block.contents,
          line: block.contentsPlace.line ?? 1,
          column: block.contentsPlace.column ?? 1,
        }));
        parsed = { checksum: textChecksum(strip(text)), blocks };
        entry.store(parsed);
      }
      const { checksum } = parsed;
      const folders = [...foldersOf(file.relativePath), stemOf(file.relativePath)];
      for (const block of parsed.blocks) {
        const patch = patches.find('snapshots', owner.name, block.name);
        const { name, code, line, column } = block;
        const place = { file: shown, line, column };
        const request = { name, folders, path: file.relativePath, code, checksum, entry, place, patch };
        addSnapshot(session, owner, file, request);
      }
    },
    undefined,
    { file: shown },
  );
}

/** A snapshot that is defined by an entry with `relation` (features B8). */
export function parseYamlSnapshot(session: ParseSession, entry: PropertyEntry, checksum: FileChecksum): void {
  const { owner, file, cacheEntry } = entry.source;
  const { relation, name } = entry.values;
  const place = placeOfRelation(entry);
  const path = `${file.relativePath}/${name}.sql`;
  const subject = subjectOf({ resource_type: 'snapshot', name, original_file_path: file.path });
  session.errors.attempt(() => {
    if (typeof relation !== 'string') {
      throw new XformError('parse', `'relation' of the snapshot '${name}' is not text`, {
        place: placeInEntry(entry, ['relation']),
        hint: "Write relation: ref('a_model') or source('a_source', 'a_table').",
      });
    }
    const code = `select * from {{ ${relation} }}`;
    const folders = foldersOf(file.relativePath);
    const request = { name, folders, path, code, checksum, entry: cacheEntry, place, patch: entry };
    addSnapshot(session, owner, file, request);
  }, subject);
}

/** Only the file is known for the cached case: the exact place is looked up when an error needs it. */
function placeOfRelation(entry: PropertyEntry): { file: string } {
  return { file: entry.source.shownPath };
}

interface SnapshotRequest {
  readonly name: string;
  readonly folders: readonly string[];
  readonly path: string;
  readonly code: string;
  readonly checksum: FileChecksum;
  readonly entry: CacheEntry<unknown>;
  readonly place: { readonly file: string; readonly line?: number; readonly column?: number };
  readonly patch: PropertyEntry | undefined;
}

function addSnapshot(
  session: ParseSession,
  owner: Package,
  file: ProjectFile,
  request: SnapshotRequest,
): void {
  const { name, place, patch } = request;
  const fqn = [owner.name, ...request.folders, name];
  const identity = {
    type: 'snapshot' as const,
    owner,
    name,
    uniqueId: uniqueId('snapshot', owner.name, name),
    fqn,
    path: request.path,
    originalPath: file.path,
    rawCode: request.code,
    checksum: request.checksum,
  };
  const node = codeNode(session, identity) as SnapshotNode;
  attemptNode(session, owner.name, subjectOf(node), place, () => {
    const part = `snapshot ${name}`;
    let facts = request.entry.part<Facts>(part);
    if (facts === undefined) {
      const captured = captureFacts(session, node, { text: request.code, place });
      facts = captured.facts;
      request.entry.storePart(part, facts, captured.reads);
    }
    const patched = patchLayers(patch);
    const layers = [...patched, ...callLayers('snapshot', facts.configCalls)];
    const isPatched = patched.length > 0;
    applyConfig(session, node, {
      resource: 'snapshot',
      block: 'snapshots',
      owner,
      fqn,
      layers,
      isPatched,
      file: place.file,
    });
    addFacts(node, facts);
    for (const hook of hookFacts(session, node, request.entry, { file: place.file })) addFacts(node, hook);
    applyPatch(node, patch);
    if (node.config.enabled) checkSnapshot(node, place.file);
    addNode(session, node);
  });
}
