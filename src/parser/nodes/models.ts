import { contractChecksum, foldersOf, stemOf, uniqueId } from '../../manifest/ids.js';
import type { ModelNode } from '../../manifest/types.js';
import type { Package, ProjectFile } from '../../project/types.js';
import { checkContract } from '../properties/contract.js';
import type { Patches, VersionPatch } from '../properties/patches.js';
import { applyModelPatch, modelLayers } from '../properties/patchModel.js';
import type { PropertyEntry } from '../properties/readProperties.js';
import { attemptNode, type ParseSession, subjectOf } from '../session.js';
import { shownPath } from '../shownPath.js';
import { addNode } from './addNode.js';
import { applyConfig, callLayers, checkName } from './applyConfig.js';
import { codeNode } from './baseNode.js';
import { addFacts } from './capture.js';
import { hookFacts } from './hooks.js';
import { parsePythonModel } from './pythonModel.js';
import { parseSqlFile } from './sqlFile.js';

/** One model file: its node goes into the manifest, its errors are collected. */
export function parseModel(session: ParseSession, owner: Package, file: ProjectFile, patches: Patches): void {
  const stem = stemOf(file.relativePath);
  const shown = shownPath(session.project.root, owner, file);
  const version = patches.findVersion(owner.name, stem);
  const entry = version?.versions.entry ?? patches.find('models', owner.name, stem);
  const name = entry?.name ?? stem;
  const subject = subjectOf({ resource_type: 'model', name, original_file_path: file.path });
  attemptNode(session, owner.name, subject, { file: shown }, () => {
    checkName(session, stem, shown, 'model');
    addNode(session, buildModel(session, owner, file, shown, stem, entry, version));
  });
}

function buildModel(
  session: ParseSession,
  owner: Package,
  file: ProjectFile,
  shown: string,
  stem: string,
  entry: PropertyEntry | undefined,
  version: VersionPatch | undefined,
): ModelNode {
  const isPython = file.path.endsWith('.py');
  const folders = foldersOf(file.relativePath);
  const name = version?.versions.entry.name ?? stem;
  const suffix = version === undefined ? [] : [`v${version.version.v}`];
  const fqn = [owner.name, ...folders, name, ...suffix];
  const parse = isPython ? parsePythonModel : parseSqlFile;
  const {
    node,
    facts,
    entry: cacheEntry,
  } = parse(session, file, shown, (rawCode, checksum) => {
    const identity = {
      type: 'model' as const,
      owner,
      name,
      uniqueId: uniqueId('model', owner.name, name, ...suffix),
      fqn,
      path: file.relativePath,
      originalPath: file.path,
      rawCode,
      checksum,
    };
    const made = codeNode(session, identity, isPython ? 'python' : 'sql') as ModelNode;
    made.access = 'protected';
    made.constraints = [];
    made.version = version?.version.v ?? null;
    made.latest_version = version?.versions.latest ?? null;
    made.deprecation_date = null;
    made.primary_key = [];
    made.time_spine = null;
    return made;
  });
  const patch = entry ? modelLayers(entry, version) : [];
  const own = [...patch, ...callLayers('model', facts.configCalls)];
  // Neither views nor the project's setting are for Python: the file or its properties choose something else.
  const chosen = !isPython || own.some(({ values }) => Object.hasOwn(values, 'materialized'));
  const layers = chosen ? own : [...own, ...callLayers('model', [{ materialized: 'table' }])];
  const isPatched = patch.length > 0;
  applyConfig(session, node, {
    resource: 'model',
    block: 'models',
    owner,
    fqn,
    layers,
    isPatched,
    file: shown,
  });
  addFacts(node, facts);
  for (const hook of hookFacts(session, node, cacheEntry, { file: shown })) addFacts(node, hook);
  if (typeof node.config.access === 'string') node.access = node.config.access as ModelNode['access'];
  if (entry !== undefined) applyModelPatch(session, node, entry, version);
  checkContract(node, entry);
  const contract = node.config.contract;
  if (contract) {
    const checksum = contract.enforced === true ? contractChecksum(node) : null;
    node.contract = {
      enforced: contract.enforced === true,
      alias_types: contract.alias_types !== false,
      checksum,
    };
  }
  return node;
}
