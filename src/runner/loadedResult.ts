import { AgateTable } from '../adapters/table.js';
import type { AdapterResponse } from '../adapters/types.js';
import { isPyObject, type Value } from '../jinja/values/types.js';

/** What a statement left behind: `load_result(name)` of templates. */
export interface LoadedResult {
  readonly response: AdapterResponse;
  readonly table: AgateTable | undefined;
}

/** Reads what `load_result` returned; undefined for None (no statement of that name ran). */
export function loadResult(value: Value): LoadedResult | undefined {
  if (value === null || value === undefined) return undefined;
  const response = field(value, 'response');
  const table = field(value, 'table');
  return { response: responseOf(response), table: table instanceof AgateTable ? table : undefined };
}

function field(value: Value, name: string): Value {
  if (isPyObject(value)) return value.pyAttr(name);
  return value instanceof Map ? value.get(name) : value[name];
}

/** Macros may store a plain text as the response (store_raw_result does). */
function responseOf(value: Value): AdapterResponse {
  if (value === null || value === undefined) return { _message: 'None' };
  if (typeof value === 'string') return { _message: value };
  if (isPyObject(value)) {
    const rows = value.pyAttr('rows_affected');
    const code = value.pyAttr('code');
    return {
      _message: value.pyStr(),
      ...(typeof code === 'string' && { code }),
      ...(typeof rows === 'number' && { rows_affected: rows }),
    };
  }
  return value as AdapterResponse;
}
