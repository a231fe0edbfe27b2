import { type SiteLineage, type SiteResource, shardOf } from '../../siteData.js';
import { loadData } from './loadData.js';

export async function loadResource(id: string): Promise<SiteResource | undefined> {
  const { shards } = await loadData('overview');
  return (await loadData(`resource/${shardOf(id, shards)}`))[id];
}

/** Undefined for what has no columns, or when columns were not traced. */
export async function loadLineage(id: string): Promise<SiteLineage | undefined> {
  const { shards } = await loadData('overview');
  return (await loadData(`lineage/${shardOf(id, shards)}`))[id];
}
