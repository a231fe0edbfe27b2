import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { selectNodes } from '../../src/commands/selection.js';
import { openSession, type Session, writeManifestOf } from '../../src/commands/session.js';
import type { Effects } from '../../src/commands/types.js';
import { silentLogger } from '../../src/log/types.js';
import { DIFFERENCES } from './differences.js';

type Files = Readonly<Record<string, string>>;

/** What record.py wrote; an answer is null where dbt refuses. */
interface Golden {
  readonly dbt: string;
  readonly before: Files;
  readonly after: Files;
  readonly state: Readonly<Record<string, unknown>>;
  readonly sources: unknown;
  readonly cases: readonly (readonly [words: string[], ids: string[] | null])[];
}

const GOLDENS = join(import.meta.dirname, 'goldens');
const PROFILE = "selection: {target: dev, outputs: {dev: {type: duckdb, path: ':memory:', schema: main}}}\n";
const temporary = mkdtempSync(join(tmpdir(), 'xform-selection-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

function write(folder: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    const paths = [path, ...(path.startsWith('local/') ? [path.replace('local/', 'dbt_packages/')] : [])];
    for (const each of paths) {
      mkdirSync(dirname(join(folder, each)), { recursive: true });
      writeFileSync(join(folder, each), text);
    }
  }
  writeFileSync(join(folder, 'profiles.yml'), PROFILE);
}

function open(folder: string, state?: string): Session {
  const effects: Effects = {
    log: silentLogger,
    stdout: () => undefined,
    cwd: folder,
    env: {},
    signal: new AbortController().signal,
    now: () => new Date(),
    invocationId: '00000000-0000-0000-0000-000000000000',
  };
  return openSession('list', { project_dir: folder, profiles_dir: folder, ...(state && { state }) }, effects);
}

/** Arguments of a case as options; one that may be repeated is a list. */
function optionsOf(words: readonly string[]): Record<string, string[]> {
  const options: Record<string, string[]> = {};
  let key = '';
  for (const word of words) {
    if (word.startsWith('--')) options[(key = word.slice(2).replaceAll('-', '_'))] = [];
    else options[key]!.push(word);
  }
  return options;
}

function list(session: Session, words: readonly string[]): string[] {
  const { select, exclude, selector, resource_type, exclude_resource_type, indirect_selection } =
    optionsOf(words);
  const mode = indirect_selection?.[0] ?? 'eager';
  const { project } = session;
  return selectNodes({
    ...session,
    options: {
      select,
      exclude,
      selector: selector?.[0],
      resource_types: resource_type,
      exclude_resource_types: exclude_resource_type,
    },
    project: { ...project, flags: { ...project.flags, indirect_selection: mode } } as Session['project'],
  });
}

describe.each(readdirSync(GOLDENS))('selection agrees with dbt ls: %s', (file) => {
  const golden: Golden = JSON.parse(gunzipSync(readFileSync(join(GOLDENS, file))).toString('utf8'));
  const folder = join(temporary, file);
  const states = { dbt: join(folder, 'state-of-dbt'), xform: join(folder, 'state-of-xform') };
  const before = join(folder, 'before');
  const after = join(folder, 'after');
  write(before, golden.before);
  write(after, golden.after);
  writeManifestOf(open(before));
  const texts = Object.entries(golden.state).map(([name, value]) => [name, JSON.stringify(value)]);
  const own = readFileSync(join(before, 'target/manifest.json'), 'utf8');
  write(states.dbt, Object.fromEntries(texts));
  write(states.xform, { ...Object.fromEntries(texts), 'manifest.json': own });
  write(after, { 'target/sources.json': JSON.stringify(golden.sources) });

  describe.each(['dbt', 'xform'] as const)('the state written by %s', (state) => {
    const session = open(after, states[state]);
    const wanted = golden.cases.filter(([words]) => state === 'dbt' || words.join(' ').includes('state:'));
    it.each(
      wanted.map(([words, ids]) => [words.join(' '), words, ids] as const),
    )('%s', (name, words, ids) => {
      if (name in DIFFERENCES) return;
      if (ids === null) expect(() => list(session, words)).toThrow();
      else expect(list(session, words)).toEqual(ids);
    });
  });
});
