import { type ErrorKind, XformError, type XformErrorOptions } from '../errors/error.js';
import { PyModule } from '../jinja/modules/pyClass.js';
import { pyFunction } from '../jinja/pyFunction.js';
import { findAttr, findItem, pyStr } from '../jinja/values/operations.js';
import type { Callable, Value } from '../jinja/values/types.js';
import { contractMismatch } from './contractMismatch.js';
import { scrubSecrets } from './secrets.js';
import type { BaseScope } from './types.js';

type ExceptionScope = Pick<BaseScope, 'log' | 'invocation'>;

/** A field of a node or relation, whatever kind of value it is; '' when it has none. */
export function fieldText(value: Value, ...path: string[]): string {
  let current: Value | undefined = value;
  for (const name of path) {
    if (current === null || current === undefined) return '';
    current = findItem(current, name) ?? findAttr(current, name);
  }
  return current === null || current === undefined ? '' : pyStr(current);
}

/** `model 'model.p.m' (models/m.sql)`. */
function describe(node: Value): string {
  const path = fieldText(node, 'original_file_path');
  return `'${fieldText(node, 'unique_id') || fieldText(node, 'name')}'${path === '' ? '' : ` (${path})`}`;
}

/** The node of `exceptions.x(..., node)`, for the heading of the error. */
function nodeOf(node: Value | undefined): XformErrorOptions['node'] {
  const type = node === undefined || node === null ? '' : fieldText(node, 'resource_type');
  if (type === '') return undefined;
  return { resource_type: type, name: fieldText(node, 'name'), path: fieldText(node, 'original_file_path') };
}

interface Problem {
  readonly kind: ErrorKind;
  readonly message: string;
  readonly hint?: string;
  readonly notes?: readonly string[];
  /** The argument that is the node at fault. */
  readonly node?: Value;
}

