import { createAdapterObject } from '../adapters/adapterObject.js';
import { pyFunction } from '../jinja/pyFunction.js';
import { pyStr, raise } from '../jinja/values/operations.js';
import { callable, type Value } from '../jinja/values/types.js';
import { didYouMean } from '../util/didYouMean.js';
import { RuntimeConfig } from './configRuntime.js';
import { createGraphValue } from './graphValue.js';
import { MetricReference } from './metricReference.js';
import { createModelValue } from './modelValue.js';
import { writeRunFile } from './nodeFiles.js';
import { nodeRelation } from './nodeRelation.js';
import { dispatcher } from './parseNames.js';
import { refAttributes } from './projectConfig.js';
import { parseNameArguments, parseRefArguments, parseSourceArguments } from './references/arguments.js';
import { missingTargetError } from './references/referenceErrors.js';
import { resolveRef, resolveSource } from './references/resolveRef.js';
import type { RuntimeScope } from './runtimeScope.js';
import { submitPython } from './submitPython.js';
import type { NameTable } from './tableContext.js';

/** Names while executing, for nodes and macros alike. */
export const runtimeNames: NameTable<RuntimeScope> = {
  execute: () => true,
  model: ({ subject }) => createModelValue(subject),
  graph: ({ environment }) => createGraphValue(environment.manifest),
  selected_resources: ({ environment }) => [...(environment.run?.selectedResources ?? [])],
  thread_id: ({ options }) => options.threadId ?? 'MainThread',
  sql: (scope) => compiledCode(scope),
  ref: (scope) =>
    callable(
      'ref',
      (args, kwargs) => resolveRef(scope, parseRefArguments(args, kwargs)),
      refAttributes(scope),
    ),
  source: (scope) => callable('source', (args) => resolveSource(scope, ...parseSourceArguments(args))),
  metric: (scope) => callable('metric', (args) => resolveMetric(scope, parseNameArguments('metric', args))),
  function: (scope) =>
    callable('function', (args) => resolveFunction(scope, parseNameArguments('function', args))),
  config: (scope) => new RuntimeConfig(scope.subject, () => scope.context.lookup('model'), scope.log),
  adapter: (scope) =>
    createAdapterObject({
      facts: scope.facts.adapter,
      relationClass: scope.facts.relationClass,
      session: scope.session,
      dispatch: dispatcher(scope),
    }),
  submit_python_job: (scope) =>
    pyFunction('submit_python_job', ['parsed_model', 'compiled_code'], (_model, code) =>
      submitPython(scope, pyStr(code)),
    ),
  write: (scope) =>
    pyFunction('write', ['payload'], (payload) => {
      const { subject, environment, options } = scope;
      if (!('path' in subject) || subject.resource_type === 'macro')
        raise('write() writes the SQL of nodes only');
      // The manifest that is written after the run says where.
      Object.assign(subject, {
        build_path: writeRunFile(environment, subject, pyStr(payload), options.batch),
      });
      return '';
    }),
};

/** What nodes have besides, and macros that are run by themselves do not. */
export const runtimeNodeNames: NameTable<RuntimeScope> = {
  this: ({ subject, environment }) =>
    subject.resource_type === 'operation' || subject.resource_type === 'macro'
      ? null
      : nodeRelation(environment.project, subject),
  compiled_code: (scope) => {
    const { subject, flags } = scope;
    const deferred = 'defer_relation' in subject ? subject.defer_relation : undefined;
    return deferred && flags.which === 'clone'
      ? `select * from ${deferred.relation_name}`
      : compiledCode(scope);
  },
  defer_relation: ({ subject, environment }) => {
    const deferred = 'defer_relation' in subject ? subject.defer_relation : undefined;
    if (!deferred || !('alias' in subject)) return null;
    const { database, schema, alias } = deferred;
    return nodeRelation(environment.project, { ...subject, database, schema, alias });
  },
};

/** Only once the node is compiled; None while its own text is being rendered. */
function compiledCode({ subject }: RuntimeScope): string | null {
  return 'compiled_code' in subject && subject.extra_ctes_injected ? subject.compiled_code : null;
}

function resolveMetric({ environment, subject }: RuntimeScope, names: readonly string[]): MetricReference {
  const name = names.at(-1)!;
  const packageName = names.length > 1 ? names[0]! : null;
  const metrics = Object.values(environment.manifest.metrics);
  if (!metrics.some((one) => one.name === name && (packageName ?? one.package_name) === one.package_name)) {
    const hint = didYouMean(
      name,
      metrics.map((one) => one.name),
    );
    throw missingTargetError(subject, { kind: 'metric', name, package: packageName, hint });
  }
  return new MetricReference(names);
}

function resolveFunction(scope: RuntimeScope, names: readonly string[]): Value {
  const { environment, subject } = scope;
  const name = names.at(-1)!;
  const packageName = names.length > 1 ? names[0]! : null;
  const resolution = environment.resolver.function(name, packageName, subject.package_name);
  if (resolution.kind !== 'found') {
    throw missingTargetError(subject, {
      kind: 'function',
      name,
      package: packageName,
      disabled: resolution.kind === 'disabled',
      hint: resolution.kind === 'missing' ? resolution.hint : undefined,
    });
  }
  return nodeRelation(environment.project, resolution.node, { type: 'function' });
}
