import { hasJinja, renderNativeSync } from '../jinja/engine.js';
import type { RenderContext } from '../jinja/types.js';
import { dictEntries, isDict } from '../jinja/values/operations.js';
import type { Value } from '../jinja/values/types.js';
import type { TestNode } from '../manifest/types.js';

/** Strings that are calls without braces: `ref('orders')`. */
const LOOKS_LIKE_CALL = /^\s*(env_var|ref|var|source|doc)\s*\(.+\)\s*$/;

/**
 * The arguments of a generic test as its macro gets them (features H3): strings rendered to values, in lists and dicts
 * too; only the column's name stays as written.
 */
export function renderTestArgumentsSync(test: TestNode, context: RenderContext): Record<string, Value> {
  return mapArguments(test, (text) =>
    hasJinja(text) ? renderNativeSync(text, context, { file: test.original_file_path }) : text,
  );
}

function mapArguments(test: TestNode, render: (text: string) => Value): Record<string, Value> {
  const given = test.test_metadata?.kwargs ?? {};
  const rendered: Record<string, Value> = {};
  for (const name of Object.keys(given)) {
    rendered[name] = name === 'column_name' ? given[name] : mapValue(given[name], render);
  }
  return rendered;
}

function mapValue(value: Value, render: (text: string) => Value): Value {
  if (typeof value === 'string') return render(LOOKS_LIKE_CALL.test(value) ? `{{ ${value} }}` : value);
  if (Array.isArray(value)) return value.map((item) => mapValue(item, render));
  if (!isDict(value)) return value;
  const mapped: Record<string, Value> = {};
  for (const [key, item] of dictEntries(value)) mapped[String(key)] = mapValue(item, render);
  return mapped;
}
