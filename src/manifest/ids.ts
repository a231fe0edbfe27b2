import { pyRepr } from '../jinja/values/text.js';
import { md5, sha256 } from '../util/hash.js';
import type { ConstraintInfo, FileChecksum, ModelNode, ResourceType } from './types.js';

/** `model.pkg.name`, `model.pkg.name.v2`, `source.pkg.source.table`: the key of a resource everywhere. */
export function uniqueId(type: ResourceType, packageName: string, ...names: readonly string[]): string {
  return `${type}.${packageName}.${names.join('.')}`;
}

/** The folders of a path below its resource folder: `a/b/c.sql` -> ['a', 'b']. */
export function foldersOf(relativePath: string): string[] {
  const parts = relativePath.split('/');
  parts.pop();
  return parts;
}

/** File name without its last extension: `a/b.c.sql` -> `b.c`. */
export function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

export const NO_CHECKSUM: FileChecksum = { name: 'none', checksum: '' };

/** Of a file's text without white space at its ends, as dbt takes it. */
export function textChecksum(stripped: string): FileChecksum {
  return { name: 'sha256', checksum: sha256(stripped) };
}

/** Seeds above this size (bytes) are known by their path only. */
export const MAX_HASHED_SEED_SIZE = 1024 * 1024;

export function pathChecksum(path: string): FileChecksum {
  return { name: 'path', checksum: path };
}

/**
 * State comparison of contracts: the columns in the order of their names, and for a table also the model's constraints.
 * The text is that of dbt's own records, so that manifests of both programs can be compared.
 */
export function contractChecksum(node: Pick<ModelNode, 'columns' | 'constraints' | 'config'>): string {
  const sorted = Object.values(node.columns).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  let state = '';
  for (const column of sorted) {
    state += `|${column.name}${column.data_type ?? 'None'}${constraintsText('ColumnLevelConstraint', column.constraints)}`;
  }
  const { materialized } = node.config;
  if (materialized === 'table' || materialized === 'incremental') {
    state += materialized + constraintsText('ModelLevelConstraint', node.constraints);
  }
  return sha256(state);
}

function constraintsText(record: string, constraints: readonly ConstraintInfo[]): string {
  const texts = constraints.map(({ type, ...fields }) => {
    const rest = Object.entries(fields).map(([name, value]) => `${name}=${pyRepr(value)}`);
    return `${record}(type=<ConstraintType.${type}: '${type}'>, ${rest.join(', ')})`;
  });
  return `[${texts.join(', ')}]`;
}

/** metadata.project_id. */
export function projectId(projectName: string): string {
  return md5(projectName);
}

/** Name shown for a model with a version: `dim.v2`. */
export function searchName(node: {
  readonly name: string;
  readonly version?: string | number | null;
}): string {
  return node.version === null || node.version === undefined ? node.name : `${node.name}.v${node.version}`;
}
