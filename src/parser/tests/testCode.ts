import { pyRepr } from '../../jinja/values/text.js';
import type { Value } from '../../jinja/values/types.js';

/** raw_code of a generic test: the call of its macro, then its config (dbt's spelling). */
export function testCode(
  name: string,
  namespace: string | null,
  config: Readonly<Record<string, Value>>,
): string {
  const macro = namespace === null ? `test_${name}` : `${namespace}.test_${name}`;
  return `{{ ${macro}(**_dbt_generic_test_kwargs) }}${configCall(config)}`;
}

function configCall(config: Readonly<Record<string, Value>>): string {
  const entries = Object.entries(config);
  if (entries.length === 0) return '';
  const values = entries.map(([key, value]) => `${key}=${literal(value)}`);
  return `{{ config(${values.join(',')}) }}`;
}

function literal(value: Value): string {
  return typeof value === 'string' ? `"${value.replaceAll('"', '\\"')}"` : pyRepr(value);
}

/** The `model` argument: the relation under the test, wrapped for `where`. */
export function modelArgument(target: {
  readonly name: string;
  readonly sourceName?: string;
  readonly version?: string | number | null;
}): string {
  if (target.sourceName !== undefined) {
    return `{{ get_where_subquery(source('${target.sourceName}', '${target.name}')) }}`;
  }
  const version =
    target.version === null || target.version === undefined ? '' : `, version='${target.version}'`;
  return `{{ get_where_subquery(ref('${target.name}'${version})) }}`;
}
