import { XformError } from '../../errors/error.js';
import { typeName } from '../../jinja/values/typeName.js';
import type { Value } from '../../jinja/values/types.js';
import type { ModelNode } from '../../manifest/types.js';
import { type ParseSession, subjectOf } from '../session.js';

const BATCH_SIZES = ['hour', 'day', 'month', 'year'];

/** What microbatch models have to say (features G15). Errors are collected. */
export function checkMicrobatch(session: ParseSession): void {
  for (const node of session.models()) {
    const { materialized, incremental_strategy: strategy } = node.config;
    if (materialized !== 'incremental' || strategy !== 'microbatch') continue;
    const problem = problemOf(node);
    if (problem !== undefined) {
      const place = { file: session.places.shownPathOf(node) };
      session.errors.add(
        new XformError('parse', `Microbatch model '${node.name}' ${problem}`, { place }),
        subjectOf(node),
      );
    } else if (!hasFilteredInput(session, node)) {
      session.log.warn({
        name: 'MicrobatchModelNoEventTimeInputs',
        code: 'I074',
        msg:
          `The microbatch model '${node.name}' has no 'ref' or 'source' input with an 'event_time' configuration. \n` +
          'This means no filtering can be applied and can result in unexpected duplicate records in the resulting microbatch model.',
        data: { model_name: node.name },
      });
    }
  }
}

function problemOf({ config }: ModelNode): string | undefined {
  const { event_time: eventTime, begin, batch_size: size, lookback, concurrent_batches: concurrent } = config;
  if (eventTime === null) {
    return "must provide an 'event_time' (string) config that indicates the name of the event time column.";
  }
  if (typeof eventTime !== 'string') {
    return `must provide an 'event_time' config of type string, but got: ${typeName(eventTime)}.`;
  }
  if (begin === null) {
    return "must provide a 'begin' (datetime) config that indicates the earliest timestamp the microbatch model should be built from.";
  }
  if (!isDate(begin)) {
    return `must provide a 'begin' config of valid datetime (ISO format), but got: ${String(begin)}.`;
  }
  if (!BATCH_SIZES.includes(size)) {
    const known = BATCH_SIZES.map((one) => `'${one}'`).join(', ');
    return `must provide a 'batch_size' config that is one of [${known}], but got: ${size ?? 'None'}.`;
  }
  if (!Number.isInteger(lookback)) {
    return `must provide the optional 'lookback' config as type int, but got: ${typeName(lookback)}.`;
  }
  if (concurrent !== null && typeof concurrent !== 'boolean') {
    return `optional 'concurrent_batches' config must be of type bool if specified, but got: ${typeName(concurrent)}.`;
  }
  return undefined;
}

function isDate(value: Value): boolean {
  if (typeof value !== 'string') return typeof value === 'object' && value !== null;
  return /^\d{4}-\d{2}-\d{2}/.test(value) && !Number.isNaN(Date.parse(value.replace(' ', 'T')));
}

function hasFilteredInput({ manifest }: ParseSession, node: ModelNode): boolean {
  return node.depends_on.nodes.some((id) => {
    const config: Value = (manifest.nodes[id] ?? manifest.sources[id])?.config;
    return Boolean(config?.event_time);
  });
}
