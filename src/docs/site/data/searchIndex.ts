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

/** Search over names and columns at once, over descriptions and code as their parts of the index arrive. */
export interface SearchIndex {
  readonly model: SiteModel;
  /** Names and columns only: at once. */
  searchNames(query: string): SearchResult;
  search(query: string): Promise<SearchResult>;
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
    const matches = match(fuzzy, labels, query).filter(({ at }) => !model.hidden.has(at));
    const ranked = matches.sort((a, b) => typeRank(model, a.at) - typeRank(model, b.at) || a.rank - b.rank);
    const hits = ranked
      .slice(0, MAX_OF_KIND)
      .map(({ at, marks }): SearchHit => ({ resource: at, kind: 'name', marks }));
    return { hits, total: ranked.length };
  }

  /** `column`, or `resource.column`. */
  function byColumn(query: string): Found {
    const dot = query.lastIndexOf('.');
    const within =
      dot > 0 ? new Set(match(fuzzy, labels, query.slice(0, dot)).map(({ at }) => at)) : undefined;
    const hits: SearchHit[] = [];
    let total = 0;
    for (const { at, marks } of match(fuzzy, columnNames, query.slice(dot + 1))) {
      const column = columnNames[at]!;
      const all = owners.get(column)!;
      const wanted = within === undefined ? all : all.filter((resource) => within.has(resource));
      total += wanted.length;
      for (const resource of wanted.slice(0, MAX_OF_KIND - hits.length))
        hits.push({ resource, kind: 'column', column, marks });
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
      if (trimmed === '') return resultOf({});
      return resultOf({ name: byName(trimmed), column: byColumn(trimmed) });
    },
    async search(query) {
      const trimmed = query.trim();
      if (trimmed === '') return resultOf({});
      return resultOf({
        name: byName(trimmed),
        column: byColumn(trimmed),
        ...(await byText(trimmed)),
      });
    },
  };
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

/** Above this many matches their order is left as it is: nobody reads so far. */
const RANKED = 2000;

function match(
  fuzzy: uFuzzy,
  names: string[],
  query: string,
): { at: number; rank: number; marks: readonly number[] }[] {
  const [indexes, info, order] = fuzzy.search(names, query, 0, RANKED);
  if (indexes === null) return [];
  if (info === null || order === null) {
    return indexes.slice(0, RANKED).map((at, rank) => ({ at, rank, marks: [] }));
  }
  return order.map((place, rank) => ({ at: info.idx[place]!, rank, marks: info.ranges[place]! }));
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
