import type { ContextEnvironment, MacroRegistry } from '../context/types.js';
import { errorsOf, isXformError, type Place, type XformError } from '../errors/error.js';
import type { Logger } from '../log/types.js';
import type { ManifestResolver } from '../manifest/resolver.js';
import type { Manifest, ModelNode } from '../manifest/types.js';
import type { Package, Project } from '../project/types.js';
import type { ParseCache } from './cache/parseCache.js';
import type { NameCalls } from './nodes/names.js';
import type { Places } from './places.js';
import type { UsedConfig } from './usedConfig.js';

/** Everything that the steps of one parse share. */
export interface ParseSession {
  readonly project: Project;
  readonly log: Logger;
  readonly manifest: Manifest;
  readonly macros: MacroRegistry;
  readonly resolver: ManifestResolver;
  readonly environment: ContextEnvironment;
  readonly errors: ErrorCollector;
  readonly cache: ParseCache;
  readonly places: Places;
  readonly names: NameCalls;
  readonly usedConfig: UsedConfig;
  /** The enabled models; complete once all nodes are parsed, and not to be asked for before. */
  models(): readonly ModelNode[];
  readonly packagesByName: ReadonlyMap<string, Package>;
  /** `package.name` of models, seeds and snapshots that could not be parsed: refs to them are not reported again. */
  readonly failed: Set<string>;
  /** Where generic tests stand, by unique_id. */
  readonly testPlaces: Map<string, { place(): Place }>;
  /** Seconds since 1970: created_at of what this parse makes. */
  readonly createdAt: number;
}

/** Who an error is about, as dbt shows it: `Compilation Error in model a (models/a.sql)`. */
export type ErrorSubject = NonNullable<XformError['node']>;

/** Collects the errors of all files, so that they are reported together. */
export interface ErrorCollector {
  readonly errors: XformError[];
  add(error: unknown, subject?: ErrorSubject, place?: Place): void;
  /** Runs a step; its error is collected and undefined returned. */
  attempt<T>(step: () => T, subject?: ErrorSubject, place?: Place): T | undefined;
}

/** Only XformErrors are collected: anything else is a bug and is thrown on. */
export function createErrorCollector(): ErrorCollector {
  const errors: XformError[] = [];
  const collector: ErrorCollector = {
    errors,
    add(error, subject, place) {
      if (!isXformError(error)) throw error;
      for (const one of errorsOf(error)) {
        if (subject !== undefined) one.node ??= subject;
        if (place !== undefined) one.place ??= place;
        errors.push(one);
      }
    },
    attempt(step, subject, place) {
      try {
        return step();
      } catch (error) {
        collector.add(error, subject, place);
        return undefined;
      }
    },
  };
  return collector;
}

/** As `attempt`, for a node that others may refer to: when it fails, refs to it are not reported as errors of their own. */
export function attemptNode(
  session: ParseSession,
  packageName: string,
  subject: ErrorSubject,
  place: Place,
  step: () => void,
): void {
  const before = session.errors.errors.length;
  session.errors.attempt(step, subject, place);
  if (session.errors.errors.length > before) session.failed.add(`${packageName}.${subject.name}`);
}

export function subjectOf(node: {
  readonly resource_type: string;
  readonly name: string;
  readonly original_file_path: string;
}): ErrorSubject {
  return { resource_type: node.resource_type, name: node.name, path: node.original_file_path };
}
