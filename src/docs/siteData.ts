/**
 * What the generated data of the site looks like: written by generate/, read by site/ in the browser. Data is split so
 * that a page loads only what it shows; each of these is one file (`overview`, `index`, `columns`, `relationships`), a
 * shard of many (`resource/3`, `lineage/3`) or a part of the text index (`text/3`).
 */

/** `[unique_id, label, resource type]`: enough to show a link to a resource. */
export type SiteLink = readonly [id: string, label: string, type: string];

export interface SiteOverview {
  readonly project: string;
  readonly adapter: string;
  readonly version: string;
  /** ISO 8601 UTC. */
  readonly generatedAt: string;
  /** Markdown of the project's `__overview__` block, null when it has none. */
  readonly readme: string | null;
  /** Markdown of `__<package>__` blocks by package. */
  readonly packageReadmes: Readonly<Record<string, string>>;
  readonly counts: Readonly<Record<string, number>>;
  /** How many files the resources are split over; see shardOf. */
  readonly shards: number;
  /** How many parts the text index has; see textPartOf. */
  readonly textParts: number;
  /** The whole index is small, so that the tree may load it at once. */
  readonly small: boolean;
  /** First level of the project tree, with how many resources are below. */
  readonly folders: readonly { readonly name: string; readonly count: number }[];
  readonly tests: SiteTestSummary;
  readonly documented: {
    readonly models: number;
    readonly described: number;
    readonly columns: number;
    readonly describedColumns: number;
  };
  /** Absent when lineage was not traced. */
  readonly lineage?: {
    readonly columns: number;
    readonly known: number;
    readonly unknownTotal: number;
    readonly unknown: readonly { readonly link: SiteLink; readonly reason: string }[];
  };
  readonly layers: readonly { readonly name: string; readonly count: number }[];
  readonly groups: readonly {
    readonly name: string;
    readonly owner: string;
    readonly count: number;
    readonly description: string;
  }[];
  readonly exposures: readonly { readonly link: SiteLink; readonly kind: string; readonly owner: string }[];
}

export interface SiteTestSummary {
  readonly total: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** When the newest of the results came about; null without any. */
  readonly lastRun: string | null;
  /** Those that went wrong, at most twenty, and the resource each is about. */
  readonly failing: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly link: SiteLink | null;
  }[];
}

/** All resources that have a page, as parallel lists: entry `i` of each is about resource `i`. */
export interface SiteIndex {
  readonly types: readonly string[];
  readonly packages: readonly string[];
  readonly folders: readonly string[];
  readonly fqns: readonly string[];
  readonly layers: readonly string[];
  readonly groups: readonly string[];
  readonly tagSets: readonly (readonly string[])[];
  readonly configs: readonly Readonly<Record<string, unknown>>[];
  readonly schemas: readonly (readonly [database: string, schema: string])[];
  readonly id: readonly string[];
  /** What the resource is called: `name`, `source.table`, `name.v2`. */
  readonly label: readonly string[];
  /** Indexes into `types`, `packages`, and so on; -1 for none. */
  readonly type: readonly number[];
  readonly package: readonly number[];
  readonly folder: readonly number[];
  readonly fqn: readonly number[];
  readonly layer: readonly number[];
  readonly group: readonly number[];
  readonly tags: readonly number[];
  readonly config: readonly number[];
  readonly schema: readonly number[];
  readonly file: readonly string[];
  /** Indexes of resources. */
  readonly parents: readonly (readonly number[])[];
  /** What generic tests read that read several resources: `@` selects over them, though they have no page. */
  readonly testParents: readonly (readonly number[])[];
  /** Name of the relation where it is not the label. */
  readonly identifier: Readonly<Record<number, string>>;
  readonly access: Readonly<Record<number, string>>;
  readonly versions: Readonly<
    Record<number, readonly [version: string | number, latest: string | number | null]>
  >;
  /** `docs: {node_color}` */
  readonly colors: Readonly<Record<number, string>>;
  /** `docs: {show: false}` */
  readonly hidden: readonly number[];
  /** Names in selectors and states of tests that the graph shows: worst status of the tests of a resource. */
  readonly health: Readonly<Record<number, string>>;
}

/** Names of columns by resource, in the order of the index. */
export type SiteColumns = readonly (readonly string[])[];

export interface SiteTest {
  readonly id: string;
  readonly label: string;
  readonly column: string | null;
  readonly severity: string;
  readonly description: string;
  /** pass, warn, fail, error, skipped; null when it has not run. */
  readonly status: string | null;
  readonly failures: number | null;
  readonly message: string | null;
  /** When it ran, ISO 8601. */
  readonly at: string | null;
  readonly code: string | null;
  /** It has a page of its own. */
  readonly page: boolean;
}

