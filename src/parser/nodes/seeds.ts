import { XformError } from '../../errors/error.js';
import { strip } from '../../jinja/values/strings.js';
import {
  foldersOf,
  MAX_HASHED_SEED_SIZE,
  pathChecksum,
  stemOf,
  textChecksum,
  uniqueId,
} from '../../manifest/ids.js';
import type { FileChecksum, SeedNode } from '../../manifest/types.js';
import type { Package, ProjectFile } from '../../project/types.js';
import type { CacheEntry } from '../cache/parseCache.js';
import type { Patches } from '../properties/patches.js';
import { readText } from '../readText.js';
import { attemptNode, type ParseSession, subjectOf } from '../session.js';
import { shownPath } from '../shownPath.js';
import { addNode } from './addNode.js';
import { applyConfig, checkName } from './applyConfig.js';
import { baseNode } from './baseNode.js';
import { hookFacts } from './hooks.js';
import { applyPatch, patchLayers } from './patchNode.js';

/** One CSV file (features B6): only its checksum is read while parsing. */
export function parseSeed(session: ParseSession, owner: Package, file: ProjectFile, patches: Patches): void {
  const name = stemOf(file.relativePath);
  const shown = shownPath(session.project.root, owner, file);
  const subject = subjectOf({ resource_type: 'seed', name, original_file_path: file.path });
  attemptNode(session, owner.name, subject, { file: shown }, () => {
    checkName(session, name, shown, 'seed');
    const entry = patches.find('seeds', owner.name, name);
    const { checksum, cacheEntry } = checksumOf(session, file, shown);
    const fqn = [owner.name, ...foldersOf(file.relativePath), name];
    const identity = {
      type: 'seed' as const,
      owner,
      name,
      uniqueId: uniqueId('seed', owner.name, name),
      fqn,
      path: file.relativePath,
      originalPath: file.path,
      rawCode: '',
      checksum,
    };
    const node = baseNode(session, identity) as SeedNode;
    node.root_path = owner.root;
    node.depends_on = { macros: [] };
    applyConfig(session, node, {
      resource: 'seed',
      block: 'seeds',
      owner,
      fqn,
      layers: patchLayers(entry),
      file: shown,
    });
    applyPatch(node, entry);
    for (const facts of hookFacts(session, node, cacheEntry, { file: shown })) {
      if (facts.refs.length > 0 || facts.sources.length > 0) {
        throw new XformError('parse', 'Seeds cannot depend on other nodes', {
          place: { file: shown },
          hint: `A hook of the seed '${name}' calls ref() or source(): name the relation in SQL, or move the hook to a model.`,
        });
      }
      node.depends_on.macros.push(...facts.macros.filter((id) => !node.depends_on.macros.includes(id)));
    }
    addNode(session, node);
  });
}

function checksumOf(
  session: ParseSession,
  file: ProjectFile,
  shown: string,
): { checksum: FileChecksum; cacheEntry: CacheEntry<FileChecksum> } {
  const isLarge = file.size >= MAX_HASHED_SEED_SIZE;
  const cacheEntry = session.cache.open<FileChecksum>(file, () =>
    isLarge ? '' : readText(file.absolutePath, shown, true),
  );
  if (cacheEntry.value !== undefined) return { checksum: cacheEntry.value, cacheEntry };
  const checksum = isLarge ? pathChecksum(file.path) : textChecksum(strip(cacheEntry.text()));
  cacheEntry.store(checksum);
  return { checksum, cacheEntry };
}
