import { Relation, type RelationOptions } from '../adapters/relation.js';
import type { Policy } from '../adapters/relationParts.js';
import type { Value } from '../jinja/values/types.js';
import type { FunctionNode, ManifestNode, SourceDefinition } from '../manifest/types.js';
import type { Project } from '../project/types.js';

type RelationExtras = Pick<RelationOptions, 'type' | 'limit' | 'eventTimeFilter'>;
type NamedNode = Pick<ManifestNode | FunctionNode, 'database' | 'schema' | 'alias'>;

export const EPHEMERAL_PREFIX = '__dbt__cte__';

/** Quoting of the project over the adapter's. A node's own `quoting` config does not reach its relation, as in dbt. */
export function projectQuoting(project: Project): Policy {
  return mergeQuoting(project.target.plugin.dialect.quoting, project.root.config.quoting);
}

/** The relation that a model, seed, snapshot, test or function is in. It has no type: that is the database's to say. */
export function nodeRelation(project: Project, node: NamedNode, extras: RelationExtras = {}): Relation {
  return Relation.create({
    dialect: project.target.plugin.dialect,
    database: node.database,
    schema: node.schema,
    identifier: node.alias,
    quotePolicy: projectQuoting(project),
    ...extras,
  });
}

/** A source's relation: its own quoting over the adapter's; the project's does not apply to it. */
export function sourceRelation(
  project: Project,
  source: SourceDefinition,
  extras: RelationExtras = {},
): Relation {
  const { plugin } = project.target;
  const { dialect } = plugin;
  return Relation.create({
    dialect,
    database: source.database,
    schema: source.schema,
    identifier: source.identifier,
    quotePolicy: mergeQuoting(dialect.quoting, source.quoting),
    external: plugin.sourceText?.(source as unknown as Readonly<Record<string, Value>>),
    ...extras,
  });
}

/** What a reference to an ephemeral model renders as: the name of the CTE that the compiler injects. */
export function ephemeralRelation(project: Project, node: NamedNode, extras: RelationExtras = {}): Relation {
  return Relation.create({
    dialect: project.target.plugin.dialect,
    identifier: ephemeralName(node),
    quotePolicy: { identifier: false },
    ...extras,
    type: 'cte',
  });
}

export function ephemeralName(node: { readonly alias: string }): string {
  return `${EPHEMERAL_PREFIX}${node.alias}`;
}

function mergeQuoting(base: Policy, changes: Value): Policy {
  if (changes === null || changes === undefined) return base;
  return {
    database: changes.database ?? base.database,
    schema: changes.schema ?? base.schema,
    identifier: changes.identifier ?? base.identifier,
  };
}
