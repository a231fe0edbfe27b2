import { readFileSync } from 'node:fs';
import { XformError } from '../../errors/error.js';
import { pyRepr } from '../../jinja/values/text.js';
import type { Value } from '../../jinja/values/types.js';
import { findConfigLayers, mergeConfigLayers } from '../../manifest/configMerge.js';
import { uniqueId } from '../../manifest/ids.js';
import type { ManifestNode, ModelNode, UnitTest } from '../../manifest/types.js';
import { isMapping, type Mapping, mappingEntries, mappingGet } from '../../project/mapping.js';
import { didYouMean } from '../../util/didYouMean.js';
import { sha256 } from '../../util/hash.js';
import { addDisabled } from '../nodes/addNode.js';
import type { ParseSession } from '../session.js';
import { configLayerOf } from './configLayer.js';
import { readFixture } from './fixtures.js';
import { type PropertyEntry, placeInEntry } from './readProperties.js';
import { entryReader, listOf, optionalText, type ValueReader } from './valueReader.js';

/** A unit test, once for each version of its model that it is for (features B10). Runs after all nodes are known. */
export function parseUnitTest(session: ParseSession, entry: PropertyEntry): void {
  session.errors.attempt(() => {
    const reader = entryReader(entry);
    const model = optionalText(entry.values.model, 'model', reader);
    if (model === undefined) throw reader.error("'model' is missing", 'Write model: the_model_under_test.');
    const targets = modelsOf(session, entry, model, reader);
    for (const target of targets) addUnitTest(session, entry, model, target, reader);
  });
}

function modelsOf(
  session: ParseSession,
  entry: PropertyEntry,
  model: string,
  reader: ValueReader,
): ModelNode[] {
  const owner = entry.source.owner.name;
  const isMeant = (node: Pick<ManifestNode, 'resource_type' | 'name' | 'package_name'>): boolean =>
    node.resource_type === 'model' && node.name === model && node.package_name === owner;
  const found = modelsByName(session).get(model)?.filter(isMeant) ?? [];
  if (found.length === 0) {
    const disabled = Object.values(session.manifest.disabled).flat() as ManifestNode[];
    if (disabled.some(isMeant)) return [];
    throw new XformError(
      'parse',
      `Unable to find model '${owner}.${model}' for unit test '${entry.name}' in ${entry.source.shownPath}`,
      {
        place: reader.at('model').place('value'),
        ...hint(didYouMean(model, [...modelsByName(session).keys()])),
      },
    );
  }
  return found.filter((node) => isForVersion(entry.values.versions, node.version));
}

/** The enabled models by name, found once for all unit tests of a parse. */
const namedModels = new WeakMap<ParseSession, Map<string, ModelNode[]>>();

function modelsByName(session: ParseSession): Map<string, ModelNode[]> {
  let byName = namedModels.get(session);
  if (byName === undefined) {
    namedModels.set(session, (byName = new Map()));
    for (const node of session.models()) {
      const same = byName.get(node.name);
      if (same === undefined) byName.set(node.name, [node]);
      else same.push(node);
    }
  }
  return byName;
}

function hint(text: string | undefined): { hint?: string } {
  return text === undefined ? {} : { hint: text };
}

function isForVersion(versions: Value, version: string | number | null): boolean {
  if (!isMapping(versions) || version === null) return true;
  const lists = (key: string) => (mappingGet(versions, key) as Value[] | null | undefined)?.map(String);
  const include = lists('include');
  const exclude = lists('exclude');
  return (
    (include === undefined || include.includes(String(version))) && !(exclude ?? []).includes(String(version))
  );
}

function addUnitTest(
  session: ParseSession,
  entry: PropertyEntry,
  model: string,
  target: ModelNode,
  reader: ValueReader,
): void {
  const { owner, file, shownPath } = entry.source;
  const { values, name } = entry;
  const fqn = [owner.name, ...entry.source.folders, model, name];
  session.usedConfig.add('unit_tests', fqn);
  const layer = configLayerOf(values, [], reader);
  const { own, root } = findConfigLayers(session.project, owner, 'unit_tests', fqn);
  const { config } = mergeConfigLayers('unit_test', [...own, ...(layer ? [layer] : []), ...root], {
    file: shownPath,
  });
  if (values.given === undefined)
    throw reader.error("'given' is missing", 'Write given: [] when the model has no inputs.');
  const given = listOf(values.given, 'given', reader).map((item, index) =>
    givenOf(session, entry, item, reader.at('given', index)),
  );
  const expect = expectOf(session, entry, reader.at('expect'));
  const overrides = overridesOf(values.overrides, reader);
  checkIncremental(entry, target, overrides);
  const versions = isMapping(values.versions)
    ? {
        include: mappingGet(values.versions, 'include') ?? null,
        exclude: mappingGet(values.versions, 'exclude') ?? null,
      }
    : null;
  const isDisabled = config.enabled === false;
  const suffix = target.version === null ? '' : `_v${target.version}`;
  const test: UnitTest = {
    model,
    given,
    expect,
    name,
    resource_type: 'unit_test',
    package_name: owner.name,
    path: file.relativePath,
    original_file_path: file.path,
    unique_id: uniqueId('unit_test', owner.name, model, name + suffix),
    fqn,
    description: optionalText(values.description, 'description', reader) ?? '',
    overrides,
    depends_on: { macros: [], nodes: isDisabled ? [] : [target.unique_id] },
    config,
    checksum: checksumOf(model, versions, given, expect, overrides),
    schema: isDisabled ? null : target.schema,
    created_at: session.createdAt,
    versions,
    version: target.version,
  };
  if (isDisabled) {
    addDisabled(session, test);
    return;
  }
  const earlier = session.manifest.unit_tests[test.unique_id];
  if (earlier !== undefined) {
    throw new XformError('compilation', `Two unit tests have the name "${name}"`, {
      place: placeInEntry(entry),
      notes: [
        `  - ${earlier.unique_id} (${earlier.original_file_path})`,
        `  - ${test.unique_id} (${file.path})`,
      ],
      hint: 'Change the name of one of them.',
    });
  }
  session.manifest.unit_tests[test.unique_id] = test;
}

