import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { findItem } from '../../jinja/values/lookup.js';
import type { Value } from '../../jinja/values/types.js';
import { RelationParts } from '../relationParts.js';
import type { AdapterMethod } from '../types.js';
import { isDuckDbCatalog, keyConstraintTypes, warnOnce } from './catalogFacts.js';
import { externalReadLocation, externalWriteOptions } from './externalLocation.js';
import { publishFiles, stagingLocation } from './publishFiles.js';

/** A method whose answer needs no session, the same while parsing. */
function pure(
  name: string,
  parameters: readonly string[],
  answer: (...args: Value[]) => Value,
): AdapterMethod {
  return { name, parameters, parseValue: answer, run: (_session, ...args) => answer(...args) };
}

/** Methods that dbt-duckdb's `adapter` has beyond those of every adapter. */
export const methods: readonly AdapterMethod[] = [
  {
    name: 'external_root',
    parameters: [],
    parseValue: () => '.',
    run: (session) => session.credentials['external_root'] ?? '.',
  },
  {
    name: 'disable_transactions',
    parameters: [],
    parseValue: () => false,
    run: (session) => session.credentials['disable_transactions'] === true,
  },
  {
    name: 'location_exists',
    parameters: ['location'],
    parseValue: () => false,
    run: async (session, location) => {
      if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(location)) return existsSync(location);
      const found = await session.connection.execute('select 1 from glob($1) limit 1', {
        fetch: true,
        bindings: [location],
      });
      return found.rows.length > 0;
    },
  },
  pure('external_write_options', ['write_location', 'rendered_options'], externalWriteOptions),
  pure('external_read_location', ['write_location', 'rendered_options'], externalReadLocation),
  {
    name: 'external_staging_location',
    parameters: ['write_location', 'rendered_options'],
    parseValue: (location) => location,
    run: (_session, location, options) => stagingLocation(location, options),
  },
  {
    name: 'publish_external',
    parameters: ['staging_location', 'write_location'],
    parseValue: () => null,
    run: (_session, staging, location) => {
      publishFiles(staging, location);
      return null;
    },
  },
  pure('get_binding_char', [], () => '?'),
  pure('escape_sql_string', ['value'], (value) => String(value).replaceAll("'", "''")),
  pure('is_motherduck', [], () => false),
  {
    name: 'is_ducklake',
    parameters: ['relation'],
    parseValue: () => false,
    run: (session, relation) => isDuckLake(session.credentials, relation?.database),
  },
  {
    name: 'use_ducklake_table_workarounds',
    parameters: ['relation'],
    parseValue: () => false,
    run: (session, relation) => isDuckLake(session.credentials, relation?.database),
  },
  pure('get_seed_file_path', ['model'], (model) => seedPath(model)),
  {
    name: 'get_temp_relation_path',
    parameters: ['model', 'batch_id?'],
    parseValue: () => null,
    run: (_session, relation) => {
      const identifier = `${relation?.identifier ?? 'temp'}__${randomBytes(6).toString('hex')}`;
      return new RelationParts('Path', {
        database: relation?.database ?? null,
        schema: 'dbt_temp',
        identifier,
      });
    },
  },
  pure('batch_id_for_model', ['model'], (model) => findItem(findItem(model, 'batch') ?? null, 'id') ?? ''),
  {
    name: 'ensure_transaction',
    parameters: [],
    parseValue: () => null,
    run: async (session) => {
      await session.connection.begin();
      return null;
    },
  },
  {
    name: 'existing_key_constraint_types',
    parameters: ['relation'],
    parseValue: () => [],
    run: (session, relation) => keyConstraintTypes(session, relation),
  },
  {
    name: 'catalog_supports_foreign_keys',
    parameters: ['database'],
    parseValue: () => true,
    run: (session, database) => isDuckDbCatalog(session, database),
  },
  {
    name: 'warn_once',
    parameters: ['msg'],
    parseValue: () => null,
    run: (session, message) => {
      warnOnce(session, String(message));
      return null;
    },
  },
  /** Registers an external file with a catalogue plugin; there are none here. */
  pure('store_relation', ['plugin_name', 'relation', 'column_list', 'path', 'format', 'config'], () => null),
];

function seedPath(model: Value): string {
  return resolve(findItem(model, 'root_path') ?? '.', findItem(model, 'original_file_path') ?? '');
}

function isDuckLake(credentials: Readonly<Record<string, Value>>, database: Value): boolean {
  if (credentials['is_ducklake'] === true && credentials['database'] === database) return true;
  if (String(credentials['path']).startsWith('ducklake:') && credentials['database'] === database)
    return true;
  const attached: readonly Value[] = credentials['attach'] ?? [];
  return attached.some(
    (entry) =>
      entry.alias === database && (entry.is_ducklake === true || String(entry.path).startsWith('ducklake:')),
  );
}