/** Functions that raise: parameters, and what they say. */
const RAISING: Readonly<Record<string, readonly [readonly string[], (...args: Value[]) => Problem]>> = {
  raise_compiler_error: [
    ['msg', 'node?'],
    (msg, node) => ({ kind: 'compilation', message: pyStr(msg), node }),
  ],
  raise_database_error: [['msg', 'node?'], (msg, node) => ({ kind: 'database', message: pyStr(msg), node })],
  raise_dependency_error: [['msg'], (msg) => ({ kind: 'dependency', message: pyStr(msg) })],
  raise_fail_fast_error: [['msg', 'node?'], (msg, node) => ({ kind: 'failFast', message: pyStr(msg), node })],
  raise_not_implemented: [
    ['msg'],
    (msg) => ({ kind: 'compilation', message: `Not implemented: ${pyStr(msg)}` }),
  ],
  raise_contract_error: [
    ['yaml_columns', 'sql_columns'],
    (yamlColumns, sqlColumns) => ({
      kind: 'contract',
      message: 'The columns of this model differ from those of its contract',
      notes: contractMismatch(yamlColumns, sqlColumns),
      hint: 'Change the SQL, or the columns and data_types in the property file, until names, types and number agree.',
    }),
  ],
  column_type_missing: [
    ['column_names'],
    (names) => ({
      kind: 'contract',
      message: `A model with a contract needs a data_type for every column; missing for ${pyStr(names)}`,
      hint: 'Add data_type: to these columns in the property file.',
    }),
  ],
  missing_config: [
    ['model', 'name'],
    (model, name) => ({
      kind: 'compilation',
      message: `${describe(model)} does not set the required config '${pyStr(name)}'`,
      hint: `Add ${pyStr(name)}=... to config() in the file, or ${pyStr(name)}: under config: in its property file.`,
      node: model,
    }),
  ],
  missing_materialization: [
    ['model', 'adapter_type'],
    (model, adapter) => ({
      kind: 'compilation',
      message: `No materialization '${fieldText(model, 'config', 'materialized')}' was found for adapter ${pyStr(adapter)}`,
      hint: 'Use table, view, incremental or ephemeral, or define the materialization in a macro file.',
      node: model,
    }),
  ],
  missing_relation: [
    ['relation', 'model?'],
    (relation, node) => ({ kind: 'compilation', message: `Relation ${pyStr(relation)} not found`, node }),
  ],
  relation_wrong_type: [
    ['relation', 'expected_type', 'model?'],
    (relation, expected, node) => ({
      kind: 'compilation',
      message: `Cannot create ${pyStr(expected)} ${pyStr(relation)}: it exists as a ${fieldText(relation, 'type') || 'relation of another type'}`,
      hint: 'Drop it, or run with --full-refresh to have it dropped.',
      node,
    }),
  ],
  raise_ambiguous_alias: [
    ['node_1', 'node_2', 'duped_name?'],
    (first, second, name) => ({
      kind: 'compilation',
      message: `Two resources would be built as ${name === undefined || name === null ? fieldText(first, 'relation_name') : pyStr(name)}`,
      notes: [describe(first), describe(second)],
      hint: 'Give one of them another alias, schema or database.',
    }),
  ],
  raise_duplicate_resource_name: [
    ['node_1', 'node_2'],
    (first, second) => ({
      kind: 'compilation',
      message: `Two resources are named '${fieldText(first, 'name')}'`,
      notes: [describe(first), describe(second)],
      hint: 'Rename one of them: a ref() could not tell them apart.',
    }),
  ],
  raise_duplicate_patch_name: [
    ['patch_1', 'existing_patch_path'],
    (patch, path) => ({
      kind: 'compilation',
      message: `'${fieldText(patch, 'name')}' is described in two property files`,
      notes: [fieldText(patch, 'original_file_path'), pyStr(path)],
      hint: 'Keep one of the two entries.',
    }),
  ],
  raise_ambiguous_catalog_match: [
    ['unique_id', 'match_1', 'match_2'],
    (id, first, second) => ({
      kind: 'compilation',
      message: `Two relations of the warehouse could be the one of '${pyStr(id)}'`,
      notes: [first, second].map(
        (m) => `${fieldText(m, 'metadata', 'schema')}.${fieldText(m, 'metadata', 'name')}`,
      ),
      hint: 'Drop or rename one of them.',
    }),
  ],
  raise_cache_inconsistent: [
    ['message'],
    (message) => ({ kind: 'compilation', message: `The relation cache is inconsistent: ${pyStr(message)}` }),
  ],
  raise_dataclass_not_dict: [
    ['obj'],
    (obj) => ({ kind: 'compilation', message: `${pyStr(obj)} is no dict and cannot be used as one` }),
  ],
  raise_dep_not_found: [
    ['node', 'node_description', 'required_pkg'],
    (node, description, pkg) => ({
      kind: 'compilation',
      message: `${pyStr(description)} needs the package '${pyStr(pkg)}', which is not installed`,
      hint: 'Add it to packages.yml and run deps.',
      node,
    }),
  ],
  raise_invalid_property_yml_version: [
    ['path', 'issue'],
    (path, issue) => ({
      kind: 'compilation',
      message: `The property file ${pyStr(path)} is not valid: ${pyStr(issue)}`,
    }),
  ],
};

function raising(name: string, { invocation }: ExceptionScope): Callable {
  const [parameters, explain] = RAISING[name]!;
  return pyFunction(name, parameters, (...args) => {
    const problem = explain(...args);
    throw new XformError(problem.kind, scrubSecrets(problem.message, invocation.env), {
      hint: problem.hint,
      notes: problem.notes,
      node: nodeOf(problem.node),
    });
  });
}

function warn({ log, invocation }: ExceptionScope): Callable {
  return pyFunction('warn', ['msg', 'node?'], (msg) => {
    log.warn({ name: 'JinjaLogWarning', code: 'I061', msg: scrubSecrets(pyStr(msg), invocation.env) });
    return '';
  });
}

function warnSnapshotTypes({ log }: ExceptionScope): Callable {
  const parameters = ['snapshot_time_data_type', 'updated_at_data_type'];
  return pyFunction('warn_snapshot_timestamp_data_types', parameters, (snapshotType, updatedType) => {
    const [times, updated] = [pyStr(snapshotType), pyStr(updatedType)];
    log.warn({
      name: 'SnapshotTimestampWarning',
      code: 'Q043',
      msg: `The times of the snapshot table are ${times}, but its updated_at is ${updated}: cast updated_at to ${times}.`,
      data: { snapshot_time_data_type: times, updated_at_data_type: updated },
    });
    return null;
  });
}

/** `exceptions`: functions that raise and warn. */
export function createExceptions(scope: ExceptionScope): PyModule {
  return new PyModule('exceptions', {
    warn: () => warn(scope),
    warn_snapshot_timestamp_data_types: () => warnSnapshotTypes(scope),
    ...Object.fromEntries(Object.keys(RAISING).map((name) => [name, () => raising(name, scope)])),
  });
}
