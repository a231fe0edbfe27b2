import { foldersOf, stemOf, uniqueId } from '../../manifest/ids.js';
import type { AnalysisNode, TestNode } from '../../manifest/types.js';
import type { Package, ProjectFile } from '../../project/types.js';
import type { Patches } from '../properties/patches.js';
import { type ParseSession, subjectOf } from '../session.js';
import { shownPath } from '../shownPath.js';
import { addNode } from './addNode.js';
import { applyConfig, callLayers, checkName } from './applyConfig.js';
import { codeNode } from './baseNode.js';
import { addFacts } from './capture.js';
import { applyPatch, patchLayers } from './patchNode.js';
import { parseSqlFile } from './sqlFile.js';

/** What differs between the two kinds of SQL files that make no relation. */
const KINDS = {
  singular_test: { type: 'test', section: 'data_tests', block: 'data_tests', folder: [] as string[] },
  // dbt places analyses in a folder of their own and configures them with the block of models.
  analysis: { type: 'analysis', section: 'analyses', block: 'models', folder: ['analysis'] },
} as const;

/** A singular test (features H7) or an analysis (B15). */
export function parseSingular(
  session: ParseSession,
  owner: Package,
  file: ProjectFile,
  patches: Patches,
): void {
  const kind = KINDS[file.kind as keyof typeof KINDS];
  const name = stemOf(file.relativePath);
  const shown = shownPath(session.project.root, owner, file);
  const subject = subjectOf({ resource_type: kind.type, name, original_file_path: file.path });
  session.errors.attempt(
    () => {
      checkName(session, name, shown, kind.type);
      const entry = patches.find(kind.section, owner.name, name);
      const fqn = [owner.name, ...kind.folder, ...foldersOf(file.relativePath), name];
      const { node, facts } = parseSqlFile(
        session,
        file,
        shown,
        (rawCode, checksum) =>
          codeNode(session, {
            type: kind.type,
            owner,
            name,
            uniqueId: uniqueId(kind.type, owner.name, name),
            fqn,
            path: [...kind.folder, file.relativePath].join('/'),
            originalPath: file.path,
            rawCode,
            checksum,
          }) as TestNode | AnalysisNode,
      );
      const layers = [...patchLayers(entry), ...callLayers(kind.type, facts.configCalls)];
      applyConfig(session, node, { resource: kind.type, block: kind.block, owner, fqn, layers, file: shown });
      addFacts(node, facts);
      applyPatch(node, entry);
      addNode(session, node);
    },
    subject,
    { file: shown },
  );
}
