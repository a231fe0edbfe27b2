import { jsonText } from '../../manifest/jsonText.js';
import { type SiteLineage, type SiteResource, shardOf } from '../siteData.js';
import { lineageRecorder } from './lineageRecord.js';
import { createMembers, type MemberNode, push } from './members.js';
import { createOverview } from './overview.js';
import { createRelationships } from './relationships.js';
import { createResourceRecord } from './resourceRecord.js';
import { createSiteColumns, createSiteIndex } from './siteIndex.js';
import type { SiteInput } from './siteInput.js';
import { createTextIndexBuilder } from './textIndex.js';

/** One file of data: its name without folder and ending, and its JSON. */
export interface SiteFile {
  readonly name: string;
  readonly json: string;
}

/** Bytes of code and text that a shard of resources should have, about. */
const SHARD_SIZE = 60_000;
/** Bytes of text behind a part of the text index, and how many parts there can be: words are told apart by two letters. */
const TEXT_PART_SIZE = 150_000;
const MAX_TEXT_PARTS = 300;

/** All data files of the site, one after another, so that they are never in memory all at once. */
export function* createSite(input: SiteInput): Generator<SiteFile> {
  const members = createMembers(input);
  const index = createSiteIndex(input, members);
  const size = totalSize(members.nodes);
  const shards = Math.max(1, Math.ceil(size / SHARD_SIZE));
  const textParts = Math.min(MAX_TEXT_PARTS, Math.max(1, Math.ceil(size / TEXT_PART_SIZE)));
  yield file('overview', createOverview(input, members, index, { shards, textParts }));
  yield file('index', index);
  yield file('columns', createSiteColumns(input, members));
  yield file('relationships', createRelationships(input, members));
  const text = createTextIndexBuilder();
  const recordLineage = lineageRecorder(input);
  const byShard = new Map<number, MemberNode[]>();
  for (const node of members.nodes) push(byShard, shardOf(node.unique_id, shards), node);
  for (let shard = 0; shard < shards; shard++) {
    const resources: Record<string, SiteResource> = {};
    const lineages: Record<string, SiteLineage> = {};
    for (const node of byShard.get(shard) ?? []) {
      const resource = createResourceRecord(input, members, node);
      resources[node.unique_id] = resource;
      text.add(members.indexOf.get(node.unique_id)!, resource);
      const lineage = recordLineage(node);
      if (lineage !== undefined) lineages[node.unique_id] = lineage;
    }
    yield file(`resource/${shard}`, resources);
    yield file(`lineage/${shard}`, lineages);
  }
  const parts = text.finish(textParts);
  for (let i = 0; i < textParts; i++) yield file(`text/${i}`, parts[i]);
}

function file(name: string, data: unknown): SiteFile {
  return { name, json: jsonText(data) };
}

/** Code is most of a record; the rest is guessed by how many columns there are. */
function totalSize(nodes: readonly MemberNode[]): number {
  let size = 0;
  for (const node of nodes) {
    const { raw_code, compiled_code, macro_sql, columns } = node as {
      raw_code?: string;
      compiled_code?: string | null;
      macro_sql?: string;
      columns?: object;
    };
    size += 1500 + (raw_code ?? macro_sql ?? '').length + (compiled_code ?? '').length;
    size += 200 * Object.keys(columns ?? {}).length;
  }
  return size;
}
