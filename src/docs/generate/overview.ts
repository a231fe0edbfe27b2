import type { Exposure } from '../../manifest/types.js';
import { XFORM_VERSION } from '../../util/version.js';
import { PACKAGES_FOLDER, type SiteIndex, type SiteOverview, type SiteTestSummary } from '../siteData.js';
import { columnsOf } from './columnRecords.js';
import { linkById, linkTo, type Members } from './members.js';
import { groupsOf, ownerText } from './siteIndex.js';
import type { SiteInput } from './siteInput.js';

/** Up to this many resources the browser loads the tree at once. */
const SMALL = 800;
const MAX_LISTED = 20;

export function createOverview(
  input: SiteInput,
  members: Members,
  index: SiteIndex,
  parts: Pick<SiteOverview, 'shards' | 'textParts'>,
): SiteOverview {
  const { parsed, lineage } = input;
  const { manifest, project } = parsed;
  const counts: Record<string, number> = {};
  for (const type of index.type) counts[index.types[type]!] = (counts[index.types[type]!] ?? 0) + 1;
  const groups = groupsOf(manifest);
  return {
    project: project.root.name,
    adapter: project.target.plugin.type,
    version: XFORM_VERSION,
    generatedAt: input.generatedAt,
    readme: manifest.docs[`doc.${project.root.name}.__overview__`]?.block_contents ?? null,
    packageReadmes: packageReadmes(input),
    counts,
    ...parts,
    small: index.id.length <= SMALL,
    folders: countsBy([...index.id.keys()], (i) =>
      index.packages[index.package[i]!] === project.root.name
        ? index.folders[index.folder[i]!]!.split('/')[0]!
        : PACKAGES_FOLDER,
    ),
    tests: testSummary(input, members),
    documented: documented(input, members),
    ...(lineage && {
      lineage: {
        columns: lineage.coverage.columns,
        known: lineage.coverage.known,
        unknownTotal: lineage.coverage.unknownNodes.length,
        unknown: lineage.coverage.unknownNodes
          .slice(0, MAX_LISTED)
          .map(({ id, reason }) => ({ link: linkById(input, id), reason })),
      },
    }),
    layers: countsBy(
      index.layer.filter((_layer, i) => index.types[index.type[i]!] === 'model'),
      (layer) => index.layers[layer]!,
    ),
    groups: index.groups.map((name, at) => ({
      name,
      owner: groups.get(name)?.owner ?? '',
      description: groups.get(name)?.description ?? '',
      count: index.group.filter((group) => group === at).length,
    })),
    exposures: Object.values(manifest.exposures)
      .slice(0, MAX_LISTED)
      .map((exposure: Exposure) => ({
        link: linkTo(exposure),
        kind: exposure.type,
        owner: ownerText(exposure.owner),
      })),
  };
}

function packageReadmes({ parsed: { manifest, project } }: SiteInput): Record<string, string> {
  const readmes: Record<string, string> = {};
  for (const { name } of project.packages) {
    const block = Object.values(manifest.docs).find((doc) => doc.name === `__${name}__`);
    if (block !== undefined) readmes[name] = block.block_contents;
  }
  return readmes;
}

function countsBy(
  keys: readonly number[],
  nameOf: (key: number) => string,
): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(nameOf(key), (counts.get(nameOf(key)) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count }));
}

const GONE_WRONG = ['error', 'runtime error', 'fail', 'warn'];

function testSummary(input: SiteInput, { testsOf, indexOf }: Members): SiteTestSummary {
  const { results } = input;
  const byStatus: Record<string, number> = {};
  const failing: SiteTestSummary['failing'][number][] = [];
  const seen = new Set<string>();
  let lastRun: string | null = null;
  for (const [resource, tests] of testsOf) {
    for (const { unique_id: id, name } of tests) {
      if (seen.has(id)) continue;
      seen.add(id);
      const result = results.nodes.get(id);
      const status = result?.status ?? 'not run';
      byStatus[status] = (byStatus[status] ?? 0) + 1;
      if (result?.at && (lastRun === null || result.at > lastRun)) lastRun = result.at;
      if (GONE_WRONG.includes(status)) {
        const link = indexOf.has(resource) ? linkById(input, resource) : null;
        failing.push({ name, status, message: result?.message ?? '', link });
      }
    }
  }
  failing.sort((a, b) => GONE_WRONG.indexOf(a.status) - GONE_WRONG.indexOf(b.status));
  return { total: seen.size, byStatus, lastRun, failing: failing.slice(0, MAX_LISTED) };
}

function documented(input: SiteInput, { nodes }: Members): SiteOverview['documented'] {
  const totals = { models: 0, described: 0, columns: 0, describedColumns: 0 };
  for (const node of nodes) {
    if (node.resource_type !== 'model') continue;
    totals.models++;
    if ((node as { description: string }).description !== '') totals.described++;
    for (const { description } of columnsOf(input, node)) {
      totals.columns++;
      if (description !== '') totals.describedColumns++;
    }
  }
  return totals;
}
