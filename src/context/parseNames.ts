import { createAdapterObject, dispatchError } from '../adapters/adapterObject.js';
import type { Relation } from '../adapters/relation.js';
import { pyFunction } from '../jinja/pyFunction.js';
import { callable, type Value } from '../jinja/values/types.js';
import type { FunctionNode, ManifestNode } from '../manifest/types.js';
import { ParseConfig } from './configParse.js';
import { MetricReference } from './metricReference.js';
import { createModelValue } from './modelValue.js';
import { nodeRelation } from './nodeRelation.js';
import { NodeScope, type NodeScopeOptions } from './nodeScope.js';
import { refAttributes } from './projectConfig.js';
import { parseNameArguments, parseRefArguments, parseSourceArguments } from './references/arguments.js';
import type { NameTable, TableContext } from './tableContext.js';
import type { Capture } from './types.js';

export interface ParseScopeOptions extends NodeScopeOptions {
  readonly capture: Capture;
}

/** The state of one parsing render. */
export class ParseScope extends NodeScope {
  readonly capture: Capture;
  private ownRelation: Relation | undefined;

  constructor(options: ParseScopeOptions) {
    super(options);
    this.capture = options.capture;
  }

  get node(): ManifestNode | FunctionNode {
    return this.subject as ManifestNode | FunctionNode;
  }

  /** Relation of the node itself: also what every ref and source gives while parsing. */
  get relation(): Relation {
    this.ownRelation ??= nodeRelation(this.environment.project, this.node);
    return this.ownRelation;
  }
}

/** Names that record what they are given; nothing is looked up and nothing connects. */
export const parseNames: NameTable<ParseScope> = {
  execute: () => false,
  model: ({ subject }) => createModelValue(subject),
  this: (scope) => (scope.subject.resource_type === 'operation' ? null : scope.relation),
  graph: () => ({}),
  sql: () => null,
  compiled_code: () => null,
  defer_relation: () => null,
  selected_resources: () => [],
  thread_id: () => 'MainThread',
  ref: (scope) =>
    callable(
      'ref',
      (args, kwargs) => {
        scope.capture.refs.push(parseRefArguments(args, kwargs));
        return scope.relation;
      },
      refAttributes(scope),
    ),
  source: (scope) =>
    callable('source', (args) => {
      scope.capture.sources.push(parseSourceArguments(args));
      return scope.relation;
    }),
  metric: (scope) =>
    callable('metric', (args) => {
      const names = parseNameArguments('metric', args);
      scope.capture.metrics.push(names);
      return new MetricReference(names);
    }),
  function: (scope) =>
    callable('function', (args) => {
      scope.capture.functions.push(parseNameArguments('function', args));
      return scope.relation;
    }),
  config: (scope) =>
    new ParseConfig(
      (call) => scope.capture.configCalls.push(call),
      () => scope.context.lookup('model'),
    ),
  adapter: (scope) =>
    createAdapterObject({
      facts: scope.facts.adapter,
      relationClass: scope.facts.relationClass,
      dispatch: dispatcher(scope),
    }),
  write: () => pyFunction('write', ['payload'], () => ''),
};

/** `adapter.dispatch` as seen from the scope's node. */
export function dispatcher(scope: NodeScope): (name: string, namespace: string | null) => Value {
  const { macros } = scope.environment;
  const searchPackage = scope.subject.package_name;
  return (name, namespace) => {
    const { found, attempts } = macros.dispatch(name, namespace, searchPackage);
    if (!found) throw dispatchError(name, namespace, attempts, macros.names(searchPackage));
    return (scope.context as TableContext<NodeScope>).bind(found);
  };
}
