import type { Value } from '../jinja/values/types.js';
import { RecordedMapping } from './recordedMapping.js';
import { ignoreRead, type OnRead } from './types.js';

/** What `target` is made of (project/types.ts Target fits). */
export interface TargetSource {
  readonly profileName: string;
  readonly targetName: string;
  readonly plugin: {
    readonly type: string;
    readonly credentials: readonly {
      readonly name: string;
      readonly aliases?: readonly string[];
      readonly secret?: boolean;
      readonly connectionInfo?: boolean;
    }[];
  };
  readonly credentials: Readonly<Record<string, Value>>;
  readonly threads: number;
}

/** Fields of `target`: those of the connection that its engine calls connection info, never a secret. */
export function targetFields(target: TargetSource): Record<string, Value> {
  const fields: Record<string, Value> = {};
  const { credentials, plugin } = target;
  for (const name of ['database', 'schema'])
    if (credentials[name] !== undefined) fields[name] = credentials[name];
  for (const field of plugin.credentials) {
    if (!field.connectionInfo || field.secret) continue;
    // Templates use either name: dbt-postgres calls the database dbname as well.
    for (const name of [field.name, ...(field.aliases ?? [])]) fields[name] = credentials[field.name] ?? null;
  }
  return {
    ...fields,
    type: plugin.type,
    threads: target.threads,
    name: target.targetName,
    target_name: target.targetName,
    profile_name: target.profileName,
  };
}

/** `target`; `fields` as targetFields made them. */
export function createTarget(
  fields: Readonly<Record<string, Value>>,
  onRead: OnRead = ignoreRead,
): RecordedMapping {
  return new RecordedMapping(fields, (name, value) => onRead('target', name, value));
}
