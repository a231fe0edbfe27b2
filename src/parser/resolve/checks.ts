import { XformError } from '../../errors/error.js';
import { formatPlace } from '../../errors/formatError.js';
import { unusedConfigPaths } from '../../manifest/configMerge.js';
import type { ManifestNode, ModelNode } from '../../manifest/types.js';
import { didYouMean } from '../../util/didYouMean.js';
import { duplicateError } from '../nodes/addNode.js';
import type { Patches } from '../properties/patches.js';
import { type PropertyEntry, placeInEntry } from '../properties/readProperties.js';
import { SECTION_RULES } from '../properties/sections.js';
import { type ParseSession, subjectOf } from '../session.js';

const RELATIONAL: ReadonlySet<string> = new Set(['model', 'seed', 'snapshot']);

/** Two relations of one name in the database, or two resources that ref() cannot tell apart (features A22, A50). */
export function checkUniqueness(session: ParseSession): void {
  const byRelation = new Map<string, ManifestNode>();
  const byName = new Map<string, ManifestNode>();
  for (const node of Object.values(session.manifest.nodes)) {
    if (!RELATIONAL.has(node.resource_type)) continue;
    const { version } = node as ModelNode;
    const name = `${node.package_name}.${node.name}${version === null || version === undefined ? '' : `.v${version}`}`;
    const namesake = byName.get(name);
    if (namesake !== undefined) session.errors.add(duplicateError(namesake, node));
    else byName.set(name, node);
    if (node.relation_name === null) continue;
    const other = byRelation.get(node.relation_name);
    if (other === undefined) byRelation.set(node.relation_name, node);
    else if (other !== namesake) session.errors.add(ambiguousError(other, node));
  }
}

function ambiguousError(first: ManifestNode, second: ManifestNode): XformError {
  const message =
    `Two resources have the database representation ${second.relation_name}: ` +
    'one would overwrite the other';
  return new XformError('compilation', message, {
    place: { file: second.original_file_path },
    notes: [
      `  - ${first.unique_id} (${first.original_file_path})`,
      `  - ${second.unique_id} (${second.original_file_path})`,
    ],
    hint: "Change the 'alias' or 'schema' of one of them.",
  });
}

/** `catalog_name` names a catalog of catalogs.yml, and one that could be used would have been refused before. */
export function checkCatalogNames(session: ParseSession): void {
  for (const node of Object.values(session.manifest.nodes)) {
    const name: unknown = RELATIONAL.has(node.resource_type)
      ? (node.config['catalog_name'] ?? node.config['catalog'])
      : undefined;
    if (name === undefined || name === null) continue;
    session.errors.add(
      new XformError('runtime', `Catalog not found: catalogs.yml has no catalog '${name}'`, {
        place: { file: node.original_file_path },
        hint: "Remove the 'catalog_name' of the model.",
      }),
      subjectOf(node),
    );
  }
}

/** Groups have to exist, ephemeral models cannot be public (features B13, B20). */
export function checkGroupsAndAccess(session: ParseSession): void {
  const groups = new Map<string, Set<string>>();
  for (const { name, package_name } of Object.values(session.manifest.groups)) {
    const names = groups.get(package_name) ?? new Set();
    groups.set(package_name, names.add(name));
  }
  for (const node of Object.values(session.manifest.nodes)) {
    if (node.group && !groups.get(node.package_name)?.has(node.group) && node.resource_type !== 'test') {
      const known = [...(groups.get(node.package_name) ?? [])];
      const list = known.map((name) => `'${name}'`).join(', ');
      const hint = didYouMean(node.group, known) ?? "Define it in a property file, below 'groups:'.";
      session.errors.add(
        new XformError('parse', `Invalid group '${node.group}', expected one of [${list}]`, {
          place: { file: session.places.shownPathOf(node) },
          hint,
        }),
        subjectOf(node),
      );
    }
    if (node.resource_type !== 'model') continue;
    const problem = accessProblem(node);
    if (problem === undefined) continue;
    problem.place = { file: session.places.shownPathOf(node) };
    session.errors.add(problem, subjectOf(node));
  }
}

