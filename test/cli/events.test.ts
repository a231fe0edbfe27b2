import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryProject, xform } from '../support/cli.js';

interface Known {
  readonly code: string;
  readonly levels: readonly string[];
  /** Of data; those of node_info and run_result as `node_info.node_name`. */
  readonly keys: readonly string[];
}

const folder = join(import.meta.dirname, 'events');
const readJson = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const golden: { commands: string[][]; events: Record<string, Known> } = readJson('dbt.json');
const project = temporaryProject({
  ...readJson('project.json'),
  'profiles.yml': 'shop: {target: dev, outputs: {dev: {type: duckdb, path: shop.duckdb, threads: 1}}}\n',
});
afterAll(() => project.remove());

/** What dbt says and xform does not, with the reason. */
const NOT_FIRED: Readonly<Record<string, string>> = {
  AdapterEventDebug: "messages of one adapter's Python code",
  ArtifactWritten: 'about files, not about the run',
  ConnectionClosedInCleanup: 'connections are closed at their slot’s end, which is ConnectionClosed',
  EndRunResult: 'run_results.json once more',
  FlushEvents: "of dbt's event manager",
  LogCancelLine: 'dbt says it of the node whose failure stops the run: nothing else runs with one thread',
  LogSkipBecauseError: 'dbt says it below an ephemeral model that was skipped, too: that did not fail',
  MainEncounteredError: 'dbt show runs the tests of what it shows, and one of them fails',
  MainReportArgs: 'run_results.json has the arguments',
  MarkSkippedChildren: 'each skipped node has an event of its own',
  NewConnectionOpening: 'connections are opened before they are used, not by their first statement',
  Note: 'texts without a meaning for tools',
  PartialParsingEnabled: 'files that changed are no matter of the run',
  PartialParsingSkipParsing: 'the same',
  ResourceReport: 'of the Python process',
  Rollback: 'sent when a node fails in a transaction; these fail before one begins',
  StateCheckVarsHash: 'how dbt decides what to parse',
  UnableToPartialParse: 'the same',
  WritingInjectedSQLForNode: 'files are written later, all together',
};

/** Fields that dbt's events have and these lack. */
const WITHOUT_NODE: readonly string[] = [
  'ConnectionClosed',
  'JinjaLogDebug',
  'JinjaLogInfo',
  'NewConnection',
];

/** Shown at another level: dbt prints the adapter's version with every command. */
const OTHER_LEVEL: readonly string[] = ['AdapterRegistered'];

const NOT_RECORDED: readonly string[] = ['ShowNode'];

describe("events of the JSON log are dbt's", () => {
  const fired = new Map<string, { codes: Set<string>; levels: Set<string>; keys: Set<string> }>();

  beforeAll(() => {
    for (const words of golden.commands) {
      const done = xform([...words, '--log-format', 'json', '--log-level', 'debug'], { cwd: project.folder });
      expect(done.stderr).toBe('');
      for (const line of done.stdout.trim().split('\n')) {
        const { info, data } = JSON.parse(line);
        const known = fired.get(info.name) ?? { codes: new Set(), levels: new Set(), keys: new Set() };
        fired.set(info.name, known);
        known.codes.add(info.code);
        known.levels.add(info.level);
        for (const key of Object.keys(data)) known.keys.add(key);
        for (const key of ['node_info', 'run_result']) {
          for (const inner of Object.keys(data[key] ?? {})) known.keys.add(`${key}.${inner}`);
        }
      }
    }
  }, 120_000);

  it('the same names, but for those that are left out for a reason', () => {
    const names = [...fired.keys()].filter((name) => !NOT_RECORDED.includes(name));
    const expected = Object.keys(golden.events).filter((name) => !(name in NOT_FIRED));
    expect(names.sort()).toEqual(expected.sort());
  });

  const compared = Object.entries(golden.events).filter(([name]) => !(name in NOT_FIRED));
  it.each(compared)('%s: code, level and fields', (name, { code, levels, keys }) => {
    const own = fired.get(name)!;
    expect([...own.codes]).toEqual([code]);
    if (!OTHER_LEVEL.includes(name)) expect(levels).toEqual(expect.arrayContaining([...own.levels]));
    const wanted = WITHOUT_NODE.includes(name) ? keys.filter((key) => !key.startsWith('node_info')) : keys;
    expect([...own.keys].sort()).toEqual(wanted);
  });
});
