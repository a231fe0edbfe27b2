import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AgateTable } from '../../src/adapters/table.js';
import type { RunResult } from '../../src/manifest/runResult.js';
import type { TestNode } from '../../src/manifest/types.js';
import { eventTime, isoTime, microsToIso } from '../../src/runner/clock.js';
import { judge } from '../../src/runner/executors/dataTest.js';
import { createOutputFiles } from '../../src/runner/outputFiles.js';
import { readPreviousResults } from '../../src/runner/previousResults.js';
import { formatResultLine } from '../../src/runner/resultLine.js';
import { createResultsJournal, JOURNAL_NAME } from '../../src/runner/resultsJournal.js';
import { diffUnitTest } from '../../src/runner/unitTests/diff.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xform-results-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const result = (unique_id: string, status: RunResult['status']): RunResult => ({
  unique_id,
  status,
  timing: [],
  thread_id: 'main',
  execution_time: 0,
  adapter_response: {},
  message: null,
  failures: null,
  compiled: null,
  compiled_code: null,
  relation_name: null,
  batch_results: null,
});

describe('results on disk', () => {
  const journalOf = () => createResultsJournal(folder, () => ({ invocation_id: 'x' }), { which: 'run' });

  it('are whole after the run, and nothing else is left', () => {
    const journal = journalOf();
    journal.add(result('model.a', 'success'));
    journal.finish(1.5);
    expect(readdirSync(folder)).toEqual(['run_results.json']);
    const written = JSON.parse(readFileSync(join(folder, 'run_results.json'), 'utf8'));
    expect(Object.keys(written)).toEqual(['metadata', 'results', 'elapsed_time', 'args']);
    expect(written.elapsed_time).toBe(1.5);
  });

  it('are there after a kill too, with what had not been reached', () => {
    const journal = journalOf();
    journal.plan(['model.a', 'model.b', 'model.c']);
    journal.add(result('model.a', 'success'));
    journal.add(result('model.b', 'error'));
    // A kill in the middle of a line.
    writeFileSync(join(folder, JOURNAL_NAME), '{"unique_id": "model.c", "sta', { flag: 'a' });
    const previous = readPreviousResults(folder)!;
    expect(previous.results.map((each) => [each.unique_id, each.status])).toEqual([
      ['model.a', 'success'],
      ['model.b', 'error'],
    ]);
    expect(previous.unfinished).toEqual(['model.c']);
    expect(previous.args).toEqual({ which: 'run' });
  });

  it('of a killed run are newer than those of the run before', () => {
    const first = journalOf();
    first.add(result('model.old', 'success'));
    first.finish(1);
    journalOf().add(result('model.new', 'success'));
    expect(readPreviousResults(folder)!.results.map((each) => each.unique_id)).toEqual(['model.new']);
  });

  it('are missing when nothing ran', () => {
    expect(readPreviousResults(folder)).toBeUndefined();
  });

  it('that cannot be read are an error with their file', () => {
    writeFileSync(join(folder, 'run_results.json'), '{');
    expect(() => readPreviousResults(folder)).toThrow('run_results.json');
  });
});

describe('output files', () => {
  it('are written with their folders, and left alone when they stay the same', async () => {
    const files = createOutputFiles(folder, join(folder, 'target'));
    for (let i = 0; i < 20; i++) files.write(`target/compiled/p/m${i}.sql`, `select ${i}`);
    await files.flush();
    expect(readdirSync(join(folder, 'target/compiled/p'))).toHaveLength(20);
    const path = join(folder, 'target/compiled/p/m7.sql');
    const before = statSync(path).mtimeMs;
    const again = createOutputFiles(folder, join(folder, 'target'));
    again.write('target/compiled/p/m7.sql', 'select 7');
    again.write('target/compiled/p/m8.sql', 'select 9');
    await again.flush();
    expect(statSync(path).mtimeMs).toBe(before);
    expect(readFileSync(join(folder, 'target/compiled/p/m8.sql'), 'utf8')).toBe('select 9');
  });

  it('are written again when somebody else changed or removed them, or the record of them is damaged', async () => {
    const target = join(folder, 'target');
    const run = async (): Promise<string[]> => {
      const files = createOutputFiles(folder, target);
      for (const name of ['a', 'b', 'c']) files.write(`target/run/${name}.sql`, `select '${name}'`);
      await files.flush();
      return ['a', 'b', 'c'].map((name) => readFileSync(join(target, 'run', `${name}.sql`), 'utf8'));
    };
    const texts = await run();
    expect(texts).toEqual(["select 'a'", "select 'b'", "select 'c'"]);
    writeFileSync(join(target, 'run/a.sql'), "select 'longer'");
    rmSync(join(target, 'run/b.sql'));
    expect(await run()).toEqual(texts);
    for (const name of readdirSync(target)) if (name !== 'run') writeFileSync(join(target, name), 'damaged');
    writeFileSync(join(target, 'run/c.sql'), "select 'y'");
    expect(await run()).toEqual(texts);
  });

  it('that cannot be written are an error at the end', async () => {
    writeFileSync(join(folder, 'target'), 'a file where the folder should be');
    chmodSync(join(folder, 'target'), 0o444);
    const files = createOutputFiles(folder, join(folder, 'target'));
    files.write('target/compiled/a.sql', 'select 1');
    await expect(files.flush()).rejects.toThrow('Cannot write target/compiled/a.sql');
  });
});