export interface SiteColumn {
  readonly name: string;
  readonly type: string | null;
  readonly description: string;
  readonly tags: readonly string[];
  readonly meta: Readonly<Record<string, unknown>>;
  readonly constraints: readonly string[];
  /** What the column is made from is known, at least in part. */
  readonly traced: boolean;
}

export interface SiteFreshness {
  readonly warnAfter: string | null;
  readonly errorAfter: string | null;
  readonly status: string | null;
  readonly maxLoadedAt: string | null;
  readonly checkedAt: string | null;
  readonly message: string | null;
}

export interface SiteResource {
  readonly id: string;
  readonly label: string;
  readonly name: string;
  readonly type: string;
  readonly package: string;
  readonly path: string;
  readonly description: string;
  readonly language: string;
  /** Facts as label and text, in the order to show. */
  readonly facts: readonly (readonly [label: string, text: string])[];
  readonly relation: string | null;
  readonly materialized: string | null;
  readonly tags: readonly string[];
  readonly meta: Readonly<Record<string, unknown>>;
  readonly owners: readonly { readonly from: string; readonly text: string }[];
  readonly columns: readonly SiteColumn[];
  readonly tests: readonly SiteTest[];
  readonly raw: string;
  readonly compiled: string | null;
  readonly freshness: SiteFreshness | null;
  readonly stats: readonly { readonly label: string; readonly text: string; readonly description: string }[];
  readonly lastRun: {
    readonly status: string;
    readonly seconds: number;
    readonly at: string | null;
    readonly message: string | null;
  } | null;
  readonly dependsOn: readonly SiteLink[];
  readonly referencedBy: readonly SiteLink[];
  readonly macros: readonly SiteLink[];
  readonly arguments: readonly {
    readonly name: string;
    readonly type: string;
    readonly description: string;
  }[];
  /** Address of an exposure; only http and https. */
  readonly url: string | null;
}

export type SiteEdgeKind = 'copied' | 'transformed' | 'aggregated' | 'join' | 'filter' | 'group' | 'order';

export interface SiteColumnLineage {
  readonly name: string;
  readonly expression?: string;
  readonly unknown?: string;
  /** Indexes into `relations` of the same record. */
  readonly value: readonly (readonly [relation: number, column: string, kind: SiteEdgeKind])[];
  /** Index into `influences`; -1 for none. */
  readonly influence: number;
}

/** Where the columns of one resource come from and go to. */
export interface SiteLineage {
  readonly id: string;
  readonly unknown?: string;
  readonly relations: readonly SiteLink[];
  readonly columns: readonly SiteColumnLineage[];
  readonly influences: readonly (readonly (readonly [
    relation: number,
    column: string,
    kind: SiteEdgeKind,
  ])[])[];
  /** By column in lower case: the columns that take their value from it. */
  readonly readers: Readonly<
    Record<string, readonly (readonly [relation: number, column: string, kind: SiteEdgeKind])[]>
  >;
  /** By column in lower case: the relations whose rows it decides on. */
  readonly influenced: Readonly<Record<string, readonly (readonly [relation: number, kind: SiteEdgeKind])[]>>;
}

export interface SiteRelationships {
  readonly entities: readonly SiteEntity[];
  readonly edges: readonly {
    /** Indexes of entities. */
    readonly from: number;
    readonly fromColumn: string;
    readonly to: number;
    readonly toColumn: string;
    readonly status: string | null;
  }[];
}

export interface SiteEntity {
  readonly link: SiteLink;
  readonly columnCount: number;
  /** Columns that are unique and not null, or that relationships use. */
  readonly keys: readonly {
    readonly name: string;
    readonly type: string;
    readonly role: 'primary' | 'foreign' | 'other';
  }[];
}

/** By token: gaps between the indexes of resources that have it in a description, and in code. */
export type SiteTextPart = Readonly<
  Record<string, readonly [described: readonly number[], coded: readonly number[]]>
>;

/** The folder of the project tree that has the packages of others. */
export const PACKAGES_FOLDER = 'packages';

/** Which file of `resource/` and `lineage/` has a resource. */
export function shardOf(id: string, shards: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % shards;
}

/** Words of a text, in lower case, without repetition; words of one letter are left out. */
export function tokensOf(text: string): Set<string> {
  const tokens = new Set<string>();
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]{2,40}/gu)) tokens.add(word);
  return tokens;
}

/** Which part of the text index has a token: words that start alike are together, for search while somebody types. */
export function textPartOf(token: string, parts: number): number {
  return shardOf(token.slice(0, 2), parts);
}
