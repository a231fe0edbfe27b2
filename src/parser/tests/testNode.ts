import { createPropertiesContext } from '../../context/propertiesContext.js';
import { needsRendering, renderNativeSync } from '../../jinja/engine.js';
import type { RenderContext } from '../../jinja/types.js';
import type { Value } from '../../jinja/values/types.js';
import { genericTestHash, genericTestName } from '../../manifest/genericTestName.js';
import { uniqueId } from '../../manifest/ids.js';
import type { ColumnInfo, ManifestNode, TestMetadata, TestNode } from '../../manifest/types.js';
import { mappingGet } from '../../project/mapping.js';
import { addDisabled } from '../nodes/addNode.js';
import { applyConfig, callLayers } from '../nodes/applyConfig.js';
import { codeNode } from '../nodes/baseNode.js';
import { addFacts } from '../nodes/capture.js';
import type { PropertyEntry } from '../properties/readProperties.js';
import { textList, type ValueReader } from '../properties/valueReader.js';
import type { ParseSession } from '../session.js';
import { readTestArguments, type TestArguments } from './testArguments.js';
import { modelArgument, testCode } from './testCode.js';
import { testFacts } from './testFacts.js';
import { duplicateTest, warnMisplacedKeys, warnUnknownTest } from './testProblems.js';

/** What a generic test is about. */
export interface TestTarget {
  readonly name: string;
  /** As it stands in the test's name: `dim_v1`, `source_table`. */
  readonly shownName: string;
  readonly fileKey: string;
  readonly sourceName?: string;
  readonly version?: string | number | null;
  /** Model, seed or snapshot; disabled or enabled. */
  readonly node?: ManifestNode;
  /** Tags that the tests of a source's table inherit. */
  readonly tags?: readonly string[];
}

export interface TestRequest {
  readonly entry: PropertyEntry;
  readonly target: TestTarget;
  readonly test: Value;
  readonly reader: ValueReader;
  readonly column?: ColumnInfo;
}

/** Makes the node of one generic test (features H1-H5, H12, H13) and adds it to the manifest; errors are collected. */
export function addGenericTest(session: ParseSession, request: TestRequest): void {
  const { entry, target, reader } = request;
  session.errors.attempt(
    () => {
      const columnName = request.column === undefined ? null : quotedColumn(session, request, request.column);
      const parts = readTestArguments(request.test, columnName, reader);
      warnMisplacedKeys(session, parts, reader);
      const owner = entry.source.owner;
      const prefix = `${parts.namespace === null ? '' : `${parts.namespace}_`}${target.sourceName === undefined ? '' : 'source_'}`;
      const named = genericTestName(prefix + parts.name, target.shownName, parts.args);
      const name = parts.customName === null ? named : { full: parts.customName, short: parts.customName };
      const config = renderConfig(session, parts, owner.name, reader);
      if (name.short !== name.full && config.alias === undefined) config.alias = name.short;
      const kwargs = { ...parts.args, model: modelArgument(target) };
      const metadata: TestMetadata = { name: parts.name, kwargs, namespace: parts.namespace };
      const id = uniqueId('test', owner.name, name.full, genericTestHash(name.full, metadata));
      const node = makeNode(session, request, {
        id,
        name,
        metadata,
        columnName,
        code: testCode(parts.name, parts.namespace, config),
      });
      node.description = parts.description;
      const tags = [
        ...(target.tags ?? []),
        ...(request.column?.tags ?? []),
        ...textList(config.tags, reader, 'tags'),
      ];
      if (tags.length > 0) node.tags = [...new Set(tags)].sort();
      complete(session, node, request, config);
    },
    undefined,
    { file: entry.source.shownPath },
  );
}

interface TestIdentity {
  readonly id: string;
  readonly name: { readonly full: string; readonly short: string };
  readonly metadata: TestMetadata;
  readonly columnName: string | null;
  readonly code: string;
}

function makeNode(session: ParseSession, { entry, target }: TestRequest, identity: TestIdentity): TestNode {
  const { owner, file } = entry.source;
  // dbt leaves out the first folder only, of however many the path of the models is.
  const folders = file.path.split('/').slice(1, -1);
  const made = {
    type: 'test' as const,
    owner,
    name: identity.name.full,
    uniqueId: identity.id,
    fqn: [owner.name, ...folders, identity.name.full],
    path: `${identity.name.short}.sql`,
    originalPath: file.path,
    rawCode: identity.code,
  };
  const node = codeNode(session, made) as TestNode;
  node.column_name = identity.columnName;
  node.file_key_name = target.fileKey;
  node.attached_node = target.node?.unique_id ?? null;
  node.test_metadata = identity.metadata;
  return node;
}

function complete(
  session: ParseSession,
  node: TestNode,
  request: TestRequest,
  config: Record<string, Value>,
): void {
  const { entry, target, reader } = request;
  const macro = findTestMacro(session, node);
  if (macro === undefined) warnUnknownTest(session, node, reader);
  else node.depends_on.macros.push(macro);
  const facts = testFacts(session, node, macro, target, entry.source.cacheEntry, reader);
  const layers = callLayers('test', [config, ...facts.configCalls]);
  const { owner, shownPath } = entry.source;
  applyConfig(session, node, {
    resource: 'test',
    block: 'data_tests',
    owner,
    fqn: node.fqn,
    layers,
    file: shownPath,
  });
  addFacts(node, facts);
  if (target.node) node.group = target.node.group;
  if (node.config.enabled === false) {
    addDisabled(session, node);
    return;
  }
  const earlier = session.manifest.nodes[node.unique_id];
  if (earlier !== undefined) throw duplicateTest(earlier, node, target, reader);
  session.manifest.nodes[node.unique_id] = node;
  session.testPlaces.set(node.unique_id, reader);
}

/** The macro as dbt records it: by the name alone, near the node first, whatever package the test names. */
function findTestMacro({ macros }: ParseSession, node: TestNode): string | undefined {
  const name = `test_${node.test_metadata!.name}`;
  const near = macros.find(name, node.package_name);
  if (near !== undefined) return near.macro.unique_id;
  for (const one of macros.packageNames) {
    const found = macros.findInPackage(one, name);
    if (found !== undefined) return found.macro.unique_id;
  }
  return undefined;
}

/** Quoted where the column says so or, when it says nothing, where `quote_columns` of its owner does. */
function quotedColumn(session: ParseSession, { entry }: TestRequest, column: ColumnInfo): string {
  const quote = session.project.target.plugin.dialect.quoteCharacter;
  const isQuoted = column.quote ?? mappingGet(entry.values, 'quote_columns') === true;
  return isQuoted ? quote + column.name + quote : column.name;
}

/** Text in a test's config is rendered with what property files see. */
function renderConfig(
  session: ParseSession,
  parts: TestArguments,
  packageName: string,
  reader: ValueReader,
): Record<string, Value> {
  const config: Record<string, Value> = {};
  let context: RenderContext | undefined;
  for (const [key, value] of Object.entries(parts.config)) {
    if (typeof value !== 'string' || !needsRendering(value)) {
      config[key] = value;
      continue;
    }
    context ??= createPropertiesContext(session.environment, packageName);
    config[key] = renderNativeSync(value, context, { file: reader.place().file });
  }
  return config;
}