describe('severity and thresholds', () => {
  const node = (severity: string) =>
    ({ config: { severity, warn_if: '> 1', error_if: '> 5' } }) as unknown as TestNode;
  const counts = (failures: number) => ({ failures, shouldWarn: failures > 1, shouldError: failures > 5 });

  it.each([
    ['error', 0, false, 'pass', 0, null],
    ['error', 1, false, 'pass', 0, null],
    ['error', 3, false, 'warn', 3, 'Got 3 results, configured to warn if > 1'],
    ['error', 9, false, 'fail', 9, 'Got 9 results, configured to fail if > 5'],
    ['ERROR', 9, false, 'fail', 9, 'Got 9 results, configured to fail if > 5'],
    ['warn', 9, false, 'warn', 9, 'Got 9 results, configured to warn if > 1'],
    ['warn', 9, true, 'fail', 9, 'Got 9 results, configured to fail if > 1'],
    ['warn', 1, true, 'pass', 0, null],
  ] as const)('%s with %i, warn-error %s: %s', (severity, failures, warnError, status, counted, message) => {
    expect(judge(node(severity), counts(failures), warnError)).toEqual({
      status,
      failures: counted,
      message,
    });
  });
});

describe('lines and times', () => {
  it('fill up to the width with dots', () => {
    expect(
      formatResultLine({ text: 'OK x', status: 'OK', index: 1, total: 9, executionTime: 1.234 }, 30),
    ).toBe('1 of 9 OK x .................. [OK in 1.23s]');
  });

  it('are cut only where asked for', () => {
    const text = 'x'.repeat(40);
    expect(formatResultLine({ text, status: 'RUN' }, 30)).toBe(`${text}  [RUN]`);
    expect(formatResultLine({ text, status: 'RUN', truncate: true }, 30)).toBe(`${'x'.repeat(27)}... [RUN]`);
  });

  it('have microseconds', () => {
    expect(isoTime(Date.UTC(2024, 0, 2, 3, 4, 5, 6) + 0.789)).toMatch(/^2024-01-02T03:04:05\.00678[89]Z$/);
    expect(eventTime(0)).toBe('1970-01-01T00:00:00.000000');
    expect(microsToIso(1_500_000n)).toBe('1970-01-01T00:00:01.500000+00:00');
    expect(microsToIso(-62_135_596_800_000_000n)).toBe('0001-01-01T00:00:00+00:00');
  });
});

describe('difference of a unit test', () => {
  const table = (...rows: unknown[][]) =>
    new AgateTable(['id', 'name', 'actual_or_expected'], ['Number', 'Text', 'Text'], rows);

  it('is none when rows are the same in any order and number', () => {
    expect(
      diffUnitTest(
        table([1, 'a', 'actual'], [2, null, 'actual'], [2, null, 'expected'], [1, 'a', 'expected']),
      ),
    ).toBeUndefined();
  });

  it('counts how often a row occurs', () => {
    const difference = diffUnitTest(table([1, 'a', 'actual'], [1, 'a', 'actual'], [1, 'a', 'expected']));
    expect(difference).toContain('| +++ | 1  | a    |');
  });

  it('shows changed cells, missing and unexpected rows', () => {
    const difference = diffUnitTest(
      table(
        [1, 'a', 'actual'],
        [2, 'b', 'actual'],
        [9, 'z', 'actual'],
        [1, 'a', 'expected'],
        [2, null, 'expected'],
        [5, 'q', 'expected'],
      ),
    )!;
    expect(difference.split('\n').slice(2, 8)).toEqual([
      '| @@  | id | name   |',
      '| --- | -- | ------ |',
      '|     | 1  | a      |',
      '| →   | 2  | NULL→b |',
      '| --- | 5  | q      |',
      '| +++ | 9  | z      |',
    ]);
  });

  it('tells NULL from an empty text', () => {
    expect(diffUnitTest(table([1, null, 'actual'], [1, '', 'expected']))).toContain('→NULL');
  });
});
