import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findBlockingEdges } from '../../src/graph/blockingTests.js';
import { createGraph, type Graph } from '../../src/graph/graph.js';
import type { Manifest } from '../../src/manifest/types.js';
import { createSchedule } from '../../src/runner/schedule.js';

/** `a < b c` means that a depends on b and c; names starting with t are tests, with u unit tests. */
function manifestOf(text: string): Manifest {
  const records: Record<string, Record<string, unknown>> = { nodes: {}, unit_tests: {} };
  const add = (name: string, parents: string[]) => {
    const type = name.startsWith('t') ? 'test' : name.startsWith('u') ? 'unit_test' : 'model';
    const known = records['nodes']![name] ?? records['unit_tests']![name];
    if (known !== undefined && parents.length === 0) return;
    records[type === 'unit_test' ? 'unit_tests' : 'nodes']![name] = {
      unique_id: name,
      name,
      resource_type: type,
      depends_on: { nodes: parents },
    };
  };
  for (const line of text.trim().split('\n')) {
    const [child, parents = ''] = line.split('<').map((part) => part.trim());
    const names = parents.split(/\s+/).filter(Boolean);
    for (const name of names) add(name, []);
    add(child!, names);
  }
  const empty = ['sources', 'semantic_models', 'metrics', 'saved_queries', 'exposures', 'functions'];
  return { ...Object.fromEntries(empty.map((key) => [key, {}])), ...records } as unknown as Manifest;
}

function edges(text: string, selected?: string[]): string[] {
  const manifest = manifestOf(text);
  const graph = createGraph(manifest);
  return findBlockingEdges(graph, manifest, selected ?? graph.ids)
    .map((edge) => `${edge.from}>${edge.to}`)
    .sort();
}

/** Runs everything with one slot; `fails` fail. Skipped nodes show their cause. */
function run(
  graph: Graph,
  selected: string[],
  extra: Parameters<typeof createSchedule>[2],
  fails: string[] = [],
): string[] {
  const schedule = createSchedule(graph, new Set(selected), extra);
  const done: string[] = [];
  for (let ready = schedule.take(); ready !== undefined; ready = schedule.take()) {
    done.push(ready.cause === undefined ? ready.id : `${ready.id} skipped for ${ready.cause}`);
    schedule.finish(ready.id, ready.cause !== undefined || fails.includes(ready.id));
  }
  expect(schedule.remaining).toBe(0);
  return done;
}

describe('schedule', () => {
  it('goes by depth, then by id', () => {
    const graph = createGraph(manifestOf('c < b\nb < a\nz < a\ny'));
    expect(run(graph, ['a', 'b', 'c', 'y', 'z'], [])).toEqual(['a', 'y', 'b', 'z', 'c']);
  });

  it('keeps the order across unselected nodes, and failures pass through them', () => {
    const graph = createGraph(manifestOf('c < b\nb < a\nd < c'));
    expect(run(graph, ['d', 'a'], [])).toEqual(['a', 'd']);
    expect(run(graph, ['d', 'a'], [], ['a'])).toEqual(['a', 'd skipped for a']);
  });

  it('counts depth in selected nodes only', () => {
    const graph = createGraph(manifestOf('b < x\nx < y\nc < a'));
    expect(run(graph, ['a', 'b', 'c'], [])).toEqual(['a', 'b', 'c']);
  });

  it('names the first failure as the cause of all skips below it', () => {
    const graph = createGraph(manifestOf('b < a\nc < b\nd < c e'));
    expect(run(graph, ['a', 'b', 'c', 'd', 'e'], [], ['a'])).toEqual([
      'a',
      'e',
      'b skipped for a',
      'c skipped for a',
      'd skipped for a',
    ]);
  });

  it('gives out what is ready only, and more as nodes finish', () => {
    const graph = createGraph(manifestOf('c < a b'));
    const schedule = createSchedule(graph, new Set(['a', 'b', 'c']));
    expect([schedule.take(), schedule.take(), schedule.take()]).toEqual([
      { id: 'a' },
      { id: 'b' },
      undefined,
    ]);
    schedule.finish('a', false);
    expect(schedule.take()).toBeUndefined();
    schedule.finish('b', false);
    expect(schedule.take()).toEqual({ id: 'c' });
  });

  it('runs a unit test after the parents of its model and before it', () => {
    const manifest = manifestOf('m < a\nu < m');
    const graph = createGraph(manifest);
    const extra = findBlockingEdges(graph, manifest, graph.ids);
    expect(run(graph, ['a', 'm', 'u'], extra)).toEqual(['a', 'u', 'm']);
    expect(run(graph, ['a', 'm', 'u'], extra, ['u'])).toEqual(['a', 'u', 'm skipped for u']);
  });

  it('orders 20,000 nodes', () => {
    const lines = Array.from(
      { length: 20_000 },
      (_, i) => `n${i} < ${i >= 10 ? `n${i - 10} n${i - 7}` : ''}`,
    );
    const graph = createGraph(manifestOf(lines.join('\n')));
    const ids = [...graph.ids];
    expect(run(graph, ids, [])).toHaveLength(20_000);
  });
});

describe('blocking edges of build', () => {
  it('put a test before the children of what it tests', () => {
    expect(edges('b < a\nc < b\nt1 < a')).toEqual(['t1>b']);
  });

  it('wait for all parents of the test to be upstream', () => {
    expect(edges('b < a1\nt1 < a1 a2')).toEqual([]);
    expect(edges('b < a1\nc < a1 a2\nd < c\nt1 < a1 a2')).toEqual(['t1>c']);
    expect(edges('c < b\nb < a\nt1 < a b')).toEqual(['t1>c']);
    expect(edges('x < a\ny < b\nz < x y\nw < z\nt1 < a b')).toEqual(['t1>z']);
  });

  it('never block tests, and take selected tests only', () => {
    expect(edges('t2 < a\nt1 < a')).toEqual([]);
    expect(edges('b < a\nt1 < a', ['a', 'b'])).toEqual([]);
  });
});

describe('agreement with the manifest of a real project', () => {
  const file = join(import.meta.dirname, 'fixtures/select/manifest.json');
  const manifest: Manifest = JSON.parse(readFileSync(file, 'utf8'));
  const graph = createGraph(manifest);
  it('blocks exactly what has every parent of the test upstream', () => {
    const selected = graph.ids.filter((id) => !id.startsWith('source.'));
    const extra = findBlockingEdges(graph, manifest, selected).filter((edge) =>
      edge.from.startsWith('test.'),
    );
    const order = run(graph, selected, findBlockingEdges(graph, manifest, selected));
    const before = (a: string, b: string) => order.indexOf(a) < order.indexOf(b);
    for (const test of Object.values(manifest.nodes).filter((node) => node.resource_type === 'test')) {
      const parents = (test.depends_on as { nodes: string[] }).nodes;
      for (const id of selected) {
        if (!/^(model|seed|snapshot|function)\./.test(id)) continue;
        const above = graph.ancestors([id]);
        if (parents.every((parent) => above.has(parent))) expect(before(test.unique_id, id)).toBe(true);
        else expect(extra.some((edge) => edge.from === test.unique_id && edge.to === id)).toBe(false);
      }
    }
  });
});
