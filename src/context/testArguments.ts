import { needsRendering, renderNative } from '../jinja/engine.js';
import type { RenderContext } from '../jinja/types.js';
import { dictEntries, isDict } from '../jinja/values/operations.js';
import { isCallable, NO_KWARGS, type Value } from '../jinja/values/types.js';
import type { TestNode } from '../manifest/types.js';

/** What a test is about, as the parser writes it for every generic test: no template has to be made for that. */
const TESTED_RELATION = /^\{\{ get_where_subquery\((ref|source)\(((?:'[^'\\]*')(?:, '[^'\\]*')?)\)\) \}\}$/;

/** Strings that are calls without braces: `ref('orders')`. */
const LOOKS_LIKE_CALL = /^\s*(env_var|ref|var|source|doc)\s*\(.+\)\s*$/;

/**
 * The arguments of a generic test as its macro gets them (features H3): strings rendered to values, in lists and dicts
 * too; only the column's name stays as written.
 */
export async function renderTestArguments(
  test: TestNode,
  context: RenderContext,
): Promise<Record<string, Value>> {
  const given = test.test_metadata?.kwargs ?? {};
  const rendered: Record<string, Value> = {};
  for (const name of Object.keys(given)) {
    rendered[name] = name === 'column_name' ? given[name] : await renderValue(given[name], test, context);
  }
  return rendered;
}

/** undefined when a macro of the project took one of the names for something that cannot be called. */
async function testedRelation(
  reference: string,
  names: string,
  context: RenderContext,
): Promise<Value | undefined> {
  const [find, wrap]: Value[] = [context.lookup(reference), context.lookup('get_where_subquery')];
  if (!isCallable(find) || !isCallable(wrap)) return undefined;
  const args = [...names.matchAll(/'([^']*)'/g)].map((name) => name[1]);
  return wrap([await find(args, NO_KWARGS)], NO_KWARGS);
}

async function renderValue(value: Value, test: TestNode, context: RenderContext): Promise<Value> {
  if (typeof value === 'string') {
    const tested = TESTED_RELATION.exec(value);
    const relation = tested && (await testedRelation(tested[1]!, tested[2]!, context));
    if (relation != null) return relation;
    const text = LOOKS_LIKE_CALL.test(value) ? `{{ ${value} }}` : value;
    return needsRendering(text) ? renderNative(text, context, { file: test.original_file_path }) : text;
  }
  if (Array.isArray(value)) {
    const items: Value[] = [];
    for (const item of value) items.push(await renderValue(item, test, context));
    return items;
  }
  if (!isDict(value)) return value;
  const mapped: Record<string, Value> = {};
  for (const [key, item] of dictEntries(value)) mapped[String(key)] = await renderValue(item, test, context);
  return mapped;
}
