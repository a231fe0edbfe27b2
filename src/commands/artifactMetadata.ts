import { isoTime } from '../runner/clock.js';
import { RUN_RESULTS_SCHEMA } from '../runner/resultsJournal.js';
import { DBT_VERSION } from '../util/version.js';
import type { Session } from './session.js';

const CUSTOM_ENV_PREFIX = 'DBT_ENV_CUSTOM_ENV_';

/** `metadata` of run_results.json. */
export function runResultsMetadata(session: Session): Record<string, unknown> {
  return artifactMetadata(session, RUN_RESULTS_SCHEMA);
}

/** What every artifact of a run says of itself. */
export function artifactMetadata({ project, clock }: Session, schema: string): Record<string, unknown> {
  const { id, startedAt, env } = project.invocation;
  const custom = Object.entries(env)
    .filter(([name]) => name.startsWith(CUSTOM_ENV_PREFIX))
    .map(([name, value]) => [name.slice(CUSTOM_ENV_PREFIX.length), value]);
  return {
    dbt_schema_version: schema,
    dbt_version: DBT_VERSION,
    generated_at: isoTime(clock.time()),
    invocation_id: id,
    invocation_started_at: startedAt,
    env: Object.fromEntries(custom),
  };
}
