import { type SiteResource, type SiteTextPart, textPartOf, tokensOf } from '../siteData.js';

/** Collects the words of descriptions and code. */
export interface TextIndexBuilder {
  add(index: number, resource: SiteResource): void;
  /** So many parts, in their order. */
  finish(parts: number): SiteTextPart[];
}

interface Postings {
  readonly described: number[];
  readonly coded: number[];
}

type Draft = Record<string, SiteTextPart[string]>;

export function createTextIndexBuilder(): TextIndexBuilder {
  const words = new Map<string, Postings>();

  function note(kind: keyof Postings, text: string, index: number): void {
    for (const token of tokensOf(text)) {
      let postings = words.get(token);
      if (postings === undefined) {
        postings = { described: [], coded: [] };
        words.set(token, postings);
      }
      postings[kind].push(index);
    }
  }

  return {
    add(index, resource) {
      const described = [
        resource.description,
        ...resource.columns.map(({ description }) => description),
        ...resource.tests.map(({ description }) => description),
        ...resource.tags,
        ...resource.owners.map(({ text }) => text),
      ];
      note('described', described.filter((text) => text !== '').join('\n'), index);
      note('coded', `${resource.raw}\n${resource.compiled ?? ''}`, index);
    },
    finish(count) {
      // Words such as `constructor` must be keys like any others.
      const parts = Array.from({ length: count }, () => Object.create(null) as Draft);
      for (const [token, { described, coded }] of words) {
        parts[textPartOf(token, count)]![token] = [gaps(described), gaps(coded)];
      }
      return parts;
    },
  };
}

/** Each number as its distance from the one before: shorter to write. */
function gaps(indexes: number[]): number[] {
  indexes.sort((a, b) => a - b);
  return indexes.map((index, i) => index - (i === 0 ? 0 : indexes[i - 1]!));
}
