import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createGraph } from '../../src/graph/graph.js';
import { parseSelection } from '../../src/graph/selector/grammar.js';
import { selectIds } from '../../src/graph/selector/select.js';
import type { PreviousState } from '../../src/graph/selector/stateTypes.js';
import type { Manifest } from '../../src/manifest/types.js';

type Records = Record<string, Record<string, unknown>>;

interface Case {
  readonly change: string;
  /** Records that differ from the base: null for those that are gone. */
  readonly records: Records;
  readonly selected: Record<string, string[] | { error: string }>;
}

const file = join(import.meta.dirname, 'fixtures/state/state.json');
const golden: { base: Records; cases: Case[] } = JSON.parse(readFileSync(file, 'utf8'));
const EMPTY = { metrics: {}, semantic_models: {}, saved_queries: {}, disabled: {}, docs: {}, selectors: {} };

function manifestWith(changes: Records): Manifest {
  const manifest: Records = { ...EMPTY };
  for (const [key, records] of Object.entries(golden.base)) {
    const changed = { ...records, ...changes[key] };
    manifest[key] = Object.fromEntries(Object.entries(changed).filter(([, record]) => record !== null));
  }
  return manifest as unknown as Manifest;
}

function select(text: string, manifest: Manifest, state: PreviousState): string[] {
  const ids = selectIds(parseSelection([text], [], 'empty'), {
    manifest,
    graph: createGraph(manifest),
    projectName: 'shop',
    exists: () => true,
    state,
    onNothingFound: () => {},
  });
  return [...ids].filter((id) => !id.startsWith('operation.')).sort();
}

const before = manifestWith({});

describe('state: agrees with dbt', () => {
  for (const { change, records, selected } of golden.cases) {
    it(change, () => {
      const now = manifestWith(records);
      const found = Object.fromEntries(
        Object.keys(selected)
          .filter((selector) => Array.isArray(selected[selector]))
          .map((selector) => [selector, select(`state:${selector}`, now, { manifest: before })]),
      );
      const expected = Object.fromEntries(Object.entries(selected).filter(([, ids]) => Array.isArray(ids)));
      expect(found).toEqual(expected);
    });
  }
});

describe('result: and source_status:', () => {
  const results = new Map([
    ['model.shop.plain', 'error'],
    ['model.shop.in_file', 'success'],
  ]);
  it('takes nodes by how they ended', () => {
    expect(select('result:error', before, { results })).toEqual(['model.shop.plain']);
    expect(select('result:fail', before, { results })).toEqual([]);
    expect(select('result:success', before, { results })).toEqual(['model.shop.in_file']);
  });

  it('takes sources that are fresher, or new', () => {
    const sources = new Map([['source.shop.erp.orders', '2024-01-01T00:00:00Z']]);
    const currentSources = new Map([
      ['source.shop.erp.orders', '2024-01-02T00:00:00Z'],
      ['source.shop.erp.lines', '2024-01-01T00:00:00Z'],
    ]);
    const state = { sources, currentSources };
    expect(select('source_status:fresher', before, state)).toEqual([
      'source.shop.erp.lines',
      'source.shop.erp.orders',
    ]);
    expect(select('source_status:fresher', before, { sources: currentSources, currentSources })).toEqual([]);
  });

  it.each([
    ['state:modified', '--state'],
    ['result:error', '--state'],
    ['source_status:fresher', '--state'],
  ])('%s says what is missing', (text, hint) => {
    expect(() => select(text, before, {})).toThrow(
      expect.objectContaining({ hint: expect.stringContaining(hint) }),
    );
  });

  it('refuses unknown states, with a guess', () => {
    expect(() => select('state:modifid', before, { manifest: before })).toThrow(
      expect.objectContaining({ hint: "Did you mean 'modified'?" }),
    );
  });
});
