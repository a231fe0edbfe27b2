import { XformError } from '../../errors/error.js';
import type { Value } from '../../jinja/values/types.js';
import type { CredentialField, Credentials } from '../types.js';

export const credentialFields: readonly CredentialField[] = [
  { name: 'database', type: 'string', connectionInfo: true },
  { name: 'schema', type: 'string', default: 'main', connectionInfo: true },
  { name: 'path', type: 'string', default: ':memory:', connectionInfo: true },
  { name: 'config_options', type: 'dict', default: null, connectionInfo: true },
  { name: 'extensions', type: 'list', default: null, connectionInfo: true },
  { name: 'settings', type: 'dict', default: {}, connectionInfo: true },
  { name: 'secrets', type: 'list', default: null, secret: true },
  { name: 'external_root', type: 'string', default: '.', connectionInfo: true },
  { name: 'use_credential_provider', type: 'string', default: null, connectionInfo: true },
  { name: 'attach', type: 'list', default: null, connectionInfo: true },
  { name: 'filesystems', type: 'list', default: null, connectionInfo: true },
  { name: 'remote', type: 'dict', default: null, connectionInfo: true },
  { name: 'plugins', type: 'list', default: null, connectionInfo: true },
  { name: 'disable_transactions', type: 'bool', default: false, connectionInfo: true },
  { name: 'keep_open', type: 'bool', default: true },
  { name: 'module_paths', type: 'list', default: null },
  { name: 'retries', type: 'dict', default: null },
  { name: 'is_ducklake', type: 'bool', default: null },
  { name: 'motherduck_token', type: 'string', default: null, secret: true },
];

/** One entry of `extensions:`, by name or by the path of its file. */
export type Extension = string | { readonly name: string; readonly repo?: string };

/** One entry of `attach:`. */
export interface Attachment {
  readonly path: string;
  readonly alias?: string | null;
  readonly type?: string | null;
  readonly secret?: string | null;
  readonly read_only?: boolean;
  readonly options?: Readonly<Record<string, Value>> | null;
  readonly is_ducklake?: boolean | null;
}

export interface Retries {
  /** Attempts to open the file, e.g. while another process holds it. */
  readonly connect_attempts?: number;
  /** Attempts of a statement outside a transaction. */
  readonly query_attempts?: number | null;
  /** Python's names of the errors worth another attempt (`IOException`). */
  readonly retryable_exceptions?: readonly string[];
}

export interface DuckDbCredentials extends Record<string, Value> {
  readonly path: string;
  readonly database: string;
  readonly schema: string;
  readonly config_options: Readonly<Record<string, Value>> | null;
  readonly extensions: readonly Extension[] | null;
  readonly settings: Readonly<Record<string, Value>> | null;
  readonly secrets: readonly Readonly<Record<string, Value>>[] | null;
  readonly attach: readonly Attachment[] | null;
  readonly disable_transactions: boolean;
  readonly retries: Retries | null;
}

export function duckDbCredentials(credentials: Credentials): DuckDbCredentials {
  return credentials as unknown as DuckDbCredentials;
}

const MEMORY = ':memory:';

/** Name DuckDB gives the database of a path: the file's name up to its first dot. */
export function databaseOfPath(path: string): string {
  if (path === MEMORY) return 'memory';
  const file = path.split(/[\\/]/).pop() ?? '';
  const afterScheme = file.slice(file.lastIndexOf(':') + 1).replace(/^\.+/, '');
  return afterScheme.split('.')[0] ?? '';
}

const UNSUPPORTED: readonly { readonly field: string; readonly what: string; readonly hint: string }[] = [
  {
    field: 'plugins',
    what: 'Python plugins of dbt-duckdb',
    hint: 'Read files with read_csv, read_parquet or a DuckDB extension instead.',
  },
  {
    field: 'remote',
    what: 'a remote DuckDB (Buena Vista)',
    hint: 'Give a `path` on this machine, or use type: postgres.',
  },
  {
    field: 'filesystems',
    what: 'fsspec filesystems',
    hint: 'Load the httpfs extension (`extensions: [httpfs]`) and give `secrets`.',
  },
];

/** Defaults that depend on other fields, and what xform cannot do with this profile. */
export function resolveCredentials(given: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  const path = String(given['path'] ?? MEMORY);
  if (/^(md|motherduck):/.test(path)) {
    throw new XformError('profile', 'MotherDuck is not supported', {
      hint: 'Use a DuckDB file as `path`.',
    });
  }
  for (const { field, what, hint } of UNSUPPORTED) {
    if (isGiven(given[field]))
      throw new XformError('profile', `\`${field}\`: xform does not have ${what}`, { hint });
  }
  const attach = checkAttachments(given['attach']);
  checkSecrets(given['secrets']);
  const fromPath = databaseOfPath(path);
  if (fromPath === '') {
    throw new XformError('profile', `The path '${path}' names no database`, {
      hint: 'Give a file, such as `path: warehouse.duckdb`, or `path: ":memory:"`.',
    });
  }
  const database = given['database'] ?? fromPath;
  const aliases = attach.map((attachment) => attachment.alias).filter((alias) => typeof alias === 'string');
  if (database !== fromPath && !aliases.includes(database)) {
    throw new XformError('profile', `\`database: ${database}\` does not fit \`path: ${path}\``, {
      hint: `DuckDB calls that file '${fromPath}': leave \`database\` out, or name an alias of \`attach\`.`,
    });
  }
  return { ...given, path, database, schema: String(given['schema'] ?? 'main') };
}

function isGiven(value: Value): boolean {
  if (value === null || value === undefined) return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === 'object' ? Object.keys(value).length > 0 : true;
}

function checkAttachments(value: Value): readonly Attachment[] {
  if (!isGiven(value)) return [];
  const list: readonly Value[] = Array.isArray(value) ? value : [value];
  for (const entry of list) {
    if (typeof entry !== 'object' || entry === null || typeof entry.path !== 'string') {
      throw new XformError('profile', 'Each entry of `attach` needs a `path`', {
        hint: 'For example `attach: [{path: other.duckdb, alias: other}]`.',
      });
    }
  }
  return list;
}

function checkSecrets(value: Value): void {
  if (!isGiven(value)) return;
  for (const entry of Array.isArray(value) ? value : [value]) {
    if (typeof entry !== 'object' || entry === null || typeof entry.type !== 'string') {
      throw new XformError('profile', 'Each entry of `secrets` needs a `type`', {
        hint: 'For example `secrets: [{type: s3, provider: credential_chain}]`.',
      });
    }
  }
}
