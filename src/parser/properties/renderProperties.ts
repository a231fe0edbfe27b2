import { XformError } from '../../errors/error.js';
import { needsRendering, renderNativeSync } from '../../jinja/engine.js';
import type { RenderContext } from '../../jinja/types.js';
import { PyDict } from '../../jinja/values/dict.js';
import { isPlainObject } from '../../jinja/values/typeName.js';
import { isCallable, isPyObject, type Value } from '../../jinja/values/types.js';
import type { YamlDocument } from '../../project/yaml.js';

type Path = (string | number)[];

/** What rendering one file needs. */
export interface RenderSettings {
  readonly context: RenderContext;
  /** As errors show it. */
  readonly file: string;
  readonly document: Pick<YamlDocument, 'placeOf'>;
  /** Told of each error; the value is then left as it is. */
  onError(error: XformError): void;
}

/**
 * Renders the text inside `value`, which stands at `path` of the file, natively (features A33). `isLate` sees paths
 * without their first `skip` parts. Dates become ISO text, as in dbt. Containers are copied only where something changed.
 */
export function renderProperties(
  value: Value,
  path: Path,
  skip: number,
  isLate: (path: Path) => boolean,
  settings: RenderSettings,
): Value {
  const visit = (item: Value): Value => {
    if (typeof item === 'string') return renderText(item);
    if (typeof item !== 'object' || item === null) return item;
    if (Array.isArray(item)) return visitArray(item);
    if (isPlainObject(item)) return visitRecord(item);
    if (item instanceof PyDict) return visitDict(item);
    return isoText(item) ?? item;
  };
  const renderText = (text: string): Value => {
    if (!needsRendering(text) || isLate(path.slice(skip))) return text;
    try {
      return renderNativeSync(text, settings.context, { file: settings.file });
    } catch (error) {
      if (!(error instanceof XformError)) throw error;
      error.place = settings.document.placeOf(path, 'value');
      settings.onError(error);
      return text;
    }
  };
  const at = (key: string | number, item: Value): Value => {
    path.push(key);
    const rendered = visit(item);
    path.pop();
    return rendered;
  };
  const visitArray = (items: readonly Value[]): Value => {
    let copy: Value[] | undefined;
    for (let i = 0; i < items.length; i++) {
      const rendered = at(i, items[i]);
      if (rendered !== items[i]) (copy ??= [...items])[i] = rendered;
    }
    return copy ?? items;
  };
  const visitRecord = (record: Record<string, Value>): Value => {
    let copy: Record<string, Value> | undefined;
    for (const key of Object.keys(record)) {
      const rendered = at(key, record[key]);
      if (rendered !== record[key]) (copy ??= { ...record })[key] = rendered;
    }
    return copy ?? record;
  };
  const visitDict = (dict: PyDict): Value => {
    const copy = new PyDict();
    for (const [key, item] of dict.entries()) copy.set(key, at(String(key), item));
    return copy;
  };
  return visit(value);
}

/** ISO text of a date or a time of YAML; undefined for other values. */
function isoText(value: Value): string | undefined {
  if (!isPyObject(value) || (value.pyType !== 'date' && value.pyType !== 'datetime')) return undefined;
  const isoformat = value.pyAttr('isoformat');
  return isCallable(isoformat) ? (isoformat([], {}) as string) : undefined;
}
