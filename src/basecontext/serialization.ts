import { isXformError } from '../errors/error.js';
import { jsonDumps } from '../jinja/modules/json.js';
import { JsonSyntaxError, parseJson } from '../jinja/modules/parseJson.js';
import { pyFunction } from '../jinja/pyFunction.js';
import { pyTruthy, raise, typeName } from '../jinja/values/operations.js';
import type { Callable, Value } from '../jinja/values/types.js';
import { dumpYaml, YamlRepresentError } from './yaml/dumpYaml.js';

/** `fromjson(string, default)`: the default (None) for text that is no JSON. */
export const fromjson = pyFunction('fromjson', ['string', 'default?'], (text: Value, fallback: Value) => {
  if (typeof text !== 'string')
    raise(`the JSON object must be str, bytes or bytearray, not ${typeName(text)}`);
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return fallback ?? null;
    throw error;
  }
});

/** `tojson(value, default, sort_keys)`: Python's json.dumps; raises for what JSON does not have, as dbt does. */
export const tojson = pyFunction('tojson', ['value', 'default?', 'sort_keys?'], (value, _default, sortKeys) =>
  jsonDumps(value, { sortKeys: sortKeys !== undefined && pyTruthy(sortKeys) }),
);

/** `toyaml(value, default, sort_keys)`: PyYAML's block style; the default (None) for what YAML does not have. */
export const toyaml = pyFunction(
  'toyaml',
  ['value', 'default?', 'sort_keys?'],
  (value, fallback, sortKeys) => {
    try {
      return dumpYaml(value, sortKeys !== undefined && pyTruthy(sortKeys));
    } catch (error) {
      if (error instanceof YamlRepresentError) return fallback ?? null;
      throw error;
    }
  },
);

/** `fromyaml(string, default)`: the default (None) for text that is no YAML. */
export function createFromYaml(parseYaml: (text: string) => Value): Callable {
  return pyFunction('fromyaml', ['value', 'default?'], (text: Value, fallback: Value) => {
    if (typeof text !== 'string') raise(`fromyaml() takes a string, not ${typeName(text)}`);
    try {
      return parseYaml(text);
    } catch (error) {
      if (isXformError(error)) return fallback ?? null;
      throw error;
    }
  });
}
