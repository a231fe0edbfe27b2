import { describe, expect, it } from 'vitest';
import type { AdapterRuntime } from '../../src/adapters/runtime.js';
import { XformError } from '../../src/errors/error.js';
import { createGraph } from '../../src/graph/graph.js';
import type { LogEvent } from '../../src/log/types.js';
import type { RunStatus } from '../../src/manifest/runResult.js';
import type { Manifest } from '../../src/manifest/types.js';
import { createClock } from '../../src/runner/clock.js';
import { type ExecuteOptions, executeNodes } from '../../src/runner/executeNodes.js';
import { BLOCKING_STATUSES } from '../../src/runner/executeRun.js';
import type { ExecutedNode } from '../../src/runner/runNode.js';
import { createSchedule } from '../../src/runner/schedule.js';
import type { NodeExecutor, RunTask } from '../../src/runner/types.js';

/** `c < a b` is a model c that depends on a and b; `~x` is ephemeral. */
function manifestOf(text: string): Manifest {
  const nodes: Record<string, unknown> = {};
  const add = (name: string, parents: string[]) => {
    const plain = name.replace('~', '');
    if (nodes[plain] !== undefined && parents.length === 0) return;
    nodes[plain] = {
      unique_id: plain,
      name: plain,
      alias: plain,
      schema: 'main',
      database: 'db',
      language: 'sql',
      raw_code: '',
      path: `${plain}.sql`,
      original_file_path: `models/${plain}.sql`,
      resource_type: 'model',
      config: { materialized: name.startsWith('~') ? 'ephemeral' : 'table' },
      depends_on: { nodes: parents.map((parent) => parent.replace('~', '')) },
    };
  };
  for (const line of text.trim().split('\n')) {
    const [child, parents = ''] = line.split('<').map((part) => part.trim());
    const names = parents.split(/\s+/).filter(Boolean);
    for (const name of names) add(name, []);
    add(child!, names);
  }
  const empty = [
    'sources',
    'semantic_models',
    'metrics',
    'saved_queries',
    'exposures',
    'functions',
    'unit_tests',
  ];
  return { ...Object.fromEntries(empty.map((key) => [key, {}])), nodes } as unknown as Manifest;
}

interface Harness {
  readonly task: RunTask;
  readonly events: LogEvent[];
  readonly done: ExecutedNode[];
  cancelled: boolean;
  run(execute: NodeExecutor, options?: Partial<ExecuteOptions>): ReturnType<typeof executeNodes>;
}

function harness(text: string, signal = new AbortController().signal): Harness {
  const manifest = manifestOf(text);
  const graph = createGraph(manifest);
  const events: LogEvent[] = [];
  const done: ExecutedNode[] = [];
  const harnessed: Harness = {
    events,
    done,
    cancelled: false,
    task: {
      parsed: { manifest, project: { target: { credentials: { database: 'db' } } } },
      graph,
      environment: { project: { root: { config: { queryComment: { comment: '' } } } } },
      runtime: {
        connect: () => ({ release: async () => {} }),
        async cancelAll() {
          harnessed.cancelled = true;
        },
      } as unknown as AdapterRuntime,
      log: { fire: (event: LogEvent) => void events.push(event), warn() {}, print() {}, debugEnabled: true },
      clock: createClock(() => new Date()),
      signal,
      selected: graph.ids,
    } as unknown as RunTask,
    run: (execute, options = {}) =>
      executeNodes(harnessed.task, createSchedule(graph, new Set(graph.ids)), {
        executors: { model: execute },
        blocking: BLOCKING_STATUSES,
        threads: 2,
        onResult: (each) => void done.push(each),
        ...options,
      }),
  };
  return harnessed;
}

const statuses = (done: readonly ExecutedNode[]): Record<string, RunStatus> =>
  Object.fromEntries(done.map(({ result }) => [result.unique_id, result.status]));
const ok: NodeExecutor = async () => ({ status: 'success', message: 'OK' });
const failing =
  (...names: string[]): NodeExecutor =>
  async (work) => {
    if (names.includes(work.node.name)) throw new XformError('database', `${work.node.name} is wrong`);
    return { status: 'success', message: 'OK' };
  };

