import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.js';

interface Case {
  readonly command: string[];
  readonly exit: number;
  readonly lines: string[];
  readonly results?: Record<string, unknown>[];
}

const fixtures = join(import.meta.dirname, 'fixtures/run');
const { cases }: { cases: Case[] } = JSON.parse(readFileSync(join(fixtures, 'golden.json'), 'utf8'));
const KEPT = /\d+ of \d+ |^Batch |^Done\.|^Finished|^Completed|^Concurrency|^Nothing|^Compiled|^hello|^told/;

/** Lines without clock and durations. */
function normal(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/^\d\d:\d\d:\d\d {1,2}/, '').replace(/^\[WARNING\]: /, ''))
    .filter((line) => KEPT.test(line))
    .map((line) =>
      line
        .replace(/in [\d.]+s\]/, 'in 0.00s]')
        .replace(/ in \d+ hours? \d+ minutes? and [\d.]+ seconds \([\d.]+s\)/, ''),
    );
}

/**
 * Differences on purpose: dbt counts what an ephemeral model or fail-fast made it skip among the errors, and in a build
 * it names the ephemeral model only to those that read it directly.
 */
function comparable(lines: readonly string[]): string[] {
  return lines
    .filter((line) => !line.startsWith('Completed with'))
    .map((line) => line.replace(/ due to ephemeral .*$/, ' [SKIP]').replace(/ \.+ \[/, ' ['));
}

/** dbt runs unit tests when their model is taken from the queue, here they are nodes of it: only the order differs. */
function withoutOrder(lines: readonly string[]): string[] {
  return lines.map((line) => line.replace(/^\d+ of \d+ /, '')).sort();
}

/** What a quiet command prints is data, all of which counts; JSON may be spaced as it likes. */
function dataLines(exit: number, out: string): string[] {
  return exit === 0 && out !== '' ? out.replace(/\n$/, '').split('\n') : [];
}

function sameJson(line: string): string {
  if (!line.startsWith('{"')) return line;
  const record: Record<string, unknown> = JSON.parse(line);
  return JSON.stringify(Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

let folder: string;
beforeAll(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'xform-run-')), 'project');
  cpSync(join(fixtures, 'project'), folder, { recursive: true });
});
afterAll(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

async function run(command: readonly string[]): Promise<{ exit: number; out: string }> {
  let out = '';
  const exit = await main({
    argv: command,
    env: { PATH: process.env['PATH'], NO_COLOR: '1' },
    cwd: folder,
    stdout: { write: (text) => void (out += text) },
    stderr: { write: (text) => void (out += text) },
    signal: new AbortController().signal,
  });
  return { exit, out };
}

function modified(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

// One after the other in one project, as they were recorded: later commands find what earlier ones left.
describe('a project of every outcome runs as with dbt', () => {
  for (const golden of cases) {
    it(golden.command.join(' '), async () => {
      const path = join(folder, 'target/run_results.json');
      const before = modified(path);
      const { exit, out } = await run(golden.command);
      const ordered = golden.command[0] !== 'build' && golden.command[0] !== 'retry';
      const shown = (lines: string[]) =>
        (ordered ? comparable(lines) : withoutOrder(comparable(lines))).map(sameJson);
      const lines = golden.command.includes('--quiet') ? dataLines(exit, out) : normal(out);
      expect({ exit, lines: shown(lines) }, out).toEqual({
        exit: golden.exit,
        lines: shown(golden.lines),
      });
      if (golden.results === undefined) return;
      expect(modified(path)).not.toBe(before);
      const { results } = JSON.parse(readFileSync(path, 'utf8')) as { results: Record<string, unknown>[] };
      const found = results.map((result) => ({
        ...Object.fromEntries(Object.keys(golden.results![0]!).map((key) => [key, result[key]])),
        timing: (result['timing'] as { name: string }[]).map((timing) => timing.name),
      }));
      const byId = (rows: Record<string, unknown>[]) =>
        ordered ? rows : rows.toSorted((a, b) => (String(a['unique_id']) < String(b['unique_id']) ? -1 : 1));
      expect(byId(found)).toEqual(byId(golden.results));
    });
  }
});
