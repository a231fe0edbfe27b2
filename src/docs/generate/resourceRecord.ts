import { jsonText } from '../../manifest/jsonText.js';
import type { Macro } from '../../manifest/types.js';
import type { SiteResource } from '../siteData.js';
import { columnsOf } from './columnRecords.js';
import { freshnessOf, statsOf } from './measures.js';
import {
  labelOf,
  linkById,
  linkTo,
  type MemberNode,
  type Members,
  macroIds,
  memberParents,
} from './members.js';
import { factsOf, ownersOf } from './resourceFacts.js';
import { hasRelation, tagsOf } from './siteIndex.js';
import type { SiteInput } from './siteInput.js';
import { testRecords } from './testRecords.js';

/** Fields of nodes that only some types have. */
interface Fields {
  description?: string | null;
  source_description?: string;
  language?: string;
  relation_name?: string | null;
  config?: Record<string, unknown>;
  meta?: Record<string, unknown>;
  raw_code?: string;
  compiled_code?: string | null;
  url?: string | null;
}

/** The page of a resource. */
export function createResourceRecord(input: SiteInput, members: Members, node: MemberNode): SiteResource {
  const fields = node as Fields;
  const result = input.results.nodes.get(node.unique_id);
  const materialized = fields.config?.['materialized'];
  return {
    id: node.unique_id,
    label: labelOf(node),
    name: node.name,
    type: node.resource_type,
    package: node.package_name,
    path: node.original_file_path.replaceAll('\\', '/'),
    description: descriptionOf(fields),
    language: languageOf(node),
    facts: factsOf(input, node),
    relation: hasRelation(node) ? (fields.relation_name ?? null) : null,
    materialized: node.resource_type === 'test' || materialized === undefined ? null : String(materialized),
    tags: tagsOf(node),
    meta: plain(fields.meta ?? {}),
    owners: ownersOf(input, node),
    columns: columnsOf(input, node).map((column) => ({ ...column, meta: plain(column.meta) })),
    tests: testRecords(input, members.testsOf.get(node.unique_id) ?? []),
    raw: rawCode(node),
    compiled: fields.compiled_code ?? null,
    freshness: freshnessOf(input, node),
    stats: statsOf(input, node),
    lastRun:
      result === undefined
        ? null
        : { status: result.status, seconds: result.seconds, at: result.at, message: result.message },
    dependsOn: memberParents(node).map((id) => linkById(input, id)),
    referencedBy: referrers(members, node).map(linkTo),
    macros: macroIds(node)
      .filter((id) => members.indexOf.has(id))
      .map((id) => linkById(input, id)),
    arguments: argumentsOf(node),
    url: safeUrl(fields.url),
  };
}

function referrers(members: Members, node: MemberNode): readonly MemberNode[] {
  return node.resource_type === 'macro'
    ? (members.callersOf.get(node.unique_id) ?? [])
    : members.childrenOf(node.unique_id);
}

/** A source's own words, and those about the group of tables that it belongs to. */
function descriptionOf({ description, source_description: about }: Fields): string {
  return [description, about]
    .filter((text) => text !== undefined && text !== null && text !== '')
    .join('\n\n');
}

const DEFINED_IN_YAML = new Set(['unit_test', 'metric', 'semantic_model', 'saved_query']);

function languageOf(node: MemberNode): string {
  if (DEFINED_IN_YAML.has(node.resource_type)) return 'json';
  return (node as Fields).language ?? 'sql';
}

/** Resources that only YAML defines are shown by what was read of it. */
function rawCode(node: MemberNode): string {
  if (node.resource_type === 'macro') return (node as Macro).macro_sql;
  if (!DEFINED_IN_YAML.has(node.resource_type)) return (node as Fields).raw_code ?? '';
  const shown: Record<string, unknown> = { ...node };
  for (const key of ['unique_id', 'fqn', 'path', 'original_file_path', 'created_at', 'checksum', 'refs'])
    delete shown[key];
  return JSON.stringify(plain(shown), null, 2);
}

function argumentsOf(node: MemberNode): SiteResource['arguments'] {
  const given = (node as Partial<Macro>).arguments;
  if (!Array.isArray(given)) return [];
  return given.map((each) => ({
    name: String(each.name),
    type: String(each.type ?? (each as { data_type?: string }).data_type ?? ''),
    description: String(each.description ?? ''),
  }));
}

function safeUrl(url: string | null | undefined): string | null {
  return typeof url === 'string' && /^https?:\/\//i.test(url) ? url : null;
}

/** As JSON knows it: values of templates (dates, big integers) become text or numbers. */
function plain(value: Record<string, unknown>): Record<string, unknown> {
  return Object.keys(value).length === 0 ? {} : (JSON.parse(jsonText(value)) as Record<string, unknown>);
}
