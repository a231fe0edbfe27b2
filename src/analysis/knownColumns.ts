import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSeedTable } from '../adapters/csv.js';
import { valueMethods } from '../adapters/methods/valueMethods.js';
import type { AgateTable } from '../adapters/table.js';
import type {
  ColumnInfo,
  GraphNode,
  ModelNode,
  SeedNode,
  SnapshotNode,
  SourceDefinition,
} from '../manifest/types.js';
import type { Project } from '../project/types.js';
import type { KnownColumn, KnownRelation, RelationName } from './types.js';

/** The relation that a node or source is. */
export function relationNameOf(node: GraphNode): RelationName {
  const { database, schema } = node as ModelNode;
  const identifier =
    node.resource_type === 'source' ? (node as SourceDefinition).identifier : (node as ModelNode).alias;
  return { database, schema, identifier };
}

/** A seed's columns as its table will have them: from its file and `column_types`. */
export function seedColumns(project: Project, seed: SeedNode): readonly KnownColumn[] {
  const given = (seed.config['column_types'] ?? {}) as Record<string, string>;
  const table = seedTable(project, seed);
  const convert = valueMethods['convert_type']!.run as (facts: unknown, ...args: unknown[]) => unknown;
  return table.columnNames.map((name, i) => ({
    name,
    type: given[name] ?? String(convert({ plugin: project.target.plugin }, table, i)),
  }));
}

/** The seed's file as a table. */
export function seedTable(project: Project, seed: SeedNode): AgateTable {
  const owner = project.packages.find((one) => one.name === seed.package_name) ?? project.root;
  return readSeedTable(join(owner.root, seed.original_file_path), {
    delimiter: (seed.config['delimiter'] as string | undefined) ?? ',',
    textColumns: Object.keys((seed.config['column_types'] ?? {}) as object),
    shownAs: seed.original_file_path,
  });
}

/** Columns written down in properties; undefined when there are none. */
export function declaredColumns(
  columns: Readonly<Record<string, ColumnInfo>>,
): readonly KnownColumn[] | undefined {
  const all = Object.values(columns);
  return all.length === 0
    ? undefined
    : all.map(({ name, data_type: type }) => ({ name, type: type ?? null }));
}

/** Sources' columns of an earlier `docs generate`, by unique_id: what the warehouse said. */
export function catalogColumns(targetFolder: string): ReadonlyMap<string, readonly KnownColumn[]> {
  const path = join(targetFolder, 'catalog.json');
  if (!existsSync(path)) return new Map();
  try {
    const { sources = {} } = JSON.parse(readFileSync(path, 'utf8')) as {
      sources?: Record<string, { columns: Record<string, { name: string; type: string; index: number }> }>;
    };
    return new Map(
      Object.entries(sources).map(([id, { columns }]) => [
        id,
        Object.values(columns)
          .sort((a, b) => a.index - b.index)
          .map(({ name, type }) => ({ name, type })),
      ]),
    );
  } catch {
    return new Map();
  }
}

/** What a snapshot's table has besides the query's columns (names may be configured). */
export function snapshotColumns(
  snapshot: SnapshotNode,
  query: readonly KnownColumn[],
): readonly KnownColumn[] {
  const names = (snapshot.config['snapshot_meta_column_names'] ?? {}) as Record<string, string | null>;
  const updatedAt = String(snapshot.config['updated_at'] ?? '').toLowerCase();
  const time = query.find((column) => column.name.toLowerCase() === updatedAt)?.type ?? 'TIMESTAMP';
  const name = (key: string): string => names[key] ?? key;
  const added: KnownColumn[] = [
    { name: name('dbt_scd_id'), type: 'VARCHAR' },
    { name: name('dbt_updated_at'), type: time },
    { name: name('dbt_valid_from'), type: time },
    { name: name('dbt_valid_to'), type: time },
  ];
  if (snapshot.config['hard_deletes'] === 'new_record')
    added.push({ name: name('dbt_is_deleted'), type: 'VARCHAR' });
  return [...query, ...added];
}

/** Of one relation several may speak (a source over a seed): the surest one is kept. */
export function isSurer(a: KnownRelation, b: KnownRelation | undefined): boolean {
  const order = ['declared', 'parsed', 'given', 'bound'];
  return b === undefined || order.indexOf(a.origin) > order.indexOf(b.origin);
}
