import { Relation } from '../adapters/relation.js';
import { linkRelations } from '../adapters/relationLinks.js';
import { findGraphNode } from '../graph/graph.js';
import { toArray } from '../jinja/values/operations.js';
import type { Value } from '../jinja/values/types.js';
import type { GraphNode, ManifestNode } from '../manifest/types.js';
import { type AdapterCall, createAdapterCall } from './adapterCalls.js';
import { connect } from './connect.js';
import { isEphemeral, isRelational } from './nodeKinds.js';
import type { RunTask } from './types.js';

interface SchemaName {
  readonly database: string | null;
  readonly schema: string;
}

export interface PrepareOptions {
  /** Make schemas that are missing (not for compile, show and the like). */
  readonly create: boolean;
  /** Learn what exists in the schemas of the selected nodes before anything runs. */
  readonly populateCache: boolean;
}

/**
 * Makes the schemas that the selected nodes need (features E11) and lists what they hold, so that look-ups during the
 * run need no query (E10). Schemas of other nodes are listed when they are first asked for.
 */
export async function prepareSchemas(task: RunTask, options: PrepareOptions): Promise<void> {
  const wanted = schemasOf(task, task.selected);
  // What is not selected may be deferred, unless it exists here.
  const looked = task.environment.run?.defer
    ? schemasOf(task, Object.keys(task.parsed.manifest.nodes))
    : wanted;
  if (looked.length === 0) return;
  const slot = connect(task, 'master');
  try {
    const call = createAdapterCall(task, slot);
    if (options.create) await createMissing(task, call, wanted);
    if (options.populateCache) {
      for (const { database, schema } of looked) await call('list_relations', database, schema);
      await linkRelations(slot);
    }
  } finally {
    await slot.release();
  }
}

/** Each schema once, however it is spelt. */
function schemasOf(task: RunTask, ids: readonly string[]): SchemaName[] {
  const found = new Map<string, SchemaName>();
  for (const id of ids) {
    const node = findGraphNode(task.parsed.manifest, id);
    if (node === undefined || !needsSchema(node, task)) continue;
    const { database, schema } = node as ManifestNode;
    const key = `${database ?? ''}\u0000${schema}`.toLowerCase();
    if (!found.has(key)) found.set(key, { database, schema });
  }
  return [...found.values()];
}

function needsSchema(node: GraphNode, task: RunTask): boolean {
  if (node.resource_type === 'test') return storesFailures(node as ManifestNode, task);
  if (node.resource_type === 'function') return true;
  return isRelational(node) && !isEphemeral(node);
}

/** store_failures_as decides when it is set, then store_failures, then the flag (features H11). */
export function storesFailures(node: ManifestNode, task: RunTask): boolean {
  const storeAs = node.config['store_failures_as'];
  if (storeAs !== null && storeAs !== undefined) return storeAs !== 'ephemeral';
  const own = node.config['store_failures'];
  return typeof own === 'boolean' ? own : task.parsed.project.flags.store_failures === true;
}

async function createMissing(task: RunTask, call: AdapterCall, wanted: readonly SchemaName[]): Promise<void> {
  const byDatabase = new Map<string | null, Set<string>>();
  for (const { database, schema } of wanted) {
    let existing = byDatabase.get(database);
    if (existing === undefined) {
      const listed: readonly Value[] = toArray(await call('list_schemas', database));
      existing = new Set(listed.map((name) => String(name).toLowerCase()));
      byDatabase.set(database, existing);
    }
    if (existing.has(schema.toLowerCase())) continue;
    existing.add(schema.toLowerCase());
    const relation = Relation.create({ dialect: task.runtime.dialect, database, schema });
    task.log.fire({
      name: 'SchemaCreation',
      code: 'E020',
      level: 'debug',
      msg: `Creating schema "${database}.${schema}"`,
      data: { relation: { database: database ?? '', schema, identifier: '' } },
    });
    await call('create_schema', relation);
  }
}
