import type { Value } from '../../jinja/values/types.js';
import type { ConfigLayer } from '../../manifest/configMerge.js';

/** `unrendered_config` of semantic models and saved queries: their own config alone, without the project file's. */
export function ownUnrendered(layer: ConfigLayer | undefined): Record<string, Value> {
  return { ...(layer?.unrendered ?? layer?.values) };
}
