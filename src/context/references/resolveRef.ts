import type { EventTimeFilter, Relation } from '../../adapters/relation.js';
import type { Value } from '../../jinja/values/types.js';
import type { DeferRelation, ManifestNode, RefArgs, SourceDefinition } from '../../manifest/types.js';
import { ephemeralRelation, nodeRelation, sourceRelation } from '../nodeRelation.js';
import type { RuntimeScope } from '../runtimeScope.js';
import { findAccessError } from './access.js';
import { ephemeralInOperationError, missingTargetError, unseenRefError } from './referenceErrors.js';

/** What `ref()` gives while executing: the relation of a node that parsing made a dependency. */
export function resolveRef(scope: RuntimeScope, ref: RefArgs): Relation {
  const { environment, subject } = scope;
  const resolution = environment.resolver.ref(ref, subject.package_name);
  if (resolution.kind !== 'found') {
    throw missingTargetError(subject, {
      kind: 'node',
      name: ref.name,
      package: ref.package,
      version: ref.version,
      disabled: resolution.kind === 'disabled',
      hint: resolution.kind === 'missing' ? resolution.hint : undefined,
    });
  }
  const target = resolution.node;
  const forbidden = findAccessError(environment.project, subject, target);
  if (forbidden) throw forbidden;
  const isMacro = subject.resource_type === 'macro';
  if (!isMacro && !scope.dependsOn(target.unique_id)) throw unseenRefError(subject, ref);
  return targetRelation(scope, target, isMacro);
}

function targetRelation(scope: RuntimeScope, target: ManifestNode, isMacro: boolean): Relation {
  const { project } = scope.environment;
  const extras = { limit: rowLimit(scope), eventTimeFilter: eventTimeFilter(scope, target) };
  if (target.resource_type === 'model' && target.config.materialized === 'ephemeral') {
    if (isMacro) throw ephemeralInOperationError(target);
    scope.useEphemeral(target.unique_id);
    return ephemeralRelation(project, target, extras);
  }
  const deferred = findDeferred(scope, target);
  return nodeRelation(project, deferred ? { ...target, ...placeOf(deferred) } : target, extras);
}

function placeOf({ database, schema, alias }: DeferRelation) {
  return { database, schema, alias };
}

/** The other environment's relation of a node that is not built here (features --defer). */
function findDeferred(scope: RuntimeScope, target: ManifestNode): DeferRelation | undefined {
  const { run } = scope.environment;
  const deferred = 'defer_relation' in target ? target.defer_relation : undefined;
  if (!run?.defer || !deferred) return undefined;
  if (run.defer.favorState && !run.selectedResources.includes(target.unique_id)) return deferred;
  const built = scope.slot.cache.get(target.database, target.schema, target.alias);
  return built === undefined ? deferred : undefined;
}

/** What `source()` gives while executing. */
export function resolveSource(scope: RuntimeScope, sourceName: string, tableName: string): Relation {
  const { environment, subject } = scope;
  const resolution = environment.resolver.source(sourceName, tableName, subject.package_name);
  if (resolution.kind !== 'found') {
    throw missingTargetError(subject, {
      kind: 'source',
      name: `${sourceName}.${tableName}`,
      disabled: resolution.kind === 'disabled',
      hint: resolution.kind === 'missing' ? resolution.hint : undefined,
    });
  }
  const source = resolution.node;
  return sourceRelation(environment.project, source, {
    limit: rowLimit(scope),
    eventTimeFilter: eventTimeFilter(scope, source),
  });
}

/** Python code is given whole relations: it may do with them what no limit or window foresees. */
function isPython({ subject }: RuntimeScope): boolean {
  return 'language' in subject && subject.language === 'python';
}

function rowLimit(scope: RuntimeScope): number | null {
  if (isPython(scope)) return null;
  return scope.environment.run?.empty ? 0 : null;
}

/** Rows of the batch being built, or of the sample, when the target says which column is its event time (E8). */
function eventTimeFilter(
  scope: RuntimeScope,
  target: ManifestNode | SourceDefinition,
): EventTimeFilter | null {
  const fieldName: Value = target.config.event_time;
  if (typeof fieldName !== 'string' || scope.subject.resource_type !== 'model' || isPython(scope))
    return null;
  const { sample } = scope.environment.run ?? {};
  const batch = scope.batch;
  if (batch) {
    return {
      fieldName,
      start: later(batch.event_time_start, sample?.start),
      end: earlier(batch.event_time_end, sample?.end),
    };
  }
  return sample ? { fieldName, ...sample } : null;
}

function later(one: Value, other: Value | undefined): Value {
  return other !== undefined && other.pyCompare(one) > 0 ? other : one;
}

function earlier(one: Value, other: Value | undefined): Value {
  return other !== undefined && other.pyCompare(one) < 0 ? other : one;
}
