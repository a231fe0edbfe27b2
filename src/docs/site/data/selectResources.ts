import { createAdjacency } from '../../../graph/adjacency.js';
import type { Graph } from '../../../graph/graph.js';
import { parseSelection } from '../../../graph/selector/grammar.js';
import { selectIds } from '../../../graph/selector/select.js';
import type { SelectionContext } from '../../../graph/selector/types.js';
import type { GraphNode, Manifest } from '../../../manifest/types.js';
import type { SiteModel } from './siteModel.js';

export interface SelectedResources {
  readonly resources: readonly number[];
  /** What found nothing, and what may have been meant. */
  readonly notes: readonly string[];
}

/** Methods that compare with an earlier run or look at the disk: a site has neither. */
const NOT_HERE = /\b(state|result|source_status|selector):/;

const contexts = new WeakMap<SiteModel, SelectionContext>();

/**
 * The resources that `--select` and `--exclude` would find, by the same code as the command line. Throws an error with
 * `message` and `hint` for a mistake in the expression.
 */
export function selectResources(
  model: SiteModel,
  projectName: string,
  select: string,
  exclude: string,
): SelectedResources {
  const unknown = NOT_HERE.exec(`${select} ${exclude}`);
  if (unknown !== null) throw new Error(`${unknown[1]}: needs an earlier run, which a page does not have`);
  const notes: string[] = [];
  let context = contexts.get(model);
  if (context === undefined) {
    context = createContext(model, projectName, () => undefined);
    contexts.set(model, context);
  }
  const expression = parseSelection(words(select), words(exclude), 'empty');
  const ids = selectIds(expression, {
    ...context,
    onNothingFound: (raw, hint) => void notes.push(`'${raw}' finds nothing.${hint ? ` ${hint}` : ''}`),
  });
  const resources = [...ids]
    .flatMap((id) => model.find(id) ?? [])
    .filter((found) => !model.hidden.has(found));
  return { resources, notes };
}

function words(text: string): string[] {
  return text.trim() === '' ? [] : text.trim().split(/\s+/);
}

function createContext(
  model: SiteModel,
  projectName: string,
  onNothingFound: SelectionContext['onNothingFound'],
): SelectionContext {
  const manifest = manifestOf(model);
  return { manifest, graph: graphOf(model), projectName, exists: () => true, onNothingFound };
}

/** Record of the manifest by type of resource, where it is not `nodes`. */
const RECORDS: Readonly<Record<string, string>> = {
  source: 'sources',
  exposure: 'exposures',
  metric: 'metrics',
  semantic_model: 'semantic_models',
  saved_query: 'saved_queries',
  unit_test: 'unit_tests',
  function: 'functions',
};

/** As much of a manifest as selecting looks at. */
function manifestOf(model: SiteModel): Manifest {
  const { index } = model;
  const records: Record<string, Record<string, unknown>> = { groups: {}, macros: {}, docs: {}, nodes: {} };
  for (const record of Object.values(RECORDS)) records[record] = {};
  for (const name of index.groups) records['groups']![name] = { name };
  for (let i = 0; i < model.size; i++) {
    const type = model.typeOf(i);
    if (type === 'macro') continue;
    records[RECORDS[type] ?? 'nodes']![index.id[i]!] = nodeOf(model, i);
  }
  return records as unknown as Manifest;
}

function nodeOf(model: SiteModel, i: number): GraphNode {
  const { index } = model;
  const [version, latest] = index.versions[i] ?? [null, null];
  const type = model.typeOf(i);
  const label = index.label[i]!;
  const name =
    type === 'source'
      ? label.slice(label.indexOf('.') + 1)
      : version === null
        ? label
        : label.slice(0, -`.v${version}`.length);
  const fqnFolder = index.fqn[i] === -1 ? [] : index.fqns[index.fqn[i]!]!.split('\0');
  const node = {
    unique_id: index.id[i]!,
    name,
    resource_type: type,
    package_name: index.packages[index.package[i]!]!,
    original_file_path: model.path(i),
    fqn: [...fqnFolder, ...(version === null ? [name] : [name, `v${version}`])],
    tags: index.tagSets[index.tags[i]!]!,
    config: { enabled: true, ...index.configs[index.config[i]!]! },
    group: index.group[i] === -1 ? null : index.groups[index.group[i]!]!,
    depends_on: { nodes: index.parents[i]!.map((parent) => index.id[parent]!) },
    ...(type === 'model' && { access: index.access[i] ?? 'protected' }),
    ...(type === 'source' && { source_name: label.slice(0, label.indexOf('.')) }),
    ...(version !== null && { version, latest_version: latest }),
  };
  return node as unknown as GraphNode;
}

function graphOf({ index, children }: SiteModel): Graph {
  const tests = index.testParents.map((_parents, i) => `test ${i}`);
  const adjacency = createAdjacency([...index.id, ...tests], (visit) => {
    index.parents.forEach((parents, child) => {
      for (const parent of parents) visit(index.id[parent]!, index.id[child]!);
    });
    index.testParents.forEach((parents, test) => {
      for (const parent of parents) visit(index.id[parent]!, tests[test]!);
    });
  });
  const idsOf = (resources: readonly number[] | undefined): string[] =>
    (resources ?? []).map((resource) => index.id[resource]!);
  const at = (id: string): number => adjacency.indexOf.get(id) ?? -1;
  return {
    ids: index.id,
    has: (id) => adjacency.indexOf.has(id),
    parents: (id) => idsOf(index.parents[at(id)]),
    children: (id) => idsOf(children[at(id)]),
    ancestors: (from, depth) => adjacency.reach('parents', from, depth),
    descendants: (from, depth) => adjacency.reach('children', from, depth),
    adjacency: () => adjacency,
  };
}
