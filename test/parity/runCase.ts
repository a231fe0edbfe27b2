import { copyFileSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../../src/cli/main.js';
import { type ParityCase, splitCommand } from './caseFile.js';
import type { DatabaseAnswer, StepAnswer } from './golden.js';
import { databasePart, freshnessPart, manifestPart, resultsPart, withDatabase } from './observe.js';

const PRINTED = ['JinjaLogInfo', 'PrintEvent', 'JinjaLogWarning', 'ShowNode', 'CompiledNode'];
const UNCHANGED = ['parse', 'ls', 'list', 'compile', 'show', 'deps'];
const ARTIFACTS = ['run_results.json', 'sources.json', 'manifest.json'];

interface Line {
  readonly info: { readonly name: string; readonly level: string; readonly msg: string };
}

/** Runs the steps of a case with xform, in this process, and says what record.py says of dbt. */
export async function runCase(parityCase: ParityCase): Promise<StepAnswer[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'xform-parity-')));
  const root = join(folder, 'proj');
  const database = join(root, 'db.duckdb');
  mkdirSync(root);
  for (const name of ['dbt_project.yml', 'profiles.yml'])
    copyFileSync(join(import.meta.dirname, 'common', name), join(root, name));
  const steps: StepAnswer[] = [];
  let before: DatabaseAnswer = {};
  let env: Record<string, string> = {};
  const actions: Record<string, (rest: string, text: string) => Promise<void> | void> = {
    'run:': async (rest) => {
      const { answer, after } = await runStep(root, rest, env, parityCase.volatile, before);
      steps.push(answer);
      before = after;
    },
    'sql:': (_rest, text) => withDatabase(database, async (query) => void (await query(text))),
    'delete:': (rest) => rmSync(join(root, rest), { recursive: true }),
    'copy:': (rest) => {
      const [from, to] = rest.split(' ');
      cpSync(join(root, from!), join(root, to!), { recursive: true });
    },
    'env:': (rest) => {
      env = Object.fromEntries(
        splitCommand(rest).map((pair) => [
          pair.slice(0, pair.indexOf('=')),
          pair.slice(pair.indexOf('=') + 1),
        ]),
      );
    },
  };
  try {
    for (const { title, text } of parityCase.parts) {
      const [word, ...rest] = title.split(' ');
      const action = actions[word!];
      if (action) await action(rest.join(' '), text);
      else {
        mkdirSync(dirname(join(root, title)), { recursive: true });
        writeFileSync(join(root, title), text);
      }
    }
    return steps;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runStep(
  root: string,
  command: string,
  env: Readonly<Record<string, string>>,
  volatile: readonly string[],
  before: DatabaseAnswer,
): Promise<{ answer: StepAnswer; after: DatabaseAnswer }> {
  const words = splitCommand(command);
  if (!words.includes('retry'))
    for (const name of ARTIFACTS) rmSync(join(root, 'target', name), { force: true });
  const output: string[] = [];
  const write = (text: string): number => output.push(text);
  const exit = await main({
    argv: [...words, '--log-format', 'json'],
    env: { PATH: process.env['PATH'], HOME: join(root, '.home'), CI: '1', NO_COLOR: '1', ...env },
    cwd: root,
    stdout: { write },
    stderr: { write },
    signal: new AbortController().signal,
  });
  const { lines, other } = readOutput(output.join(''));
  const error = lines.find(({ info }) => info.name === 'MainEncounteredError')?.info.msg;
  const printed = lines.filter(({ info }) => PRINTED.includes(info.name)).map(({ info }) => info.msg);
  const warnings = lines
    .filter(({ info }) => info.level === 'warn' && info.name !== 'LogTestResult')
    .map(({ info }) => info.name)
    .filter((name) => name !== 'DeprecationsSummary');
  const verb = words[0]!;
  const results = exit < 2 ? resultsPart(root) : undefined;
  const freshness = freshnessPart(root);
  const after = UNCHANGED.includes(verb) ? before : await databasePart(join(root, 'db.duckdb'), volatile);
  const listing = ['ls', 'list'].includes(verb);
  const answer: StepAnswer = {
    command,
    exit,
    ...(exit === 2 ? { error: error?.replace(/^Encountered an error:\n/, '') ?? other.join('\n') } : {}),
    ...(printed.length > 0 && !listing ? { printed } : {}),
    ...(warnings.length > 0 ? { warnings: [...new Set(warnings)].sort() } : {}),
    ...(listing && exit === 0 ? { listed: other.length > 0 ? other : printed } : {}),
    ...(verb === 'parse' && exit === 0 ? { manifest: manifestPart(root) } : {}),
    ...(results ? { results } : {}),
    ...(freshness ? { freshness } : {}),
    ...(UNCHANGED.includes(verb) ? {} : { database: after }),
  };
  return {
    answer: JSON.parse(JSON.stringify(answer).replaceAll(root, '<root>')) as StepAnswer,
    after,
  };
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
