import type { Dialect } from '../../adapters/types.js';
import type { Value } from '../../jinja/values/types.js';
import type { SourceDefinition } from '../../manifest/types.js';
import type { ParseSession } from '../session.js';

export interface RelationParts {
  readonly database: string | null;
  readonly schema: string | null;
  readonly identifier: string;
}

export type QuotePolicy = Readonly<Record<string, Value>>;

/** The quoted full name that manifest.json and state comparison show; parts of `policies` later in the list win. */
export function relationName(
  dialect: Dialect,
  parts: RelationParts,
  ...policies: readonly QuotePolicy[]
): string {
  const quoted = { ...dialect.quoting };
  for (const policy of policies) {
    for (const part of ['database', 'schema', 'identifier'] as const) {
      if (typeof policy[part] === 'boolean') quoted[part] = policy[part];
    }
  }
  const quote = dialect.quoteCharacter;
  const shown: string[] = [];
  if (dialect.includeDatabase && parts.database !== null && parts.database !== '') {
    shown.push(quoted.database ? quote + parts.database + quote : parts.database);
  }
  if (parts.schema !== null && parts.schema !== '')
    shown.push(quoted.schema ? quote + parts.schema + quote : parts.schema);
  shown.push(quoted.identifier ? quote + parts.identifier + quote : parts.identifier);
  return shown.join('.');
}

/**
 * A source's own quoting over the project's (features A8: the project's applies to this shown name only). A source that
 * is no relation (files) is shown as the SQL that reads it.
 */
export function sourceRelationName(session: ParseSession, source: SourceDefinition): string {
  const { plugin } = session.project.target;
  const { dialect } = plugin;
  const external = plugin.sourceText?.(source as unknown as Readonly<Record<string, Value>>);
  if (external) return external;
  const { database, schema, identifier } = source;
  return relationName(
    dialect,
    { database, schema, identifier },
    session.project.root.config.quoting,
    source.quoting,
  );
}
