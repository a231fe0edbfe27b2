import { NO_CHECKSUM } from '../../manifest/ids.js';
import type {
  BaseNode,
  CompiledFields,
  FileChecksum,
  ManifestNode,
  NodeConfig,
  ResourceType,
} from '../../manifest/types.js';
import type { Package } from '../../project/types.js';
import type { PropertyEntry } from '../properties/readProperties.js';
import type { ParseSession } from '../session.js';

/** What is known of a node before anything is rendered. */
export interface NodeIdentity {
  readonly type: ResourceType;
  readonly owner: Package;
  readonly name: string;
  readonly uniqueId: string;
  readonly fqn: string[];
  /** dbt's `path` and `original_file_path`. */
  readonly path: string;
  readonly originalPath: string;
  readonly rawCode: string;
  readonly checksum?: FileChecksum;
}

/** The configuration of a node that nothing configures. */
export const NO_CONFIG: NodeConfig = {
  enabled: true,
  alias: null,
  schema: null,
  database: null,
  tags: [],
  meta: {},
  group: null,
  materialized: 'view',
};

/**
 * Stand-ins for fields that most nodes leave empty: filling one means giving the node a list of its own. Nodes are not
 * changed in place, and a manifest of 80,000 has better use for its memory.
 */
export const EMPTY_LIST: never[] = Object.freeze([]) as unknown as never[];
const EMPTY_RECORD: Record<string, never> = Object.freeze({});
const SHOWN_DOCS = Object.freeze({ show: true, node_color: null });
const NO_CONTRACT = Object.freeze({ enforced: false, alias_types: true, checksum: null });

/** The fields that all nodes have, in the order of manifest.json; config and names are filled in by applyConfig. */
export function baseNode(session: ParseSession, identity: NodeIdentity): BaseNode {
  const { credentials } = session.project.target;
  return {
    database: credentials.database,
    schema: credentials.schema,
    name: identity.name,
    resource_type: identity.type,
    package_name: identity.owner.name,
    path: identity.path,
    original_file_path: identity.originalPath,
    unique_id: identity.uniqueId,
    fqn: identity.fqn,
    alias: identity.name,
    checksum: identity.checksum ?? NO_CHECKSUM,
    config: NO_CONFIG,
    tags: EMPTY_LIST,
    description: '',
    columns: EMPTY_RECORD,
    meta: EMPTY_RECORD,
    group: null,
    docs: SHOWN_DOCS,
    patch_path: null,
    build_path: null,
    unrendered_config: EMPTY_RECORD,
    created_at: session.createdAt,
    relation_name: null,
    raw_code: identity.rawCode,
    doc_blocks: EMPTY_LIST,
  };
}

/** Stands for a resource that has no text of its own while the Jinja in its properties is read. */
export function holderNode(
  session: ParseSession,
  type: 'exposure' | 'semantic_model',
  uniqueId: string,
  entry: PropertyEntry,
): ManifestNode {
  const { owner, file } = entry.source;
  const { name } = entry;
  return baseNode(session, {
    type,
    owner,
    name,
    uniqueId,
    fqn: [owner.name, name],
    path: file.relativePath,
    originalPath: file.path,
    rawCode: '',
  }) as ManifestNode;
}

/**
 * A node with code. Its fields are assigned one by one, as are those that its kind adds afterwards: so all nodes of a kind
 * share one hidden class, while spreading records into each other makes slow objects of this size.
 */
export function codeNode(
  session: ParseSession,
  identity: NodeIdentity,
  language: CompiledFields['language'] = 'sql',
): BaseNode & CompiledFields {
  const node = baseNode(session, identity) as BaseNode & CompiledFields;
  node.language = language;
  node.refs = EMPTY_LIST;
  node.sources = EMPTY_LIST;
  node.metrics = EMPTY_LIST;
  node.functions = EMPTY_LIST;
  node.depends_on = { macros: [], nodes: [] };
  node.compiled_path = null;
  node.compiled = false;
  node.compiled_code = null;
  node.extra_ctes_injected = false;
  node.extra_ctes = EMPTY_LIST;
  node.contract = NO_CONTRACT;
  return node;
}
