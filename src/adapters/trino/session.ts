import type { IncomingHttpHeaders } from 'node:http';
import { pyStr } from '../../jinja/values/text.js';
import type { Value } from '../../jinja/values/types.js';
import type { TrinoCredentials } from './credentials.js';

/**
 * What the server keeps of a session is nothing: each request carries catalog, schema, properties and roles, and each
 * answer may change them (`use`, `set session`, `set role`).
 */
export class TrinoSession {
  private catalog: string;
  private schema: string;
  private path: string | undefined;
  private readonly properties: Map<string, string>;
  private readonly roles: Map<string, string>;

  constructor(private readonly credentials: TrinoCredentials) {
    this.catalog = credentials.database;
    this.schema = credentials.schema;
    this.properties = new Map(
      Object.entries(credentials.session_properties ?? {}).map(([name, value]) => [
        name,
        propertyText(value),
      ]),
    );
    this.roles = new Map(
      Object.entries(credentials.roles ?? {}).map(([catalog, role]) => [catalog, roleText(String(role))]),
    );
  }

  /** Headers of a new statement. */
  headers(): Record<string, string> {
    const { credentials } = this;
    const headers: Record<string, string> = {
      ...this.loginHeaders(),
      'Content-Type': 'text/plain; charset=utf-8',
      'X-Trino-Source': credentials.source,
      'X-Trino-Catalog': this.catalog,
      'X-Trino-Schema': this.schema,
      // Without this the server cuts times to milliseconds.
      'X-Trino-Client-Capabilities': 'PARAMETRIC_DATETIME,PATH,SESSION_AUTHORIZATION',
      'X-Trino-Transaction-Id': 'NONE',
    };
    if (this.path !== undefined) headers['X-Trino-Path'] = this.path;
    if (credentials.timezone) headers['X-Trino-Time-Zone'] = credentials.timezone;
    if (credentials.client_tags?.length) headers['X-Trino-Client-Tags'] = credentials.client_tags.join(',');
    if (credentials.encoding) headers['X-Trino-Query-Data-Encoding'] = credentials.encoding;
    if (this.properties.size > 0) headers['X-Trino-Session'] = pairs(this.properties);
    if (this.roles.size > 0) headers['X-Trino-Role'] = pairs(this.roles);
    return headers;
  }

  /** Who asks: on every request, also for further pages. */
  loginHeaders(): Record<string, string> {
    const { user, impersonation_user: impersonated, password, jwt_token: token, method } = this.credentials;
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(this.credentials.http_headers ?? {}))
      headers[name] = pyStr(value);
    const asked = impersonated ?? user;
    if (asked) headers['X-Trino-User'] = asked;
    if (impersonated && user) headers['X-Trino-Original-User'] = user;
    if (method === 'ldap')
      headers['Authorization'] = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    if (method === 'jwt') headers['Authorization'] = `Bearer ${token}`;
    return headers;
  }

  /** Takes over what a statement changed. */
  update(headers: IncomingHttpHeaders): void {
    this.catalog = text(headers['x-trino-set-catalog']) ?? this.catalog;
    this.schema = text(headers['x-trino-set-schema']) ?? this.schema;
    this.path = text(headers['x-trino-set-path']) ?? this.path;
    for (const [name, value] of assignments(headers['x-trino-set-session'])) this.properties.set(name, value);
    for (const name of list(headers['x-trino-clear-session'])) this.properties.delete(name);
    for (const [catalog, role] of assignments(headers['x-trino-set-role'])) this.roles.set(catalog, role);
  }
}

function propertyText(value: Value): string {
  return typeof value === 'boolean' ? String(value) : pyStr(value);
}

/** `all`, `none`, or the name of a role. */
function roleText(role: string): string {
  if (/^(all|none)$/i.test(role)) return role.toUpperCase();
  return /^ROLE\{.*\}$/.test(role) ? role : `ROLE{${role}}`;
}

function pairs(map: ReadonlyMap<string, string>): string {
  return [...map].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join(',');
}

function text(header: string | string[] | undefined): string | undefined {
  const value = list(header)[0];
  return value === undefined ? undefined : decodeURIComponent(value);
}

function list(header: string | string[] | undefined): string[] {
  return (Array.isArray(header) ? header : (header ?? '').split(','))
    .map((part) => part.trim())
    .filter(Boolean);
}

function assignments(header: string | string[] | undefined): [string, string][] {
  return list(header).map((part) => {
    const at = part.indexOf('=');
    return [part.slice(0, at), decodeURIComponent(part.slice(at + 1).replaceAll('+', ' '))];
  });
}