describe('executeNodes', () => {
  it('works on as many nodes at a time as there are threads, and names the threads', async () => {
    const { run, done } = harness('a\nb\nc\nd\ne');
    let running = 0;
    let most = 0;
    await run(async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
      return { status: 'success' };
    });
    expect(most).toBe(2);
    expect(done).toHaveLength(5);
    expect(new Set(done.map(({ result }) => result.thread_id))).toEqual(
      new Set(['Thread-1 (worker)', 'Thread-2 (worker)']),
    );
  });

  it('starts a node as soon as its own parents are done, not its level', async () => {
    const { run } = harness('quick_child < quick\nslow_child < slow');
    const started: string[] = [];
    await run(async ({ node }) => {
      started.push(node.name);
      await new Promise((resolve) => setTimeout(resolve, node.name === 'slow' ? 60 : 1));
      started.push(`${node.name} done`);
      return { status: 'success' };
    });
    expect(started.indexOf('quick_child')).toBeLessThan(started.indexOf('slow done'));
  });

  it('skips everything below an error, and nothing else', async () => {
    const { run, done, events } = harness('b < a\nc < b\nd < x\ne < c d');
    expect(await run(failing('a'))).toBeUndefined();
    expect(statuses(done)).toEqual({
      a: 'error',
      b: 'skipped',
      c: 'skipped',
      d: 'success',
      e: 'skipped',
      x: 'success',
    });
    const skips = events.filter((event) => event.name === 'SkippingDetails').map((event) => event.msg);
    expect(skips[0]).toMatch(/^\d of 6 SKIP relation main\.b \.+ \[SKIP\]$/);
    expect(done.find((each) => each.node.name === 'a')!.result.message).toBe(
      'Database Error in model a (models/a.sql)\n  a is wrong',
    );
  });

  it('does not count ephemeral models, and says that one is the cause', async () => {
    const { run, events } = harness('b < ~e\nc');
    await run(failing('e'));
    const lines = events.filter((event) => /^\d of/.test(event.msg)).map((event) => event.msg);
    expect(lines.every((line) => line.includes(' of 2 '))).toBe(true);
    expect(lines.join()).toContain("SKIP relation main.b due to ephemeral model status 'error'");
  });

  it('fail-fast cancels what runs and leaves out the rest', async () => {
    const test = harness('bad\nlong\nlater < long\nother < long');
    let stop: () => void = () => {};
    const cancelled = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const cancelAll = test.task.runtime.cancelAll;
    Object.assign(test.task.runtime, {
      async cancelAll() {
        stop();
        await cancelAll();
      },
    });
    const reason = await test.run(
      async (work) => {
        if (work.node.name === 'bad') throw new XformError('database', 'bad');
        await cancelled;
        throw new XformError('cancelled', 'interrupted');
      },
      { stopAt: new Set<RunStatus>(['error']) },
    );
    expect(reason).toBe('failFast');
    expect(test.cancelled).toBe(true);
    expect(statuses(test.done)).toEqual({
      bad: 'error',
      long: 'skipped',
      later: 'skipped',
      other: 'skipped',
    });
    expect(test.done.at(-1)!.result.message).toBe('Skipping due to fail_fast');
  });

  it('an interruption ends the run with everything recorded', async () => {
    const control = new AbortController();
    const test = harness('a\nb < a\nc < b', control.signal);
    const reason = await test.run(async (work) => {
      if (work.node.name === 'b') {
        control.abort();
        throw new XformError('cancelled', 'interrupted');
      }
      return { status: 'success' };
    });
    expect(reason).toBe('interrupted');
    expect(statuses(test.done)).toEqual({ a: 'success', b: 'skipped', c: 'skipped' });
  });

  it('a bug in a node is that node’s error, not the end of the run', async () => {
    const { run, done } = harness('a\nb');
    await run(async ({ node }) => {
      if (node.name === 'a') (undefined as unknown as { x: number }).x++;
      return { status: 'success' };
    });
    expect(statuses(done)).toEqual({ a: 'error', b: 'success' });
    expect(done.find((each) => each.node.name === 'a')!.errors[0]!.kind).toBe('internal');
  });

  it('every result has all keys of run_results.json', async () => {
    const { run, done } = harness('a');
    await run(ok);
    expect(Object.keys(done[0]!.result).sort()).toEqual([
      'adapter_response',
      'batch_results',
      'compiled',
      'compiled_code',
      'execution_time',
      'failures',
      'message',
      'relation_name',
      'status',
      'thread_id',
      'timing',
      'unique_id',
    ]);
  });
});
