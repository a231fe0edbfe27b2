import { createRequire } from 'node:module';
import { join } from 'node:path';
import { XformError } from '../errors/error.js';
import { didYouMean } from '../util/didYouMean.js';
import { duckdb } from './duckdb/plugin.js';
import { postgres } from './postgres/plugin.js';
import { redshift } from './redshift/plugin.js';
import { shareModules } from './sharedModules.js';
import { snowflake } from './snowflake/plugin.js';
import { spark } from './spark/plugin.js';
import { trino } from './trino/plugin.js';
import type { AdapterPlugin } from './types.js';

/** Engines that come with xform. Plugins are data; their drivers load when a connection is needed. */
const BUILTIN: ReadonlyMap<string, AdapterPlugin> = new Map(
  [duckdb, postgres, redshift, spark, trino, snowflake].map((plugin) => [plugin.type, plugin]),
);

export const builtinTypes: readonly string[] = [...BUILTIN.keys()];

const PACKAGE_PREFIX = 'xform-adapter-';

/**
 * The engine for a profile's `type`: one of xform's own, or the package `xform-adapter-<type>` installed where the
 * project is. Throws XformError('profile') when there is none.
 */
export function findPlugin(type: string, options: { readonly cwd: string }): AdapterPlugin {
  return BUILTIN.get(type) ?? loadPackage(type, options.cwd);
}

function loadPackage(type: string, cwd: string): AdapterPlugin {
  const packageName = `${PACKAGE_PREFIX}${type}`;
  if (!/^[a-z][a-z0-9_-]*$/.test(type)) throw unknownType(type, packageName);
  let exported: unknown;
  shareModules();
  try {
    exported = createRequire(join(cwd, 'package.json'))(packageName);
  } catch (error) {
    if (isMissing(error, packageName)) throw unknownType(type, packageName);
    throw new XformError('profile', `The adapter package '${packageName}' could not be loaded`, {
      notes: [error instanceof Error ? error.message : String(error)],
      cause: error,
    });
  }
  const plugin = (exported as { default?: AdapterPlugin }).default ?? (exported as AdapterPlugin);
  if (plugin.type !== type || typeof plugin.createDriver !== 'function') {
    throw new XformError(
      'profile',
      `The package '${packageName}' does not export an adapter of type '${type}'`,
      {
        hint: 'Its default export must be an AdapterPlugin of `xform/adapter`.',
      },
    );
  }
  return plugin;
}

function isMissing(error: unknown, packageName: string): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return code === 'MODULE_NOT_FOUND' && (message ?? '').includes(`'${packageName}'`);
}

function unknownType(type: string, packageName: string): XformError {
  const guess = didYouMean(type, builtinTypes);
  return new XformError('profile', `There is no adapter for type '${type}'`, {
    hint: guess ?? `If it is an adapter package, install it beside the project: npm install ${packageName}`,
    notes: [`Types that come with xform: ${builtinTypes.join(', ')}.`],
  });
}
