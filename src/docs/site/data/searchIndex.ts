import uFuzzy from '@leeoniya/ufuzzy';
import { type SiteColumns, type SiteTextPart, tokensOf } from '../../siteData.js';
import type { SiteModel } from './siteModel.js';

export type MatchKind = 'name' | 'column' | 'description' | 'code';

export interface SearchHit {
  readonly resource: number;
  readonly kind: MatchKind;
  /** For columns: which one. */
  readonly column?: string;
  /** Where to mark the name: pairs of start and end. */
  readonly marks: readonly number[];
}

export interface SearchResult {
  readonly hits: readonly SearchHit[];
  /** How many there are of each kind; no more than MAX_OF_KIND of them are in `hits`. */
  readonly totals: Readonly<Record<MatchKind, number>>;
}

/** Search over names and columns at once, over descriptions and code when their part of the index has arrived. */
export interface SearchIndex {
  readonly model: SiteModel;
  searchNames(query: string): SearchResult;
  searchTexts(query: string): Promise<SearchResult>;
}

const MAX_OF_KIND = 25;

export function createSearchIndex(
  model: SiteModel,
  columns: SiteColumns,
  /** The part of the text index that has a token. */
  loadPart: (token: string) => Promise<SiteTextPart>,
): SearchIndex {
  const fuzzy = new uFuzzy({ intraMode: 1, intraIns: 1, interSplit: "[^A-Za-z\\d']+" });
  const labels = model.index.label as string[];
  const owners = columnOwners(columns, model.hidden);
  const columnNames = [...owners.keys()];

  function byName(query: string): Found {
    const { matches, total } = match(fuzzy, labels, query, (at) => !model.hidden.has(at));
    const ranked = matches.sort(
      (a, b) =>
        Number(b.distance === 0) - Number(a.distance === 0) ||
        typeRank(model, a.at) - typeRank(model, b.at) ||
        a.distance - b.distance ||
        a.rank - b.rank,
    );
    const hits = ranked
      .slice(0, MAX_OF_KIND)
      .map(({ at, marks }): SearchHit => ({ resource: at, kind: 'name', marks }));
    return { hits, total };
  }

  /** `column`, or `resource.column`. */
  function byColumn(query: string): Found {
    const dot = query.lastIndexOf('.');
    const within =
      dot > 0 ? new Set(fuzzy.search(labels, query.slice(0, dot), 0, 0)[0] ?? undefined) : undefined;
    const ownersOf = (at: number): readonly number[] => {
      const all = owners.get(columnNames[at]!)!;
      return within === undefined ? all : all.filter((resource) => within.has(resource));
    };
    const hits: SearchHit[] = [];
    let total = 0;
    const { matches } = match(fuzzy, columnNames, query.slice(dot + 1), (at) => {
      const count = ownersOf(at).length;
      total += count;
      return count > 0;
    });
    for (const { at, marks } of matches.sort((a, b) => a.distance - b.distance || a.rank - b.rank)) {
      if (hits.length >= MAX_OF_KIND) break;
      for (const resource of ownersOf(at).slice(0, MAX_OF_KIND - hits.length))
        hits.push({ resource, kind: 'column', column: columnNames[at]!, marks });
    }
    return { hits, total };
  }

  async function byText(query: string): Promise<{ description: Found; code: Found }> {
    const tokens = [...tokensOf(query)];
    const postings = await Promise.all(
      tokens.map((token, i) => postingsOf(token, i === tokens.length - 1, loadPart)),
    );
    const found = (kind: 'description' | 'code', field: 0 | 1): Found => {
      const resources = intersect(postings.map((each) => each[field])).filter(
        (each) => !model.hidden.has(each),
      );
      const hits = resources
        .slice(0, MAX_OF_KIND)
        .map((resource): SearchHit => ({ resource, kind, marks: [] }));
      return { hits, total: resources.length };
    };
    return { description: found('description', 0), code: found('code', 1) };
  }

  return {
    model,
    searchNames(query) {
      const trimmed = query.trim();
      return resultOf(trimmed === '' ? {} : { name: byName(trimmed), column: byColumn(trimmed) });
    },
    async searchTexts(query) {
      return resultOf(await byText(query));
    },
  };
}

/** Both in one; of `first` the hits come first. */
export function joinResults(first: SearchResult, second: SearchResult): SearchResult {
  const kinds = Object.keys(first.totals) as MatchKind[];
  const totals = kinds.map((kind) => [kind, first.totals[kind] + second.totals[kind]]);
  return { hits: [...first.hits, ...second.hits], totals: Object.fromEntries(totals) };
}