/** What is_incremental() gives in a test has to be said. */
function checkIncremental(entry: PropertyEntry, target: ModelNode, overrides: Value): void {
  if (!target.depends_on.macros.includes('macro.dbt.is_incremental')) return;
  const macros = overrides?.macros;
  const given = isMapping(macros) ? mappingGet(macros, 'is_incremental') : undefined;
  if (typeof given === 'boolean') return;
  throw new XformError(
    'parse',
    `Boolean override for 'is_incremental' must be provided for unit test '${entry.name}' in model '${target.name}'`,
    { place: placeInEntry(entry), hint: 'Write overrides: {macros: {is_incremental: false}}, or true.' },
  );
}

interface Fixture {
  readonly rows: Value;
  readonly format: string;
  readonly fixture: string | null;
}

function givenOf(session: ParseSession, entry: PropertyEntry, item: Value, reader: ValueReader): Value {
  if (!isMapping(item)) throw reader.error("A 'given' is not a mapping", "Write - input: ref('a_model').");
  const input = optionalText(mappingGet(item, 'input'), 'input', reader);
  if (input === undefined) throw reader.error("A 'given' has no 'input'", "Write - input: ref('a_model').");
  const hasRows = mappingGet(item, 'rows') !== undefined || mappingGet(item, 'fixture') !== undefined;
  const fixture = hasRows
    ? readFixture(session, entry.source.owner, item, reader)
    : seedFixture(session, entry, item, input, reader);
  return { input, ...fixture };
}

/** Without rows the input is a seed, and its file gives them. */
function seedFixture(
  session: ParseSession,
  entry: PropertyEntry,
  item: Mapping,
  input: string,
  reader: ValueReader,
): Fixture {
  const name = /^\s*ref\s*\(\s*(?:['"][^'"]+['"]\s*,\s*)?['"]([^'"]+)['"]\s*\)\s*$/.exec(input)?.[1];
  const owner = entry.source.owner;
  const file = owner.files.find((one) => one.kind === 'seed' && one.path.endsWith(`/${name}.csv`));
  if (name === undefined || file === undefined) {
    throw reader.error(
      `Unable to find seed '${owner.name}.${name ?? input}' for unit tests`,
      "Give the input 'rows'.",
    );
  }
  return readFixture(session, owner, { ...Object.fromEntries(mappingEntries(item)), format: 'csv' }, reader, {
    text: readFileSync(file.absolutePath, 'utf8'),
    keepEmpty: true,
  });
}

function expectOf(session: ParseSession, entry: PropertyEntry, reader: ValueReader): Value {
  const { expect } = entry.values;
  if (!isMapping(expect)) throw reader.error("'expect' is missing", 'Write expect: and below it rows:.');
  return readFixture(session, entry.source.owner, expect, reader);
}

function overridesOf(value: Value, reader: ValueReader): Value {
  if (value === undefined || value === null) return null;
  if (!isMapping(value)) throw reader.at('overrides').error("'overrides' is not a mapping");
  const part = (key: string) => mappingGet(value, key) ?? {};
  return { macros: part('macros'), vars: part('vars'), env_vars: part('env_vars') };
}

/** dbt hashes the text of its own records; state comparison across both programs needs the same. */
function checksumOf(
  model: string,
  versions: Value,
  given: readonly Value[],
  expect: Value,
  overrides: Value,
): string {
  const format = (name: string) => `<UnitTestFormat.${FORMAT_NAMES[name] ?? name}: '${name}'>`;
  const fields = (one: Value) =>
    `rows=${pyRepr(one.rows)}, format=${format(one.format)}, fixture=${pyRepr(one.fixture)}`;
  const inputs = given
    .map((one) => `UnitTestInputFixture(input=${pyRepr(one.input)}, ${fields(one)})`)
    .join(', ');
  const shownVersions =
    versions === null
      ? 'None'
      : `UnitTestNodeVersions(include=${pyRepr(versions.include)}, exclude=${pyRepr(versions.exclude)})`;
  const shownOverrides =
    overrides === null
      ? 'None'
      : `UnitTestOverrides(macros=${pyRepr(overrides.macros)}, vars=${pyRepr(overrides.vars)}, env_vars=${pyRepr(overrides.env_vars)})`;
  const text = `${model}-${shownVersions}-[${inputs}]-UnitTestOutputFixture(${fields(expect)})-${shownOverrides}`;
  const rows = given
    .filter((one) => one.fixture)
    .map((one) => `-${typeof one.rows === 'string' ? one.rows : pyRepr(one.rows)}`);
  return sha256(text + rows.join(''));
}

const FORMAT_NAMES: Readonly<Record<string, string>> = { csv: 'CSV', dict: 'Dict', sql: 'SQL' };
