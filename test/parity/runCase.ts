import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../../src/cli/main.js';
import { type ParityCase, splitCommand } from './caseFile.js';
import type { ParityEngine } from './engines.js';
import type { DatabaseAnswer, StepAnswer } from './golden.js';
import { freshnessPart, look, manifestPart, resultsPart } from './observe.js';

const PRINTED = ['JinjaLogInfo', 'PrintEvent', 'JinjaLogWarning', 'ShowNode', 'CompiledNode'];
const UNCHANGED = ['parse', 'ls', 'list', 'compile', 'show', 'deps'];
const ARTIFACTS = ['run_results.json', 'sources.json', 'manifest.json'];

const GIT_OPTIONS = ['user.name=parity', 'user.email=parity@example.com', 'core.autocrlf=false'].flatMap(
  (setting) => ['-c', setting],
);
const GIT_DATES = {
  PATH: process.env['PATH'],
  GIT_AUTHOR_DATE: '2024-01-01T00:00:00Z',
  GIT_COMMITTER_DATE: '2024-01-01T00:00:00Z',
};

interface Line {
  readonly info: { readonly name: string; readonly level: string; readonly msg: string };
}

/** Where a case is while its parts happen. */
interface Stage {
  readonly root: string;
  readonly engine: ParityEngine;
  readonly volatile: readonly string[];
  readonly steps: StepAnswer[];
  env: Readonly<Record<string, string>>;
  /** Where commands are run, absolute. */
  folder: string;
  database: DatabaseAnswer;
}

const ACTIONS: Readonly<Record<string, (stage: Stage, rest: string, text: string) => Promise<void> | void>> =
  {
    'run:': async (stage, command) => {
      // Files that SQL names are looked for where the process is.
      const here = process.cwd();
      process.chdir(stage.folder);
      try {
        stage.steps.push(await runStep(stage, command));
      } finally {
        process.chdir(here);
      }
    },
    'look:': ({ root, steps }, name, text) =>
      void steps.push(withoutRoot(root, { command: `look: ${name}`, exit: 0, seen: look(root, name, text) })),
    'sql:': async ({ engine, root }, _rest, text) => void (await engine.query(root, text)),
    'delete:': ({ root }, name) => rmSync(join(root, name), { recursive: true }),
    'copy:': ({ root }, names) => {
      const [from, to] = names.split(' ');
      cpSync(join(root, from!), join(root, to!), { recursive: true });
    },
    // The commit has a fixed author and date, so that its hash is the same everywhere.
    'git:': ({ root }, names) => {
      const [folder, tag] = names.split(' ');
      const git = (...words: string[]) =>
        execFileSync('git', [...GIT_OPTIONS, ...words], { cwd: join(root, folder!), env: GIT_DATES });
      git('init', '--quiet', '--initial-branch=main');
      git('add', '--all');
      git('commit', '--quiet', '--message', tag!);
      git('tag', tag!);
    },
    'env:': (stage, pairs) => {
      stage.env = Object.fromEntries(
        splitCommand(pairs).map((pair) => [
          pair.slice(0, pair.indexOf('=')),
          pair.slice(pair.indexOf('=') + 1),
        ]),
      );
    },
    'cwd:': (stage, name) => {
      stage.folder = join(stage.root, name);
      mkdirSync(stage.folder, { recursive: true });
    },
  };

/** Runs the steps of a case with xform, in this process, and says what record.py says of dbt. */
export async function runCase(parityCase: ParityCase, engine: ParityEngine): Promise<StepAnswer[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'xform-parity-')));
  const root = join(folder, 'proj');
  mkdirSync(join(root, '.home'), { recursive: true });
  const common = join(import.meta.dirname, 'common');
  copyFileSync(join(common, 'dbt_project.yml'), join(root, 'dbt_project.yml'));
  copyFileSync(join(common, `${engine.name}.yml`), join(root, 'profiles.yml'));
  const { volatile } = parityCase;
  const stage: Stage = { root, engine, volatile, steps: [], env: {}, folder: root, database: {} };
  try {
    await engine.prepare(root);
    for (const { title, text } of parityCase.parts) {
      const [word, ...rest] = title.split(' ');
      const action = ACTIONS[word!];
      if (action) await action(stage, rest.join(' '), text);
      else {
        mkdirSync(dirname(join(root, title)), { recursive: true });
        writeFileSync(join(root, title), text);
      }
    }
    return stage.steps;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runStep(stage: Stage, command: string): Promise<StepAnswer> {
  const { root, engine } = stage;
  const words = splitCommand(command);
  if (!words.includes('retry'))
    for (const name of ARTIFACTS) rmSync(join(root, 'target', name), { force: true });
  const output: string[] = [];
  const write = (text: string): number => output.push(text);
  const exit = await main({
    argv: [...words, '--log-format', 'json'],
    env: {
      PATH: process.env['PATH'],
      HOME: join(root, '.home'),
      CI: '1',
      NO_COLOR: '1',
      ...engine.env,
      ...stage.env,
    },
    cwd: stage.folder,
    stdout: { write },
    stderr: { write },
    signal: new AbortController().signal,
  });
  const { lines, other } = readOutput(output.join(''));
  const error = lines.find(({ info }) => info.name === 'MainEncounteredError')?.info.msg;
  const printed = lines
    .filter(({ info }) => PRINTED.includes(info.name))
    .map(({ info }) => withoutHeading(info));
  const warnings = lines
    .filter(({ info }) => info.level === 'warn' && info.name !== 'LogTestResult')
    .map(({ info }) => info.name)
    .filter((name) => name !== 'DeprecationsSummary');
  const verb = words[0]!;
  const results = exit < 2 ? resultsPart(root) : undefined;
  const freshness = freshnessPart(root);
  if (!UNCHANGED.includes(verb)) stage.database = await engine.observe(root, stage.volatile);
  const listing = ['ls', 'list'].includes(verb);
  const answer: StepAnswer = {
    command,
    exit,
    ...(exit === 2 ? { error: error?.replace(/^Encountered an error:\n/, '') ?? other.join('\n') } : {}),
    ...(printed.length > 0 && !listing ? { printed } : {}),
    ...(warnings.length > 0 ? { warnings: [...new Set(warnings)].sort() } : {}),
    ...(listing && exit === 0 ? { listed: other.length > 0 ? other : printed } : {}),
    ...(verb === 'parse' && exit === 0 && existsSync(join(root, 'target/manifest.json'))
      ? { manifest: manifestPart(root) }
      : {}),
    ...(results ? { results } : {}),
    ...(freshness ? { freshness } : {}),
    ...(UNCHANGED.includes(verb) ? {} : { database: stage.database }),
  };
  return withoutRoot(root, answer);
}

function withoutRoot(root: string, answer: StepAnswer): StepAnswer {
  return JSON.parse(JSON.stringify(answer).replaceAll(root, '<root>')) as StepAnswer;
}

/** dbt was asked to be quiet, so what it shows of nodes has no heading. */
function withoutHeading({ name, msg }: Line['info']): string {
  return ['ShowNode', 'CompiledNode'].includes(name) ? msg.replace(/^(Compiled|Previewing) .*:\n/, '') : msg;
}

function readOutput(text: string): { lines: Line[]; other: string[] } {
  const lines: Line[] = [];
  const other: string[] = [];
  for (const line of text.split('\n')) {
    const event = line.startsWith('{') ? (JSON.parse(line) as Partial<Line>) : undefined;
    if (event?.info?.name !== undefined) lines.push(event as Line);
    else if (line !== '') other.push(line);
  }
  return { lines, other };
}
