import type { SiteResource } from '../siteData.js';
import type { MemberNode } from './members.js';
import { groupsOf, ownerText } from './siteIndex.js';
import type { SiteInput } from './siteInput.js';

type Fields = Readonly<Record<string, unknown>>;

/** What a page tells in short, in this order; what a resource does not have is left out. */
const FACTS: readonly (readonly [label: string, of: (fields: Fields, config: Fields) => unknown])[] = [
  [
    'Materialized',
    (fields, config) => (fields['resource_type'] === 'test' ? undefined : config['materialized']),
  ],
  ['Strategy', (_fields, config) => config['incremental_strategy'] ?? config['strategy']],
  ['Unique key', (_fields, config) => listText(config['unique_key'])],
  ['Access', (fields) => fields['access']],
  ['Group', (fields) => fields['group']],
  ['Version', (fields) => versionText(fields)],
  ['Contract', (fields) => (at(fields, 'contract', 'enforced') === true ? 'enforced' : undefined)],
  ['Deprecated from', (fields) => fields['deprecation_date']],
  ['Loader', (fields) => fields['loader']],
  ['Loaded-at field', (fields) => fields['loaded_at_field']],
  ['Kind', (fields) => (fields['resource_type'] === 'exposure' ? fields['type'] : undefined)],
  ['Maturity', (fields) => fields['maturity']],
  ['Severity', (fields, config) => (fields['resource_type'] === 'test' ? config['severity'] : undefined)],
  ['Language', (fields) => (fields['language'] === 'python' ? 'Python' : undefined)],
];

export function factsOf(input: SiteInput, node: MemberNode): SiteResource['facts'] {
  const fields = node as unknown as Fields;
  const config = (fields['config'] ?? {}) as Fields;
  const facts: [string, string][] = [];
  for (const [label, of] of FACTS) {
    const value = of(fields, config);
    if (value !== undefined && value !== null && value !== '') facts.push([label, String(value)]);
  }
  const entry = input.catalog.nodes[node.unique_id] ?? input.catalog.sources[node.unique_id];
  if (entry !== undefined) facts.push(['In the warehouse', entry.metadata.type.toLowerCase()]);
  return facts;
}

function listText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return Array.isArray(value) ? value.join(', ') : String(value);
}

function versionText(fields: Fields): string | undefined {
  const version = fields['version'];
  if (fields['resource_type'] !== 'model' || version === undefined || version === null) return undefined;
  return String(version) === String(fields['latest_version']) ? `${version} (latest)` : String(version);
}

function at(fields: Fields, first: string, second: string): unknown {
  return (fields[first] as Fields | undefined)?.[second];
}

/** Who answers for a resource: its own owner, meta.owner, its group's, the relation's. */
export function ownersOf(input: SiteInput, node: MemberNode): SiteResource['owners'] {
  const fields = node as unknown as Fields;
  const group = groupsOf(input.parsed.manifest).get(String(fields['group'] ?? ''));
  const entry = input.catalog.nodes[node.unique_id] ?? input.catalog.sources[node.unique_id];
  const found: [string, unknown][] = [
    ['owner', fields['owner']],
    ['meta', at(fields, 'meta', 'owner')],
    ['source', at(fields, 'source_meta', 'owner')],
    ['group', group?.owner],
    ['relation', entry?.metadata.owner],
  ];
  return found
    .map(([from, owner]) => ({ from, text: ownerText(owner) }))
    .filter(({ text }, i, all) => text !== '' && all.findIndex((other) => other.text === text) === i);
}
