import { strip } from '../../jinja/values/strings.js';
import { textChecksum } from '../../manifest/ids.js';
import type { Package, ProjectFile } from '../../project/types.js';
import type { Patches } from '../properties/patches.js';
import type { PropertyEntry } from '../properties/readProperties.js';
import type { ParseSession } from '../session.js';
import { parseFunction } from './functions.js';
import { parseModel } from './models.js';
import { parseOperations } from './operations.js';
import { parseSeed } from './seeds.js';
import { parseSingular } from './singular.js';
import { parseSnapshotFile, parseYamlSnapshot } from './snapshots.js';

type FileParser = (session: ParseSession, owner: Package, file: ProjectFile, patches: Patches) => void;

/** What becomes of a file by its kind; other kinds are read elsewhere. */
const PARSERS: Readonly<Partial<Record<ProjectFile['kind'], FileParser>>> = {
  model: parseModel,
  seed: parseSeed,
  snapshot: parseSnapshotFile,
  analysis: parseSingular,
  singular_test: parseSingular,
  function: parseFunction,
};

/** The nodes of all files, of on-run hooks and of snapshots in property files. */
export function parseNodes(session: ParseSession, entries: readonly PropertyEntry[], patches: Patches): void {
  for (const owner of session.project.packages) {
    if (owner.kind === 'builtin') continue;
    for (const file of owner.files) PARSERS[file.kind]?.(session, owner, file, patches);
    parseOperations(session, owner);
  }
  for (const entry of entries) {
    if (entry.section !== 'snapshots' || entry.values.relation === undefined) continue;
    // An entry that lost against another of its name was reported already.
    if (patches.find('snapshots', entry.source.owner.name, entry.name) !== entry) continue;
    parseYamlSnapshot(session, entry, textChecksum(strip(entry.source.cacheEntry.text())));
  }
}
