import type { SiteColumnLineage, SiteEdgeKind, SiteLineage, SiteLink } from '../../siteData.js';
import type { Neighbours } from '../graph/neighbourhood.js';

/** A column as a node: unique_id and name in lower case. */
export type ColumnKey = string;

export interface ColumnNode {
  readonly key: ColumnKey;
  readonly link: SiteLink;
  readonly name: string;
  /** What is known of where it comes from; undefined until the record of its resource is there. */
  readonly lineage?: SiteColumnLineage;
  /** Why its origin is not, or not wholly, known. */
  readonly unknown?: string;
}

export interface ColumnHop {
  readonly from: ColumnNode;
  readonly to: ColumnNode;
  readonly kind: SiteEdgeKind;
}

/** As much of the column graph as has been loaded. */
export interface ColumnGraph extends Neighbours<ColumnKey> {
  node(key: ColumnKey): ColumnNode;
  /** Loads what the columns come from and go to. */
  load(keys: Iterable<ColumnKey>): Promise<void>;
  isLoaded(key: ColumnKey): boolean;
  kindOf(from: ColumnKey, to: ColumnKey): SiteEdgeKind;
  /** What decides which rows the column is made of. */
  influences(key: ColumnKey): readonly ColumnHop[];
  /** Relations whose rows the column decides on. */
  influenced(key: ColumnKey): readonly { readonly link: SiteLink; readonly kind: SiteEdgeKind }[];
}

export function columnKey(id: string, column: string): ColumnKey {
  return `${id}\n${column.toLowerCase()}`;
}

export function createColumnGraph(load: (id: string) => Promise<SiteLineage | undefined>): ColumnGraph {
  const records = new Map<string, SiteLineage | undefined>();
  const nodes = new Map<ColumnKey, ColumnNode>();
  const kinds = new Map<string, SiteEdgeKind>();

  function note(link: SiteLink, name: string): ColumnKey {
    const key = columnKey(link[0], name);
    if (!nodes.has(key)) nodes.set(key, { key, link, name });
    return key;
  }

  function recordOf(key: ColumnKey): SiteLineage | undefined {
    return records.get(key.slice(0, key.indexOf('\n')));
  }

  function columnOf(key: ColumnKey): SiteColumnLineage | undefined {
    const name = key.slice(key.indexOf('\n') + 1);
    return recordOf(key)?.columns.find((column) => column.name.toLowerCase() === name);
  }

  function readersOf(key: ColumnKey): SiteLineage['readers'][string] {
    const readers = recordOf(key)?.readers ?? {};
    const name = key.slice(key.indexOf('\n') + 1);
    return Object.hasOwn(readers, name) ? readers[name]! : [];
  }

  function up(key: ColumnKey): ColumnKey[] {
    const record = recordOf(key);
    return (columnOf(key)?.value ?? []).map(([relation, column, kind]) => {
      const from = note(record!.relations[relation]!, column);
      kinds.set(`${from}\n${key}`, kind);
      return from;
    });
  }

  function down(key: ColumnKey): ColumnKey[] {
    const record = recordOf(key);
    return readersOf(key).map(([relation, column, kind]) => {
      const to = note(record!.relations[relation]!, column);
      kinds.set(`${key}\n${to}`, kind);
      return to;
    });
  }

  function node(key: ColumnKey): ColumnNode {
    const at = key.indexOf('\n');
    const known = nodes.get(key) ?? { key, link: linkOf(key.slice(0, at)), name: key.slice(at + 1) };
    const record = recordOf(key);
    const lineage = columnOf(key);
    const isOrigin = lineage !== undefined && lineage.value.length === 0;
    const unknown = lineage?.unknown ?? (isOrigin || lineage === undefined ? record?.unknown : undefined);
    return {
      ...known,
      ...(lineage && { lineage, name: lineage.name }),
      ...(unknown !== undefined && { unknown }),
    };
  }

  return {
    up,
    down,
    node,
    isLoaded: (key) => records.has(key.slice(0, key.indexOf('\n'))),
    async load(keys) {
      const ids = new Set([...keys].map((key) => key.slice(0, key.indexOf('\n'))));
      const missing = [...ids].filter((id) => !records.has(id));
      const loaded = await Promise.all(missing.map((id) => load(id)));
      missing.forEach((id, i) => {
        records.set(id, loaded[i]);
      });
    },
    kindOf: (from, to) => kinds.get(`${from}\n${to}`) ?? 'copied',
    influences(key) {
      const record = recordOf(key);
      const at = columnOf(key)?.influence ?? -1;
      return (at < 0 ? [] : record!.influences[at]!).map(([relation, column, kind]) => ({
        from: node(note(record!.relations[relation]!, column)),
        to: node(key),
        kind,
      }));
    },
    influenced(key) {
      const record = recordOf(key);
      const all = record?.influenced ?? {};
      const name = key.slice(key.indexOf('\n') + 1);
      const found = Object.hasOwn(all, name) ? all[name]! : [];
      return found.map(([relation, kind]) => ({ link: record!.relations[relation]!, kind }));
    },
  };
}

/** What the id itself tells of a resource. */
function linkOf(id: string): SiteLink {
  const [type = '', , ...path] = id.split('.');
  return [id, type === 'source' ? path.slice(-2).join('.') : path.join('.'), type];
}