function accessProblem(node: ModelNode): XformError | undefined {
  if (node.access === 'public' && node.config.materialized === 'ephemeral') {
    return new XformError(
      'parse',
      `Node ${node.unique_id} with 'ephemeral' materialization has an invalid value (public) for the access field`,
      { hint: 'Ephemeral models can only be private or protected.' },
    );
  }
  return undefined;
}

const SECTION_OF: Readonly<Record<string, string>> = {
  model: 'models',
  seed: 'seeds',
  snapshot: 'snapshots',
  analysis: 'analyses',
  test: 'data_tests',
  function: 'functions',
};

/** Entries that describe nothing (features A32). */
export function warnUnmatched(session: ParseSession, patches: Patches): void {
  const unmatched = patches.unmatched();
  const versions = patches.unmatchedVersions();
  if (unmatched.length + versions.length === 0) return;
  const byName = new Map<string, ManifestNode[]>();
  for (const node of [...Object.values(session.manifest.nodes), ...disabledNodes(session)]) {
    const key = `${node.package_name}.${node.name}`;
    byName.set(key, [...(byName.get(key) ?? []), node]);
  }
  for (const entry of unmatched) {
    const namesake = byName.get(`${entry.source.owner.name}.${entry.name}`)?.[0];
    if (namesake !== undefined && SECTION_OF[namesake.resource_type] !== entry.section) {
      warnWrongSection(session, entry, namesake);
    } else warnNoNode(session, entry, entry.name, byName);
  }
  for (const { entry, stem } of versions) warnNoNode(session, entry, stem, byName);
}

function disabledNodes(session: ParseSession): ManifestNode[] {
  return Object.values(session.manifest.disabled).flat() as ManifestNode[];
}

function warnWrongSection(session: ParseSession, entry: PropertyEntry, node: ManifestNode): void {
  const section = SECTION_OF[node.resource_type];
  const { shownPath } = entry.source;
  const msg =
    `'${entry.name}' is a ${node.resource_type} node, but it is specified in the ${entry.section} section of ${shownPath}.\n` +
    `To fix this error, place the \`${entry.name}\` specification under the ${section} key instead.`;
  session.log.warn({
    name: 'WrongResourceSchemaFile',
    code: 'I057',
    msg: withPlace(msg, entry),
    data: { patch_name: entry.name },
  });
}

function warnNoNode(
  session: ParseSession,
  entry: PropertyEntry,
  name: string,
  byName: ReadonlyMap<string, readonly ManifestNode[]>,
): void {
  if (entry.section === 'macros') {
    const hint = didYouMean(name, session.macros.namesInPackage(entry.source.owner.name));
    const msg = `Found patch for macro "${name}" which was not found${hint ? `. ${hint}` : ''}`;
    session.log.warn({ name: 'MacroNotFoundForPatch', code: 'I059', msg: withPlace(msg, entry) });
    return;
  }
  const inSection = [...byName.values()]
    .flat()
    .filter((node) => SECTION_OF[node.resource_type] === entry.section);
  const hint = didYouMean(
    name,
    inSection.map((node) => node.name),
  );
  const { noun } = SECTION_RULES[entry.section];
  const msg =
    `Did not find matching node for patch with name '${name}' in the '${entry.section}' section of file ` +
    `'${entry.source.shownPath}': there is no ${noun} of that name${hint ? `. ${hint}` : ''}`;
  session.log.warn({
    name: 'NoNodeForYamlKey',
    code: 'I058',
    msg: withPlace(msg, entry),
    data: { patch_name: name, yaml_key: entry.section, file_path: entry.source.shownPath },
  });
}

function withPlace(message: string, entry: PropertyEntry): string {
  return `${message}\n  at ${formatPlace(placeInEntry(entry))}`;
}

/** Paths of dbt_project.yml's blocks that match nothing (features A48). */
export function warnUnusedConfig(session: ParseSession): void {
  const unused = unusedConfigPaths(session.project, session.usedConfig.fqns);
  if (unused.length === 0) return;
  const list = unused.map((path) => `\n- ${path}`).join('');
  const msg =
    'Configuration paths exist in your dbt_project.yml file which do not apply to any resources.\n' +
    `There are ${unused.length} unused configuration paths:${list}`;
  session.log.warn({
    name: 'UnusedResourceConfigPath',
    code: 'I051',
    msg,
    data: { unused_config_paths: unused },
  });
}
