import { join } from 'node:path';
import { readSeedTable } from '../adapters/csv.js';
import { XformError } from '../errors/error.js';
import { pyFunction } from '../jinja/pyFunction.js';
import { returnFunction } from '../jinja/runtime/errors.js';
import { pyStr, raise } from '../jinja/values/operations.js';
import { callable, type Value } from '../jinja/values/types.js';
import type { Hook, SeedNode } from '../manifest/types.js';
import { macroStackNames } from './macroStack.js';
import type { NodeScope } from './nodeScope.js';
import type { NameTable } from './tableContext.js';

/** Names that mean the same while parsing and while executing. */
export const nodeNames: NameTable<NodeScope> = {
  schema: ({ subject, facts }) => ('schema' in subject ? subject.schema : facts.adapter.credentials.schema),
  database: ({ subject, facts }) =>
    'database' in subject ? subject.database : facts.adapter.credentials.database,
  project_name: ({ environment }) => environment.project.root.name,
  api: ({ facts }) => ({ Relation: facts.relationClass, Column: facts.columnClass }),
  column: ({ facts }) => facts.columnClass,
  load_result: ({ results }) => results.functions.load_result,
  store_result: ({ results }) => results.functions.store_result,
  store_raw_result: ({ results }) => results.functions.store_raw_result,
  pre_hooks: ({ subject }) => hooksOf(subject, 'pre-hook'),
  post_hooks: ({ subject }) => hooksOf(subject, 'post-hook'),
  render: (scope) =>
    pyFunction('render', ['string'], (text) => scope.render(pyStr(text), 'text given to render()')),
  sql_now: () => 'now()',
  ...macroStackNames,
  return: () => returnFunction,
  adapter_macro: ({ context }) =>
    callable('adapter_macro', ([name, ...args], kwargs) => {
      const [macro, namespace] = String(name).split('.').reverse();
      const dispatch = context.lookup('adapter').pyAttr('dispatch');
      return dispatch([macro, namespace ?? null], {})(args, kwargs);
    }),
  load_agate_table: ({ subject }) =>
    pyFunction('load_agate_table', [], () => {
      if (subject.resource_type !== 'seed')
        raise(`can only load_agate_table for seeds (got a ${subject.resource_type})`);
      return loadSeed(subject as SeedNode);
    }),
  submit_python_job: () =>
    callable('submit_python_job', () => {
      throw new XformError('compilation', 'submit_python_job() runs code only while a node is being built');
    }),
};

/** A node's hooks as dicts; tests and sources have none. */
function hooksOf(subject: NodeScope['subject'], key: 'pre-hook' | 'post-hook'): Value[] {
  if (subject.resource_type === 'test' || !('config' in subject)) return [];
  const hooks: Hook[] = subject.config[key] ?? subject.config[key.replace('-', '_')] ?? [];
  return hooks.map(({ sql, transaction, index }) => ({
    sql,
    transaction,
    ...(index === null || index === undefined ? {} : { index }),
  }));
}

function loadSeed(seed: SeedNode): Value {
  const { column_types: types, delimiter } = seed.config;
  return readSeedTable(join(seed.root_path ?? '', seed.original_file_path), {
    delimiter: delimiter ?? ',',
    textColumns: Object.keys(types ?? {}),
    shownAs: seed.original_file_path,
  });
}
