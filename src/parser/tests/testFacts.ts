import { createCapture, createParseContext } from '../../context/parseContext.js';
import { TableContext } from '../../context/tableContext.js';
import type { LoadedMacro } from '../../context/types.js';
import { XformError } from '../../errors/error.js';
import { compileTemplate, needsRendering, renderNativeSync } from '../../jinja/engine.js';
import type { RenderContext, Template } from '../../jinja/types.js';
import { callable, type Value } from '../../jinja/values/types.js';
import type { TestMetadata, TestNode } from '../../manifest/types.js';
import { isMapping, mappingEntries } from '../../project/mapping.js';
import type { CacheEntry } from '../cache/parseCache.js';
import { type Facts, factsOf, withNames } from '../nodes/capture.js';
import type { ValueReader } from '../properties/valueReader.js';
import type { ParseSession } from '../session.js';
import type { TestTarget } from './testNode.js';

/** Built-in tests whose text refers to nothing but the relation: they need no render. */
const PLAIN_TESTS: ReadonlySet<string> = new Set(['macro.dbt.test_unique', 'macro.dbt.test_not_null']);

/** What the test's macro and arguments refer to (features H3). Throws XformError at the place of the test. */
export function testFacts(
  session: ParseSession,
  node: TestNode,
  macro: string | undefined,
  target: TestTarget,
  entry: CacheEntry<unknown>,
  reader: ValueReader,
): Facts {
  const { namespace } = node.test_metadata!;
  const isPlain =
    macro !== undefined && PLAIN_TESTS.has(macro) && (namespace === null || namespace === 'dbt');
  if (isPlain) return plainFacts(target);
  const part = `${node.unique_id} ${node.raw_code}`;
  const known = entry.part<Facts>(part);
  if (known !== undefined) return known;
  const capture = createCapture();
  try {
    const context = createParseContext(session.environment, node, capture);
    const reachable = macro === undefined ? [] : dependencies(session, macro);
    exposeDependencies(session, reachable, node.package_name, context);
    const kwargs = renderArguments(node.test_metadata!.kwargs, target, context, reader);
    const isReached =
      namespace === null || reachable.some((one) => isTestOf(session, one, node.test_metadata!));
    const code = isReached ? node.raw_code : configOf(node.raw_code);
    testTemplate(code).renderSync(withNames(context, { _dbt_generic_test_kwargs: kwargs }));
  } catch (error) {
    if (!(error instanceof XformError)) throw error;
    error.node ??= { resource_type: 'test', name: node.name, path: node.original_file_path };
    const place = reader.place();
    if (error.place === undefined || error.place.file === CODE_FILE) error.place = place;
    if (error.calledFrom?.file === CODE_FILE) error.calledFrom = place;
    throw error;
  }
  const facts = factsOf(capture);
  entry.storePart(part, facts, [capture.reads]);
  return facts;
}

/** A macro and what it depends on, near and far. */
function dependencies({ macros }: ParseSession, macro: string): LoadedMacro[] {
  const seen = new Set([macro]);
  for (const id of seen) for (const one of macros.byId.get(id)?.macro.depends_on.macros ?? []) seen.add(one);
  return [...seen].flatMap((id) => macros.byId.get(id) ?? []);
}

/**
 * A test's macro and what it calls are known by their plain names while parsing, wherever they are from. (When the test
 * is compiled, they have to be qualified: dbt's rule.)
 */
function exposeDependencies(
  { macros }: ParseSession,
  known: readonly LoadedMacro[],
  packageName: string,
  context: RenderContext,
): void {
  if (!(context instanceof TableContext)) return;
  for (const loaded of known) {
    const { name } = loaded.macro;
    if (macros.find(name, packageName) === undefined) context.define(name, context.bind(loaded));
  }
}

function isTestOf({ macros }: ParseSession, loaded: LoadedMacro, { namespace, name }: TestMetadata): boolean {
  return macros.findInPackage(namespace!, `test_${name}`)?.macro.unique_id === loaded.macro.unique_id;
}

/**
 * A test's text without the call of its macro. A test `package.name` whose plain name is also a test of the project
 * depends on the latter (dbt's rule), so that parsing does not reach the package's.
 */
function configOf(code: string): string {
  return code.slice(code.indexOf('}}') + 2);
}

function plainFacts(target: TestTarget): Facts {
  const { name, sourceName, version } = target;
  const isSource = sourceName !== undefined;
  return {
    refs: isSource ? [] : [{ name, package: null, version: version ?? null }],
    sources: isSource ? [[sourceName, name]] : [],
    metrics: [],
    functions: [],
    configCalls: [],
    macros: [],
  };
}

/** Stands for the text that is made for a test and is in no file. */
const CODE_FILE = 'generic test';
const templates = new Map<string, Template>();

/** Thousands of tests share few texts. */
function testTemplate(code: string): Template {
  let template = templates.get(code);
  if (template === undefined) {
    if (templates.size > 10_000) templates.clear();
    templates.set(code, (template = compileTemplate(code, { file: CODE_FILE })));
  }
  return template;
}

const CALL = /^\s*(env_var|ref|var|source|doc)\s*\(.+\)\s*$/;

/** Text that is a call is evaluated, other text rendered; `column_name` stands as it is. */
function renderArguments(
  kwargs: Readonly<Record<string, Value>>,
  target: TestTarget,
  context: RenderContext,
  reader: ValueReader,
): Record<string, Value> {
  const render = (value: Value): Value => {
    if (typeof value === 'string') {
      const text = CALL.test(value) ? `{{ ${value} }}` : value;
      return needsRendering(text) ? renderNativeSync(text, context, { file: CODE_FILE }) : text;
    }
    if (Array.isArray(value)) return value.map(render);
    if (!isMapping(value)) return value;
    return Object.fromEntries([...mappingEntries(value)].map(([key, item]) => [String(key), render(item)]));
  };
  void reader;
  const rendered: Record<string, Value> = {};
  for (const [key, value] of Object.entries(kwargs)) {
    if (key === 'model') rendered.model = renderModel(target, context);
    else rendered[key] = key === 'column_name' ? value : render(value);
  }
  return rendered;
}

const MODEL_TEMPLATES = {
  source: compileOnce('{% do _xform_take(get_where_subquery(source(_xform_source, _xform_name))) %}'),
  version: compileOnce('{% do _xform_take(get_where_subquery(ref(_xform_name, version=_xform_version))) %}'),
  plain: compileOnce('{% do _xform_take(get_where_subquery(ref(_xform_name))) %}'),
};

/** The value of modelArgument(), from one compiled template for all tests. */
function renderModel(target: TestTarget, context: RenderContext): Value {
  let model: Value = null;
  const { name, sourceName, version } = target;
  const hasVersion = version !== null && version !== undefined;
  const template = sourceName !== undefined ? 'source' : hasVersion ? 'version' : 'plain';
  const names: Record<string, Value> = {
    _xform_name: name,
    _xform_take: callable('_xform_take', ([value]) => {
      model = value;
      return '';
    }),
  };
  if (sourceName !== undefined) names._xform_source = sourceName;
  if (hasVersion) names._xform_version = String(version);
  MODEL_TEMPLATES[template]().renderSync(withNames(context, names));
  return model;
}

function compileOnce(source: string): () => Template {
  let template: Template | undefined;
  return () => (template ??= compileTemplate(source, { file: CODE_FILE }));
}
