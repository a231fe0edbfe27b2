import { strip } from '../../jinja/values/strings.js';
import type { Value } from '../../jinja/values/types.js';
import { mergeUnrendered } from '../../manifest/configMerge.js';
import { findConfigLayers } from '../../manifest/configTree.js';
import { foldersOf, stemOf, textChecksum, uniqueId } from '../../manifest/ids.js';
import type { FunctionNode, ManifestNode } from '../../manifest/types.js';
import { isMapping, mappingGet } from '../../project/mapping.js';
import type { Package, ProjectFile } from '../../project/types.js';
import type { Patches } from '../properties/patches.js';
import type { PropertyEntry } from '../properties/readProperties.js';
import { entryReader, listOf, optionalText } from '../properties/valueReader.js';
import { readText } from '../readText.js';
import { type ParseSession, subjectOf } from '../session.js';
import { shownPath } from '../shownPath.js';
import { addFunction } from './addNode.js';
import { applyConfig, callLayers, checkName } from './applyConfig.js';
import { codeNode } from './baseNode.js';
import { addFacts } from './capture.js';
import { applyPatch, patchLayers } from './patchNode.js';
import { parseSqlFile } from './sqlFile.js';

/** A user-defined function (features B19): an .sql or .py file with its signature in a property file. */
export function parseFunction(
  session: ParseSession,
  owner: Package,
  file: ProjectFile,
  patches: Patches,
): void {
  const name = stemOf(file.relativePath);
  const shown = shownPath(session.project.root, owner, file);
  const subject = subjectOf({ resource_type: 'function', name, original_file_path: file.path });
  session.errors.attempt(
    () => {
      checkName(session, name, shown, 'function');
      const entry = patches.find('functions', owner.name, name);
      const fqn = [owner.name, ...foldersOf(file.relativePath), name];
      const isPython = file.path.endsWith('.py');
      const makeNode = (rawCode: string, checksum: FunctionNode['checksum']): FunctionNode => ({
        // First in manifest.json, as dbt has it.
        returns: returnsOf(entry),
        ...codeNode(
          session,
          {
            type: 'function',
            owner,
            name,
            uniqueId: uniqueId('function', owner.name, name),
            fqn,
            path: file.relativePath,
            originalPath: file.path,
            rawCode,
            checksum,
          },
          isPython ? 'python' : 'sql',
        ),
        resource_type: 'function',
        arguments: argumentsOf(entry),
      });
      const { node, facts } = isPython
        ? readPython(file, shown, makeNode)
        : parseSqlFile(session, file, shown, makeNode);
      const layers = [...patchLayers(entry), ...callLayers('function', facts?.configCalls ?? [])];
      const target = node as unknown as ManifestNode;
      applyConfig(session, target, {
        resource: 'function',
        block: 'functions',
        owner,
        fqn,
        layers,
        file: shown,
      });
      // dbt looks below `models:` for what was written about a function.
      const { own, root } = findConfigLayers(session.project, owner, 'models', fqn);
      node.unrendered_config = mergeUnrendered([...own, ...layers, ...root]);
      if (facts) addFacts(node, facts);
      applyPatch(node, entry);
      addFunction(session, node);
    },
    subject,
    { file: shown },
  );
}

function readPython(
  file: ProjectFile,
  shown: string,
  makeNode: (code: string, checksum: FunctionNode['checksum']) => FunctionNode,
): { node: FunctionNode; facts?: undefined } {
  const code = strip(readText(file.absolutePath, shown));
  return { node: makeNode(code, textChecksum(code)) };
}

function returnsOf(entry: PropertyEntry | undefined): Value {
  const returns = entry?.values.returns;
  // What dbt writes for a function that nothing describes.
  if (!isMapping(returns)) return { data_type: 'INVALID_TYPE', description: null };
  return {
    data_type: mappingGet(returns, 'data_type') ?? 'INVALID_TYPE',
    description: mappingGet(returns, 'description') ?? null,
  };
}

function argumentsOf(entry: PropertyEntry | undefined): Value[] {
  if (entry === undefined) return [];
  const reader = entryReader(entry);
  return listOf(entry.values.arguments, 'arguments', reader).map((item, index) => {
    const at = reader.at('arguments', index);
    if (!isMapping(item))
      throw at.error('An argument is not a mapping', 'Write - name: x and below it data_type: integer.');
    const name = optionalText(mappingGet(item, 'name'), 'name', at);
    const type = optionalText(mappingGet(item, 'data_type'), 'data_type', at);
    if (name === undefined || type === undefined)
      throw at.error("An argument needs a 'name' and a 'data_type'");
    return {
      name,
      data_type: type,
      description: optionalText(mappingGet(item, 'description'), 'description', at) ?? null,
      default_value: mappingGet(item, 'default_value') ?? null,
    };
  });
}
