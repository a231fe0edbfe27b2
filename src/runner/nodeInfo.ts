import type { GraphNode } from '../manifest/types.js';

/** dbt's `node_info` of events (features J24); every text is there, empty when not known. */
export interface NodeInfo {
  readonly node_path: string;
  readonly node_name: string;
  readonly unique_id: string;
  readonly resource_type: string;
  readonly materialized: string;
  readonly node_status: string;
  readonly node_started_at: string;
  readonly node_finished_at: string;
  readonly meta: unknown;
  readonly node_relation: {
    readonly database: string;
    readonly schema: string;
    readonly alias: string;
    readonly relation_name: string;
  };
  readonly node_checksum: string;
}

/** Where a node is in its life, for its events. Times are ISO 8601 in UTC. */
export interface NodeState {
  readonly status?: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
}

/** Fields that only some types of resources have. */
interface Loose {
  readonly config?: { readonly materialized?: string; readonly meta?: unknown };
  readonly checksum?: { readonly checksum: string } | string | null;
  readonly database?: string | null;
  readonly schema?: string | null;
  readonly alias?: string;
  readonly relation_name?: string | null;
}

export function createNodeInfo(node: GraphNode, state: NodeState = {}): NodeInfo {
  const loose = node as Loose;
  const { checksum } = loose;
  return {
    node_path: node.path,
    node_name: node.name,
    unique_id: node.unique_id,
    resource_type: node.resource_type,
    materialized: node.resource_type === 'unit_test' ? 'unit' : (loose.config?.materialized ?? ''),
    node_status: state.status ?? 'None',
    node_started_at: state.startedAt ?? '',
    node_finished_at: state.finishedAt ?? '',
    meta: loose.config?.meta ?? {},
    node_relation: {
      database: loose.database ?? '',
      schema: loose.schema ?? '',
      alias: loose.alias ?? '',
      relation_name: loose.relation_name ?? '',
    },
    node_checksum: (typeof checksum === 'object' ? checksum?.checksum : checksum) ?? '',
  };
}