/** The first of what was found, and how many there are. */
interface Found {
  readonly hits: readonly SearchHit[];
  readonly total: number;
}

function resultOf(found: Partial<Record<MatchKind, Found>>): SearchResult {
  const kinds: readonly MatchKind[] = ['name', 'column', 'description', 'code'];
  return {
    hits: kinds.flatMap((kind) => found[kind]?.hits ?? []),
    totals: Object.fromEntries(
      kinds.map((kind) => [kind, found[kind]?.total ?? 0]),
    ) as SearchResult['totals'],
  };
}

/** Resources by the name of a column. */
function columnOwners(columns: SiteColumns, hidden: ReadonlySet<number>): Map<string, number[]> {
  const owners = new Map<string, number[]>();
  columns.forEach((names, resource) => {
    if (hidden.has(resource)) return;
    for (const name of names) {
      const known = owners.get(name);
      if (known === undefined) owners.set(name, [resource]);
      else known.push(resource);
    }
  });
  return owners;
}

/** Above this many matches they are not ranked but for those that start alike: nobody reads so far. */
const RANKED = 2000;

interface Matches {
  /** As many as are ranked, best first. */
  readonly matches: {
    readonly at: number;
    readonly rank: number;
    readonly distance: number;
    readonly marks: readonly number[];
  }[];
  /** How many there are. */
  readonly total: number;
}

/** Names that match the query, of those that `wanted` lets pass. */
function match(fuzzy: uFuzzy, names: string[], query: string, wanted: (at: number) => boolean): Matches {
  const [indexes, info, order] = fuzzy.search(names, query, 0, RANKED);
  const found = (indexes ?? []).filter(wanted);
  if (info === null || order === null) {
    const start = query.toLowerCase();
    const first = found.filter((at) => names[at]!.toLowerCase().startsWith(start)).slice(0, RANKED);
    const others = found.slice(0, RANKED - first.length);
    const marks = [0, query.length];
    return {
      matches: [...new Set([...first, ...others])].map((at, rank) => ({
        at,
        rank,
        distance: distanceOf(names[at]!, query),
        marks: rank < first.length ? marks : [],
      })),
      total: found.length,
    };
  }
  const kept = new Set(found);
  const matches = order.map((place, rank) => {
    const at = info.idx[place]!;
    return { at, rank, distance: distanceOf(names[at]!, query), marks: info.ranges[place]! };
  });
  return { matches: matches.filter(({ at }) => kept.has(at)), total: found.length };
}

/** 0 for the name itself (of a source's table, too), less than 1 for one that starts so, the shorter the less. */
function distanceOf(name: string, query: string): number {
  const [whole, wanted] = [name.toLowerCase(), query.toLowerCase()];
  const starts = [whole, whole.slice(whole.indexOf('.') + 1)].filter((each) => each.startsWith(wanted));
  if (starts.length === 0) return 1;
  return 1 - wanted.length / Math.min(...starts.map(({ length }) => length));
}

/** Models before what is rarely looked for; within a type the order of the match counts. */
const LAST_TYPES = ['unit_test', 'test', 'macro', 'analysis'];

function typeRank(model: SiteModel, resource: number): number {
  return LAST_TYPES.includes(model.typeOf(resource)) ? 1 : 0;
}

/** Resources with the word in descriptions and in code; a word that is still being typed counts by its start. */
async function postingsOf(
  token: string,
  unfinished: boolean,
  loadPart: (token: string) => Promise<SiteTextPart>,
): Promise<[Set<number>, Set<number>]> {
  const found: [Set<number>, Set<number>] = [new Set(), new Set()];
  const part = await loadPart(token);
  const words = unfinished ? Object.keys(part).filter((word) => word.startsWith(token)) : [token];
  for (const word of words) {
    if (!Object.hasOwn(part, word)) continue;
    part[word]!.forEach((gaps, field) => {
      let resource = 0;
      for (const gap of gaps) found[field]!.add((resource += gap));
    });
  }
  return found;
}

function intersect(sets: readonly ReadonlySet<number>[]): number[] {
  const [first, ...others] = [...sets].sort((a, b) => a.size - b.size);
  return [...(first ?? [])].filter((each) => others.every((other) => other.has(each))).sort((a, b) => a - b);
}
