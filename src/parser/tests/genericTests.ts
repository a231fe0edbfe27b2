import type { Value } from '../../jinja/values/types.js';
import type { ColumnInfo, ManifestNode } from '../../manifest/types.js';
import { isMapping, type Mapping, mappingGet } from '../../project/mapping.js';
import { inheritedColumns, readColumns } from '../properties/columns.js';
import type { PropertyEntry } from '../properties/readProperties.js';
import { entryReader, listOf, type ValueReader } from '../properties/valueReader.js';
import { type ModelVersion, readVersions } from '../properties/versions.js';
import type { ParseSession } from '../session.js';
import { addGenericTest, type TestTarget } from './testNode.js';

const TESTED = { models: 'model', seeds: 'seed', snapshots: 'snapshot' } as const;

/** The tests of models, seeds and snapshots (sources' come with their tables). Errors are collected one by one. */
export function parseNodeTests(session: ParseSession, entry: PropertyEntry): void {
  if (!(entry.section in TESTED)) return;
  if (session.failed.has(`${entry.source.owner.name}.${entry.name}`)) return;
  const type = TESTED[entry.section as keyof typeof TESTED];
  session.errors.attempt(() => {
    const versions = entry.section === 'models' ? readVersions(entry) : undefined;
    if (versions === undefined) {
      testsOf(session, entry, entry.values, type);
      return;
    }
    for (const version of versions.versions) testsOfVersion(session, entry, version);
  });
}

function testsOf(session: ParseSession, entry: PropertyEntry, values: Mapping, type: string): void {
  const reader = entryReader(entry);
  const target = nodeTarget(session, entry, type, null);
  forEachTest(values, reader, (test, at) => addGenericTest(session, { entry, target, test, reader: at }));
  columnTests(session, entry, target, values, target.node?.columns ?? readColumns(values, reader), reader);
}

/**
 * The model's tests unless the version has its own; of columns both those of the columns it takes over and its own
 * (features B23).
 */
function testsOfVersion(session: ParseSession, entry: PropertyEntry, version: ModelVersion): void {
  const reader = entryReader(entry);
  const versionReader = entryReader(entry, ['versions', version.index]);
  const target = nodeTarget(session, entry, 'model', version.v);
  const hasOwn = testsIn(version.values) !== undefined;
  const [owner, ownerReader] = hasOwn ? [version.values, versionReader] : ([entry.values, reader] as const);
  forEachTest(owner, ownerReader, (test, at) => addGenericTest(session, { entry, target, test, reader: at }));
  const inherited = inheritedColumns(version.values, readColumns(entry.values, reader), versionReader);
  const own = readColumns(version.values, versionReader);
  columnTests(session, entry, target, entry.values, inherited, reader, (name) => name in inherited);
  columnTests(session, entry, target, version.values, own, versionReader);
}

function nodeTarget(
  session: ParseSession,
  entry: PropertyEntry,
  type: string,
  version: string | number | null,
): TestTarget {
  const suffix = version === null ? '' : `.v${version}`;
  const id = `${type}.${entry.source.owner.name}.${entry.name}${suffix}`;
  const node: ManifestNode | undefined =
    session.manifest.nodes[id] ?? (session.manifest.disabled[id]?.[0] as ManifestNode | undefined);
  return {
    name: entry.name,
    shownName: version === null ? entry.name : `${entry.name}_v${version}`,
    fileKey: `${entry.section}.${entry.name}`,
    version,
    ...(node === undefined ? {} : { node }),
  };
}

export function testsIn(values: Mapping): Value {
  return mappingGet(values, 'data_tests') ?? mappingGet(values, 'tests') ?? undefined;
}

export function forEachTest(
  values: Mapping,
  reader: ValueReader,
  run: (test: Value, at: ValueReader) => void,
): void {
  for (const key of ['data_tests', 'tests']) {
    for (const [index, test] of listOf(mappingGet(values, key), key, reader).entries())
      run(test, reader.at(key, index));
  }
}

/** Tests below `columns`, for those columns that `isWanted`. */
export function columnTests(
  session: ParseSession,
  entry: PropertyEntry,
  target: TestTarget,
  values: Mapping,
  columns: Readonly<Record<string, ColumnInfo>>,
  reader: ValueReader,
  isWanted?: (name: string) => boolean,
): void {
  listOf(mappingGet(values, 'columns'), 'columns', reader).forEach((item, index) => {
    const name = isMapping(item) ? mappingGet(item, 'name') : undefined;
    if (!isMapping(item) || typeof name !== 'string' || isWanted?.(name) === false) return;
    const column = columns[name];
    forEachTest(item, reader.at('columns', index), (test, at) =>
      addGenericTest(session, {
        entry,
        target,
        test,
        reader: at,
        ...(column === undefined ? {} : { column }),
      }),
    );
  });
}
