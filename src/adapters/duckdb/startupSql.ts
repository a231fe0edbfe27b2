import type { Value } from '../../jinja/values/types.js';
import type { Attachment, DuckDbCredentials, Extension } from './credentials.js';

export function sqlString(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function sqlName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** A setting's value as DuckDB takes it; numbers as they are. */
function settingValue(value: Value): string {
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return sqlString(String(value));
}

export function loadExtensionSql(extension: Extension): string {
  const name = typeof extension === 'string' ? extension : extension.name;
  return `LOAD ${name.endsWith('.duckdb_extension') ? sqlString(name) : sqlName(name)}`;
}

/** undefined for a path of a downloaded file, which is only loaded. */
export function installExtensionSql(extension: Extension): string | undefined {
  const { name, repo } = typeof extension === 'string' ? { name: extension, repo: undefined } : extension;
  if (name.endsWith('.duckdb_extension')) return undefined;
  const from = repo === undefined ? '' : ` FROM ${/^\w+$/.test(repo) ? repo : sqlString(repo)}`;
  return `INSTALL ${sqlName(name)}${from}`;
}

const SECRET_WORDS = new Set(['type', 'provider']);

export function secretSql(secret: Readonly<Record<string, Value>>, index: number): string {
  const { name, persistent, ...parameters } = secret;
  const { type, provider, scope, ...rest } = parameters;
  const ordered: [string, Value][] = [['type', type]];
  if (provider !== undefined) ordered.push(['provider', provider]);
  ordered.push(...Object.entries(rest));
  const lines = ordered
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => `${key} ${SECRET_WORDS.has(key) ? value : secretValue(value)}`);
  const scopes = scope === undefined || scope === null ? [] : Array.isArray(scope) ? scope : [scope];
  for (const one of scopes) lines.push(`scope ${sqlString(String(one))}`);
  const kind = persistent ? 'PERSISTENT SECRET' : 'SECRET';
  return `CREATE OR REPLACE ${kind} ${sqlName(name ?? `_xform_secret_${index}`)} (${lines.join(', ')})`;
}

function secretValue(value: Value): string {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    const entries = Object.entries(value).map(
      ([key, item]) => `${sqlString(key)}: ${sqlString(String(item))}`,
    );
    return `map {${entries.join(', ')}}`;
  }
  return sqlString(String(value));
}

export function attachSql(attachment: Attachment): string {
  const options: string[] = [];
  if (attachment.type) options.push(`TYPE ${attachment.type}`);
  if (attachment.secret) options.push(`SECRET ${attachment.secret}`);
  if (attachment.read_only) options.push('READ_ONLY');
  for (const [name, value] of Object.entries(attachment.options ?? {})) {
    if (value === true) options.push(name.toUpperCase());
    else if (value !== false && value !== null) options.push(`${name.toUpperCase()} ${settingValue(value)}`);
  }
  const alias = attachment.alias ? ` AS ${sqlName(attachment.alias)}` : '';
  const list = options.length > 0 ? ` (${options.join(', ')})` : '';
  return `ATTACH IF NOT EXISTS ${sqlString(attachment.path)}${alias}${list}`;
}

/** What a profile's database needs before anything else. */
export function extensionsOf(credentials: DuckDbCredentials): Extension[] {
  const listed = [...(credentials.extensions ?? [])];
  if (typeof credentials['use_credential_provider'] === 'string') listed.push('aws');
  return listed;
}

/** Statements for a newly opened database, after its extensions: secrets, attached databases. */
export function databaseStartup(credentials: DuckDbCredentials): string[] {
  const statements = (credentials.secrets ?? []).map((secret, i) => secretSql(secret, i + 1));
  if (typeof credentials['use_credential_provider'] === 'string') {
    statements.push(secretSql({ type: 's3', provider: 'credential_chain' }, 0));
  }
  statements.push(...(credentials.attach ?? []).map(attachSql));
  return statements;
}

/** Statements for a new connection: settings, and the database that plain names refer to. */
export function connectionStartup(credentials: DuckDbCredentials, openedDatabase: string): string[] {
  const statements = Object.entries(credentials.settings ?? {})
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `SET ${sqlName(name)} = ${settingValue(value)}`);
  if (credentials.database !== openedDatabase) statements.push(`USE ${sqlName(credentials.database)}`);
  return statements;
}
