import { resolve } from 'node:path';
import { createMacroRegistry } from '../context/macroRegistry.js';
import type { ContextEnvironment, MacroRegistry, NodeResolver } from '../context/types.js';
import { throwCollected } from '../errors/error.js';
import type { Logger } from '../log/types.js';
import { createResolver } from '../manifest/resolver.js';
import type { Manifest, ModelNode } from '../manifest/types.js';
import type { Project } from '../project/types.js';
import { cacheKey } from './cache/cacheKey.js';
import { createNoCache, openParseCache } from './cache/parseCache.js';
import { createReadChecker } from './cache/reads.js';
import { parseDocs } from './docs.js';
import { loadMacros } from './macros/loadMacros.js';
import { linkMacros } from './macros/macroDependencies.js';
import { patchMacros } from './macros/patchMacros.js';
import { createNameCalls } from './nodes/names.js';
import { parseNodes } from './nodes/parseNodes.js';
import { createPlaces } from './places.js';
import { parseEntries } from './properties/parseEntries.js';
import { createPatches } from './properties/patches.js';
import { readProperties } from './properties/readProperties.js';
import { applySourceOverrides } from './properties/sourceOverrides.js';
import {
  checkCatalogNames,
  checkGroupsAndAccess,
  checkUniqueness,
  warnUnmatched,
  warnUnusedConfig,
} from './resolve/checks.js';
import { warnConstraints } from './resolve/constraintWarnings.js';
import { warnDeprecations } from './resolve/deprecations.js';
import { renderDescriptions } from './resolve/descriptions.js';
import { checkMicrobatch } from './resolve/microbatch.js';
import { inferPrimaryKeys } from './resolve/primaryKey.js';
import { resolveDependencies } from './resolve/resolveDependencies.js';
import { checkSemantic } from './semantic/checkSemantic.js';
import { resolveSemantic } from './semantic/resolveSemantic.js';
import { createErrorCollector, type ParseSession } from './session.js';
import { createUsedConfig } from './usedConfig.js';

export interface ParseOptions {
  readonly log: Logger;
  /** Read and write the parse cache under the target folder (default: project.flags.partial_parse). */
  readonly useCache?: boolean;
}

/** What every later phase starts from. */
export interface ParsedProject {
  readonly project: Project;
  readonly manifest: Manifest;
  readonly macros: MacroRegistry;
  readonly resolver: NodeResolver;
  readonly environment: ContextEnvironment;
}

/**
 * Reads every file of every package and makes the manifest: synchronous, without a connection.
 * Throws all errors of all files together (XformError or XformErrors); warnings go to `log`.
 */
export function parseProject(project: Project, options: ParseOptions): ParsedProject {
  const session = openSession(project, options);
  const { manifest, errors, resolver, environment, macros } = session;
  // Without its macros no file can be rendered: their errors are reported alone.
  throwCollected(errors.errors);
  parseDocs(session);
  const entries = applySourceOverrides(session, readProperties(session));
  const patches = createPatches(entries, project, errors);
  patchMacros(session, entries, patches);
  parseNodes(session, entries, patches);
  parseEntries(session, entries);
  resolver.refresh();
  renderDescriptions(session);
  resolveDependencies(session);
  resolveSemantic(session);
  checkSemantic(session);
  checkUniqueness(session);
  checkCatalogNames(session);
  checkGroupsAndAccess(session);
  inferPrimaryKeys(session);
  checkMicrobatch(session);
  warnConstraints(session);
  warnDeprecations(session);
  warnUnmatched(session, patches);
  warnUnusedConfig(session);
  if (errors.errors.length === 0) session.cache.save();
  throwCollected(errors.errors);
  return { project, manifest, macros, resolver, environment };
}

function emptyManifest(): Manifest {
  return {
    nodes: {},
    sources: {},
    macros: {},
    docs: {},
    exposures: {},
    metrics: {},
    groups: {},
    selectors: {},
    disabled: {},
    saved_queries: {},
    semantic_models: {},
    unit_tests: {},
    functions: {},
  };
}

function cachePath(project: Project): string {
  return resolve(project.root.root, project.root.config.targetPath, 'xform_parse_cache');
}

function modelsOf(manifest: Manifest): ModelNode[] {
  return Object.values(manifest.nodes).filter((node) => node.resource_type === 'model');
}

function openSession(project: Project, options: ParseOptions): ParseSession {
  const { log } = options;
  const manifest = emptyManifest();
  const errors = createErrorCollector();
  const createdAt = Date.now() / 1000;
  const useCache = options.useCache ?? project.flags.partial_parse;
  const cache = useCache ? openParseCache(cachePath(project)) : createNoCache();
  const loaded = loadMacros(project, cache, errors, createdAt);
  const macros = createMacroRegistry({ project, macros: loaded });
  for (const { macro } of loaded) manifest.macros[macro.unique_id] ??= macro;
  linkMacros(loaded, macros);
  const resolver = createResolver(manifest, project.root.name, project.flags);
  const environment: ContextEnvironment = { project, macros, manifest, resolver, log };
  let models: readonly ModelNode[] | undefined;
  cache.connect(cacheKey(project, macros.byId.keys()), createReadChecker(environment));
  return {
    project,
    log,
    manifest,
    macros,
    resolver,
    environment,
    errors,
    cache,
    places: createPlaces(project),
    names: createNameCalls(environment),
    usedConfig: createUsedConfig(project),
    models: () => (models ??= modelsOf(manifest)),
    packagesByName: new Map(project.packages.map((one) => [one.name, one])),
    failed: new Set(),
    testPlaces: new Map(),
    createdAt,
  };
}
