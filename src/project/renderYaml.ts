import { type ErrorKind, XformError } from '../errors/error.js';
import { needsRendering, renderNativeSync } from '../jinja/engine.js';
import { PyDate } from '../jinja/modules/datetime/date.js';
import type { RenderContext } from '../jinja/types.js';
import { PyDict } from '../jinja/values/dict.js';
import type { Value } from '../jinja/values/types.js';
import { isMapping } from './mapping.js';
import type { YamlFile } from './yamlFile.js';

/** How the Jinja of a YAML file's values is rendered. */
export interface YamlRendering {
  readonly file: Pick<YamlFile, 'file' | 'placeOf'>;
  readonly context: RenderContext;
  /** Paths whose values are left as they are. */
  readonly skip?: (path: readonly (string | number)[]) => boolean;
  /** A value to take instead of an error, or undefined to let it pass. */
  readonly recover?: (path: readonly (string | number)[], text: string) => Value | undefined;
  /** Of what goes wrong while rendering; absent: as Jinja says. */
  readonly kind?: ErrorKind;
}

/**
 * A copy of `value` (at `path` of the file) with the Jinja of its texts rendered and its dates as ISO text, as dbt
 * does. Keys are not rendered. Errors are placed at the value that holds the Jinja.
 */
export function renderYaml(
  value: Value,
  path: readonly (string | number)[],
  rendering: YamlRendering,
): Value {
  if (rendering.skip?.(path)) return value;
  if (typeof value === 'string') return renderText(value, path, rendering);
  if (value instanceof PyDate) return value.isoformat();
  if (Array.isArray(value)) return value.map((item, i) => renderYaml(item, [...path, i], rendering));
  if (!isMapping(value)) return value;
  if (value instanceof PyDict) {
    const entries = [...value.entries()];
    return new PyDict(
      entries.map(([key, item]) => [key, renderYaml(item, [...path, String(key)], rendering)] as const),
    );
  }
  const rendered: Record<string, Value> = {};
  for (const key of Object.keys(value)) rendered[key] = renderYaml(value[key], [...path, key], rendering);
  return rendered;
}

function renderText(text: string, path: readonly (string | number)[], rendering: YamlRendering): Value {
  if (!needsRendering(text)) return text;
  const { file } = rendering;
  try {
    return renderNativeSync(text, rendering.context, { file: file.file });
  } catch (error) {
    if (!(error instanceof XformError)) throw error;
    const instead = rendering.recover?.(path, text);
    if (instead !== undefined) return instead;
    // The place inside the text says little where it starts somewhere in a YAML line.
    error.place = file.placeOf(path, 'value');
    error.notes = [`In the value of '${path.join('.')}': ${text}`, ...error.notes];
    if (rendering.kind === undefined) throw error;
    throw new XformError(rendering.kind, error.message, error);
  }
}
