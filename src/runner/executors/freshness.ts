import { Relation } from '../../adapters/relation.js';
import { ResponseValue } from '../../adapters/responseValue.js';
import { AgateTable } from '../../adapters/table.js';
import type { AdapterResponse } from '../../adapters/types.js';
import { sourceRelation } from '../../context/nodeRelation.js';
import { createRuntimeContext } from '../../context/runtimeContext.js';
import { XformError } from '../../errors/error.js';
import { compileTemplate } from '../../jinja/engine.js';
import { PyDateTime } from '../../jinja/modules/datetime.js';
import { getItem } from '../../jinja/values/operations.js';
import { NO_KWARGS, type Value } from '../../jinja/values/types.js';
import type { ModelNode, SourceDefinition } from '../../manifest/types.js';
import type { NodeExecutor, NodeWork } from '../types.js';

/** `{count: 12, period: 'hour'}`; both null when not set. */
interface Threshold {
  readonly count: number | null;
  readonly period: string | null;
}

export interface FreshnessCriteria {
  readonly warn_after: Threshold;
  readonly error_after: Threshold;
  readonly filter: string | null;
}

/** How old the newest row of a source is; times are microseconds since 1970 UTC. */
export interface Freshness {
  readonly maxLoadedAt: bigint;
  readonly snapshottedAt: bigint;
  readonly criteria: FreshnessCriteria;
}

const SECONDS: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };

/** What an empty table counts as: Python's smallest datetime. */
const NEVER = PyDateTime.of(1, 1, 1).epochMicros();

/** The criteria of a source; undefined when nobody asked how fresh it is. */
export function freshnessCriteria(source: SourceDefinition): FreshnessCriteria | undefined {
  const given = source.freshness as FreshnessCriteria | null;
  if (given === null || (!isSet(given.warn_after) && !isSet(given.error_after))) return undefined;
  return given;
}

function isSet(threshold: Threshold | null | undefined): threshold is Threshold {
  return threshold?.count != null && threshold.period != null;
}

/** Asks each source for its newest row and judges it (features H17); `onFreshness` gets what was found. */
export function checkFreshness(onFreshness: (id: string, found: Freshness) => void): NodeExecutor {
  return async (work) => {
    const source = work.node as SourceDefinition;
    const criteria = await work.timed('compile', async () => freshnessCriteria(source)!);
    return work.timed('execute', async () => {
      const { table, response } = await collect(work as NodeWork<SourceDefinition>, source, criteria);
      const [loaded, asked] = table.cells[0] ?? [null, null];
      const found: Freshness = {
        maxLoadedAt: loaded === null ? NEVER : toMicros(loaded, source),
        snapshottedAt: asked === null ? PyDateTime.now().epochMicros() : toMicros(asked, source),
        criteria,
      };
      onFreshness(source.unique_id, found);
      return { ...judge(found, loaded === null), adapterResponse: response };
    });
  };
}

function judge(
  found: Freshness,
  isEmpty: boolean,
): { status: 'pass' | 'warn' | 'error'; message: string | null } {
  const age = Number(found.snapshottedAt - found.maxLoadedAt) / 1_000_000;
  for (const status of ['error', 'warn'] as const) {
    const limit = found.criteria[`${status}_after`];
    if (!isSet(limit) || age <= limit.count! * SECONDS[limit.period!]!) continue;
    const allowed = `${limit.count} ${limit.period}${limit.count === 1 ? '' : 's'}`;
    const what = isEmpty ? 'There are no rows' : `The newest row is ${ageText(age)} old`;
    return { status, message: `${what}; ${status}_after is ${allowed}` };
  }
  return { status: 'pass', message: null };
}

function ageText(seconds: number): string {
  const unit = ['day', 'hour', 'minute'].find((period) => seconds >= 2 * SECONDS[period]!) ?? 'minute';
  return `${Math.floor(seconds / SECONDS[unit]!)} ${unit}s`;
}

interface Collected {
  readonly table: AgateTable;
  readonly response: AdapterResponse;
}

/** By loaded_at_query, or loaded_at_field, or what the engine knows of its tables. */
async function collect(
  work: NodeWork<SourceDefinition>,
  source: SourceDefinition,
  criteria: FreshnessCriteria,
): Promise<Collected> {
  const { environment, runtime } = work.task;
  const relation = sourceRelation(environment.project, source);
  if (source.loaded_at_query) {
    const query = await renderQuery(work, source);
    return call(work, source, 'collect_freshness_custom_sql', [relation, query]);
  }
  if (source.loaded_at_field) {
    return call(work, source, 'collect_freshness', [
      relation,
      source.loaded_at_field,
      criteria.filter ?? null,
    ]);
  }
  if (runtime.dialect.capabilities['TableLastModifiedMetadata'] === 'Full') {
    const schema = Relation.create({ dialect: runtime.dialect, ...relation.path }).informationSchema();
    return call(work, source, 'get_relation_last_modified', [schema, [relation]]);
  }
  throw new XformError(
    'runtime',
    `It is not known when rows of source '${source.source_name}.${source.name}' were loaded`,
    {
      hint: `Set loaded_at_field or loaded_at_query; ${runtime.plugin.type} does not record when tables change.`,
    },
  );
}

/** A macro's context needs a node; what a source is called by is its relation. */
function subjectOf(source: SourceDefinition): ModelNode {
  return { ...source, alias: source.identifier, resource_type: 'source' } as unknown as ModelNode;
}

async function renderQuery(work: NodeWork, source: SourceDefinition): Promise<string> {
  const context = createRuntimeContext(work.task.environment, subjectOf(source), work.slot, {
    threadId: work.threadId,
    extra: { this: sourceRelation(work.task.environment.project, source) },
  });
  return compileTemplate(source.loaded_at_query!, { file: source.original_file_path }).render(context);
}

async function call(
  work: NodeWork,
  source: SourceDefinition,
  name: string,
  args: Value[],
): Promise<Collected> {
  const { environment } = work.task;
  const macro = environment.macros.find(name, environment.project.root.name);
  if (macro === undefined) throw new XformError('internal', `The macro '${name}' is missing`);
  const context = createRuntimeContext(environment, subjectOf(source), work.slot, {
    threadId: work.threadId,
  });
  const result: Value = await macro.template.bind(context)(args, NO_KWARGS);
  // An overriding macro may return the table alone, as dbt allowed once.
  const table: Value = result instanceof AgateTable ? result : getItem(result, 'table');
  const response: Value = result instanceof AgateTable ? undefined : getItem(result, 'response');
  if (!(table instanceof AgateTable) || table.cells.length !== 1) {
    throw new XformError(
      'runtime',
      `The freshness query of '${source.source_name}.${source.name}' did not return one row`,
    );
  }
  return { table, response: response instanceof ResponseValue ? response.response : { _message: 'OK' } };
}

function toMicros(value: Value, source: SourceDefinition): bigint {
  if (value instanceof PyDateTime) return value.epochMicros();
  throw new XformError(
    'database',
    `Expected a timestamp value when querying field '${source.loaded_at_field ?? 'loaded_at_query'}' of table ${source.name}, but got ${String(value)}`,
    { hint: 'Cast it to a timestamp: loaded_at_field: "cast(my_column as timestamp)".' },
  );
}
